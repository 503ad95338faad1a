using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>
/// What the rotation tells: it speaks of dates and people and of no release, so nothing of it is under an embargo; its words are judged all the same.
/// </summary>
internal static class RotationTelling
{
    /// <summary>What files and other effects of the rotation are about.</summary>
    public static Classification About => Classification.Internal;

    /// <summary>A direct message, unless they left or have no role any more: Slack, or the embargo, would hold back all that is saved with it.</summary>
    /// <param name="key">Deterministic: the same is told once.</param>
    public static void Tell(this SlackDirectory directory, Commit commit, string person, string key, Message message)
    {
        if (directory.RoleOf(person) > Role.None)
            commit.Show(key, person, message, Classification.Internal);
    }

    /// <summary>A message in a channel.</summary>
    public static void Say(Commit commit, string channel, string key, Message message, string? under = null) =>
        commit.Show(key, channel, message, Classification.Internal, under);
}
