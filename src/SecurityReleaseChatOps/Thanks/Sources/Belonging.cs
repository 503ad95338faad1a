using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>The group that somebody who did something for a release belongs to.</summary>
internal static class Belonging
{
    public static ThanksGroup TeamOf(this SlackDirectory directory, string user) =>
        directory.RoleOf(user) >= Role.Psirt ? ThanksGroup.Carried
        : directory.IsOfCommunications(user) || directory.RoleOf(user) < Role.Viewer ? ThanksGroup.Teams
        : ThanksGroup.ReleaseManagers;
}
