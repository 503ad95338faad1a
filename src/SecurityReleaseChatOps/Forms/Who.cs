using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Forms;

/// <summary>Who may do something behind a form or a button.</summary>
/// <param name="Least">The least role that is enough; null when no role is.</param>
/// <param name="OfCommunications">Whether Communications may, whatever their role is.</param>
/// <param name="OfReleaseManagers">Whether release managers may, whatever their role is.</param>
internal sealed record Who(Role? Least, bool OfCommunications, string Words, bool OfReleaseManagers = false)
{
    /// <summary>Anyone: the form itself judges by what it is about.</summary>
    public static Who Everyone { get; } = new(Role.None, false, "");

    /// <summary>Anyone with a role.</summary>
    public static Who Viewers { get; } = new(Role.Viewer, false, "This is for PSIRT, release managers and Communications.");

    public static Who Psirt { get; } = new(Role.Psirt, false, "This is PSIRT's to do. You can see where releases stand with /release and in my Home tab.");

    public static Who PsirtAndCommunications { get; } = new(Role.Psirt, true, "This is for PSIRT and Communications to do.");

    public static Who PsirtAndReleaseManagers { get; } = new(Role.Psirt, false, "This is for PSIRT and release managers to do.", OfReleaseManagers: true);

    public static Who Communications { get; } = new(null, true, "Only Communications can do this.");

    public static Who Admins { get; } = new(Role.Admin, false, "Only an admin can do this: ask one of them.");

    /// <returns>Why this person may not, in plain words; null when they may.</returns>
    public string? Refuse(SlackDirectory directory, string user) =>
        directory.RoleOf(user) >= Least || OfCommunications && directory.IsOfCommunications(user) || OfReleaseManagers && directory.IsReleaseManager(user)
            ? null
            : Words;
}
