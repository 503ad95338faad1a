namespace SecurityReleaseChatOps.Hosting;

/// <summary>Where the app posts: channel names without '#', or ids (row G2).</summary>
public sealed record ChannelSettings(
    string Psirt, string AppSec, string Thanks, string CommsSecurity, string MarketingOps, string UpcomingRelease, string Security)
{
    internal static readonly string[] Keys = ["Psirt", "AppSec", "Thanks", "CommsSecurity", "MarketingOps", "UpcomingRelease", "Security"];

    /// <summary>All channels, for the check at start.</summary>
    public IReadOnlyList<string> All => [Psirt, AppSec, Thanks, CommsSecurity, MarketingOps, UpcomingRelease, Security];

    /// <summary>The channel for one of <see cref="Keys"/>; null for any other word.</summary>
    internal string? Named(string key) => key switch
    {
        nameof(Psirt) => Psirt,
        nameof(AppSec) => AppSec,
        nameof(Thanks) => Thanks,
        nameof(CommsSecurity) => CommsSecurity,
        nameof(MarketingOps) => MarketingOps,
        nameof(UpcomingRelease) => UpcomingRelease,
        nameof(Security) => Security,
        _ => null,
    };

    /// <summary>Where a release is discussed by those preparing it before it is published.</summary>
    public IReadOnlyList<string> Embargoed => [Psirt, AppSec, CommsSecurity, UpcomingRelease];

    internal static ChannelSettings Read(SettingsReader read) => new(
        read.ChannelName("Channels:Psirt", "sec-psirt-team"),
        read.ChannelName("Channels:AppSec", "sec-appsec"),
        read.ChannelName("Channels:Thanks", "thanks"),
        read.ChannelName("Channels:CommsSecurity", "comms-team-security"),
        read.ChannelName("Channels:MarketingOps", "mktgops"),
        read.ChannelName("Channels:UpcomingRelease", "f_upcoming_release"),
        read.ChannelName("Channels:Security", "security"));
}

/// <summary>Who may do what: Slack user group handles (with or without '@'), group ids or user ids.</summary>
public sealed record AccessSettings(
    IReadOnlyList<string> Psirt, IReadOnlyList<string> ReleaseManagers, IReadOnlyList<string> Communications, IReadOnlyList<string> Admins)
{
    internal static readonly string[] Keys = ["Psirt", "ReleaseManagers", "Communications", "Admins"];

    /// <summary>The people for one of <see cref="Keys"/>; null for any other word.</summary>
    internal IReadOnlyList<string>? Named(string key) => key switch
    {
        nameof(Psirt) => Psirt,
        nameof(ReleaseManagers) => ReleaseManagers,
        nameof(Communications) => Communications,
        nameof(Admins) => Admins,
        _ => null,
    };

    /// <summary>Everyone named in any of them.</summary>
    internal IReadOnlyList<string> All => [.. Psirt, .. ReleaseManagers, .. Communications, .. Admins];

    internal static AccessSettings Read(SettingsReader read) => new(
        read.List("Access:Psirt", "psirt"),
        read.List("Access:ReleaseManagers", "release-managers"),
        read.List("Access:Communications", "communications"),
        read.List("Access:Admins", "psirt-admins"));
}

/// <summary>What may be said where before a release is published.</summary>
/// <param name="AllowPublic">Names or ids of public channels that may be on an allow-list despite being public.</param>
public sealed record EmbargoSettings(IReadOnlyList<string> AllowPublic)
{
    /// <summary>Whether anyone in the workspace can read a channel that no operator has allowed.</summary>
    public bool IsOpen(bool isPrivate, string name, string id) => !isPrivate && !AllowPublic.Contains(name) && !AllowPublic.Contains(id);
}

/// <summary>When engineers are asked for their handover (row C1).</summary>
public sealed record PromptSettings
{
    /// <summary>How long before the end of the workday the prompt is sent.</summary>
    public TimeSpan PromptBeforeEnd { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long after the prompt the only reminder is sent.</summary>
    public TimeSpan RemindAfter { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How many of the person's workdays before the due date prompts begin.</summary>
    public int LeadDays { get; init; } = 2;

    /// <summary>How late a prompt or reminder may still be sent after downtime.</summary>
    public TimeSpan CatchUp { get; init; } = TimeSpan.FromHours(2);

    public TimeSpan Snooze { get; init; } = TimeSpan.FromMinutes(30);

    internal static PromptSettings Read(SettingsReader read)
    {
        var unset = new PromptSettings();
        return unset with
        {
            PromptBeforeEnd = read.Duration("Handovers:PromptBeforeEnd", unset.PromptBeforeEnd, TimeSpan.FromHours(8)),
            RemindAfter = read.Duration("Handovers:RemindAfter", unset.RemindAfter, TimeSpan.FromHours(8)),
            LeadDays = read.Number("Handovers:LeadDays", unset.LeadDays, 0, 60),
        };
    }
}

/// <summary>What others see of the rotation.</summary>
/// <param name="UserGroup">Handle or id of the user group that the app fills with whoever is on duty; null for none.</param>
/// <param name="TopicChannel">Name or id of the channel whose topic names the next release; null for none.</param>
/// <param name="RosterGroup">Handle or id of the user group that the roster follows; null for none, when admins maintain the roster.</param>
public sealed record RotationSettings(string? UserGroup, string? TopicChannel, string? RosterGroup)
{
    /// <summary>In place of a name: there is none.</summary>
    internal const string None = "none";

    internal static readonly string[] Keys = ["UserGroup", "TopicChannel", "RosterGroup"];

    internal static RotationSettings Read(SettingsReader read, ChannelSettings channels, AccessSettings access)
    {
        var group = Unless(read.Text("Rotation:UserGroup", "psirt-release-managers").TrimStart('@'));
        var roster = Unless(read.Text("Rotation:RosterGroup", None).TrimStart('@'));
        if (group is not null && access.All.Contains(group, StringComparer.OrdinalIgnoreCase))
            read.Wrong($"Rotation:UserGroup is “{group}”, which Access names: the app would say itself who may use it. Name another group, or {None}.");
        if (group is not null && group.Equals(roster, StringComparison.OrdinalIgnoreCase))
            read.Wrong($"Rotation:RosterGroup is “{roster}”, which the app writes as Rotation:UserGroup. Name another group, or {None}.");
        var topic = read.Text("Rotation:TopicChannel", "").Length == 0 ? channels.Psirt : read.ChannelName("Rotation:TopicChannel", "sec-psirt-team");
        return new(group, Unless(topic), roster);
    }

    private static string? Unless(string name) => name.Equals(None, StringComparison.OrdinalIgnoreCase) ? null : name;
}
