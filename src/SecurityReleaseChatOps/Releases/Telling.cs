using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Direct messages to one person about a release.</summary>
internal static class Telling
{
    /// <summary>Sends a direct message, unless they left or lost their role: Slack or the embargo guard would then hold back the whole commit.</summary>
    /// <param name="key">Deterministic, so that the message is sent once.</param>
    public static void Tell(this SlackDirectory directory, Commit commit, Release release, string person, string key, Message message)
    {
        if (directory.RoleOf(person) > Role.None)
            commit.Show(key, person, message, Classification.Embargoed(release.Id));
    }
}
