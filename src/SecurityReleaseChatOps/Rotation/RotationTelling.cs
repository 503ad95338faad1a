using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>
/// The rotation's messages. They are about dates and people, not releases, so they are not embargoed; their words are checked all the same.
/// </summary>
internal static class RotationTelling
{
    /// <summary>The classification of the rotation's files and other effects.</summary>
    public static Classification About => Classification.Internal;

    /// <summary>Sends a direct message, unless they left or have no role any more: Slack, or the embargo, would refuse the whole commit.</summary>
    /// <param name="key">Deterministic, so that the same message is sent once.</param>
    public static void Tell(this SlackDirectory directory, Commit commit, string person, string key, Message message)
    {
        if (directory.RoleOf(person) > Role.None)
            commit.Show(key, person, message, Classification.Internal);
    }

    /// <summary>Posts a message in a channel.</summary>
    public static void Say(Commit commit, string channel, string key, Message message, string? under = null) =>
        commit.Show(key, channel, message, Classification.Internal, under);
}
