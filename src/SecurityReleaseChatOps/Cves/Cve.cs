namespace SecurityReleaseChatOps.Cves;

/// <summary>
/// What a release knows about one of its CVEs besides number, title and severity, which only its fixes hold.
/// See <see cref="ReleaseCve"/>, which has everything.
/// </summary>
public sealed record Cve
{
    /// <summary>The release's id.</summary>
    public required string Release { get; init; }

    /// <summary>Our own id for it, <see cref="Releases.ReleaseFix.CveId"/> of its fixes.</summary>
    public required string Id { get; init; }

    /// <summary>The CVE request as YAML, as entered (row E1); empty while there is none.</summary>
    public string Yaml { get; init; } = "";

    /// <summary>From the security issue (row E11); null while unknown.</summary>
    public CveDetails? Details { get; init; }

    /// <summary>What the bug bounty council decided (row E6); null until it has.</summary>
    public CouncilDecision? Council { get; init; }

    /// <summary>Null for an internal find, or while unknown.</summary>
    public HackerOneReport? Report { get; init; }

    /// <summary>Who confirmed title and description (row E10); null when nobody has, or when they changed since.</summary>
    public Validation? Validated { get; init; }

    /// <summary>Why its submission is invalid; null when it is not.</summary>
    public InvalidAdvisory? Invalid { get; init; }

    /// <summary>Slack user ids of everyone who changed title or description since the last validation: none of them may validate.</summary>
    public IReadOnlyList<string> TextAuthors { get; init; } = [];

    /// <summary>The last change of anything the checks read.</summary>
    public required CveEdit Edited { get; init; }

    /// <summary>The last change of its title or description; null while it has neither.</summary>
    public CveEdit? TextEdited { get; init; }

    /// <summary>Its removal from the release; null while it is part of it.</summary>
    public CveRemoval? Removed { get; init; }
}

/// <param name="By">Slack user id.</param>
public sealed record CveEdit(string By, Instant At);

/// <param name="By">Slack user id.</param>
/// <param name="Cve">Its number, or the reference of its request.</param>
/// <param name="Fixes">Ids of the fixes it had.</param>
public sealed record CveRemoval(string By, Instant At, string? Cve, IReadOnlyList<string> Fixes);

/// <summary>The Details table of a security issue.</summary>
/// <param name="EeOnly">Whether only GitLab EE is affected; null while unknown.</param>
/// <param name="FirstVersion">The first version affected, as typed; null when it is not known.</param>
public sealed record CveDetails(bool? EeOnly, string? FirstVersion);

/// <param name="Score">The CVSS score agreed on; null when none was given.</param>
/// <param name="Vector">The CVSS 3.1 vector without prefix; null when none was given.</param>
/// <param name="Votes">How many members approved.</param>
public sealed record CouncilDecision(decimal? Score, string? Vector, int Votes);

/// <param name="Url">The report's address.</param>
/// <param name="Engineer">Slack user id of whoever imported it and is told the version with the fix; null when unknown.</param>
public sealed record HackerOneReport(string Url, string? Engineer);

/// <param name="By">Slack user id.</param>
/// <param name="Text">The hash of the title and description that were confirmed.</param>
public sealed record Validation(string By, Instant At, string Text);

/// <param name="Reason">What the cnaworkflow bot says, in plain text.</param>
/// <param name="By">Slack user id.</param>
public sealed record InvalidAdvisory(string Reason, string By, Instant At);
