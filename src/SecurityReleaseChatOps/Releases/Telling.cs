using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary>What one person is told of a release.</summary>
internal static class Telling
{
    /// <summary>A direct message, unless they left or have no role any more: Slack, or the embargo, would hold back all that is saved with it.</summary>
    /// <param name="key">Deterministic: the same is told once.</param>
    public static void Tell(this SlackDirectory directory, Commit commit, Release release, string person, string key, Message message)
    {
        if (directory.RoleOf(person) > Role.None)
            commit.Show(key, person, message, Classification.Embargoed(release.Id));
    }
}
