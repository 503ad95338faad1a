namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// What a release knows of one of its CVEs beside its number, title and severity: those stand in the fixes that mend it, and nowhere
/// else. See <see cref="ReleaseCve"/>, which has all of it.
/// </summary>
public sealed record Cve
{
    /// <summary>The release's id.</summary>
    public required string Release { get; init; }

    /// <summary>Our own id of it, <see cref="Releases.ReleaseFix.CveId"/> of its fixes.</summary>
    public required string Id { get; init; }

    /// <summary>The CVE request as YAML, as it was given (row E1); empty as long as there is none.</summary>
    public string Yaml { get; init; } = "";

    /// <summary>From the security issue (row E11); null as long as nobody has said.</summary>
    public CveDetails? Details { get; init; }

    /// <summary>What the bug bounty council decided (row E6); null as long as it has not.</summary>
    public CouncilDecision? Council { get; init; }

    /// <summary>Null for a find of our own, or as long as nobody has said.</summary>
    public HackerOneReport? Report { get; init; }

    /// <summary>That title and description stand as they should (row E10); null as long as nobody said so, or when they changed since.</summary>
    public Validation? Validated { get; init; }

    /// <summary>That its submission is invalid; null when it is not.</summary>
    public InvalidAdvisory? Invalid { get; init; }

    /// <summary>Everyone who changed title or description since they were last validated: none of them validates it. Slack user ids.</summary>
    public IReadOnlyList<string> TextAuthors { get; init; } = [];

    /// <summary>The last change of anything that is checked.</summary>
    public required CveEdit Edited { get; init; }

    /// <summary>The last change of its title or description; null as long as it has neither.</summary>
    public CveEdit? TextEdited { get; init; }

    /// <summary>When it was taken out of the release; null while it is in it.</summary>
    public CveRemoval? Removed { get; init; }
}

/// <param name="By">Slack user id.</param>
public sealed record CveEdit(string By, DateTimeOffset At);

/// <param name="By">Slack user id.</param>
/// <param name="Cve">Its number, or the reference of its request.</param>
/// <param name="Fixes">The fixes that mended it.</param>
public sealed record CveRemoval(string By, DateTimeOffset At, string? Cve, IReadOnlyList<string> Fixes);

/// <summary>The Details table of a security issue.</summary>
/// <param name="EeOnly">Whether only GitLab EE is affected; null when nobody has said.</param>
/// <param name="FirstVersion">The first version affected, as typed; null when it is not known.</param>
public sealed record CveDetails(bool? EeOnly, string? FirstVersion);

/// <param name="Score">The CVSS score that it agreed on; null when it did not say one.</param>
/// <param name="Vector">The CVSS 3.1 vector without prefix; null when it did not say one.</param>
/// <param name="Votes">How many of it approved.</param>
public sealed record CouncilDecision(decimal? Score, string? Vector, int Votes);

/// <param name="Url">The report's address.</param>
/// <param name="Engineer">Slack user id of who imported it, and is told the version with the fix; null when nobody is known.</param>
public sealed record HackerOneReport(string Url, string? Engineer);

/// <param name="By">Slack user id.</param>
/// <param name="Text">The hash of the title and description that were confirmed.</param>
public sealed record Validation(string By, DateTimeOffset At, string Text);

/// <param name="Reason">What the cnaworkflow bot says, in plain text.</param>
/// <param name="By">Slack user id.</param>
public sealed record InvalidAdvisory(string Reason, string By, DateTimeOffset At);
