using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Whose steps a person presses who is not of PSIRT: those of their own role, and no others.</summary>
internal static class OwnRoles
{
    public static IReadOnlyCollection<Role> Of(SlackDirectory directory, string person) =>
    [
        .. directory.IsReleaseManager(person) ? [Role.ReleaseManager] : Array.Empty<Role>(),
        .. directory.IsOfCommunications(person) ? [Role.Communications] : Array.Empty<Role>(),
    ];
}
