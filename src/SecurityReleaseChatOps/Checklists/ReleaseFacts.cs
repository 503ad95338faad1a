using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Evidence;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What the rules of a checklist need to know of its release: read from the release at each press, never stored with the checklist.</summary>
public sealed record ReleaseFacts
{
    public required string Id { get; init; }

    /// <summary>The process, such as <c>planned</c> or <c>out-of-band</c>; case and hyphens do not matter.</summary>
    public required string Kind { get; init; }

    public string Product { get; init; } = "GitLab";

    /// <summary><c>critical</c>, <c>high</c>, <c>medium</c> or <c>low</c>: the highest of the release's vulnerabilities; null when unknown.</summary>
    public string? Severity { get; init; }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Null as long as no date is agreed.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>The time of day in UTC at which the release is due on <see cref="Due"/>.</summary>
    public TimeOnly DueTime { get; init; } = new(15, 0);

    /// <summary>When the release was started; null when that is not known.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? MergedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public IReadOnlyList<Fix> Fixes { get; init; } = [];

    public IReadOnlyList<Cve> Cves { get; init; } = [];

    /// <summary>Slack user id.</summary>
    public required string Primary { get; init; }

    /// <summary>Slack user id.</summary>
    public required string Secondary { get; init; }

    /// <summary>Slack user id of the one who has it now; null when that is nobody but the Primary.</summary>
    public string? Owner { get; init; }

    /// <summary>All that is known to have happened.</summary>
    public IReadOnlyList<Fact> Happened { get; init; } = [];

    [JsonIgnore]
    public bool IsCritical => Condition.Same("critical", Kind) || Condition.Same("critical", Severity);

    [JsonIgnore]
    public DateTimeOffset? DueAt => Due is { } date ? new DateTimeOffset(date.ToDateTime(DueTime), TimeSpan.Zero) : null;

    /// <summary>Whether this person may do a step before its turn: the Primary, and who has the release now.</summary>
    public bool MayForce(string person) => person == Primary || person == Owner;

    /// <summary>The other one of the pair; the Primary for anyone else.</summary>
    public string OtherThan(string person) => person == Primary ? Secondary : Primary;
}

/// <summary>A fix that the release carries.</summary>
/// <param name="Id">Short and typeable, such as the security issue's or merge request's reference.</param>
/// <param name="Cve">The id of the <see cref="Checklists.Cve"/> that it mends; null when none is linked.</param>
/// <param name="AddedAt">When it was linked to the release; null when that is not known.</param>
public sealed record Fix(string Id, string Title = "", string? Cve = null, DateTimeOffset? AddedAt = null);

/// <summary>A vulnerability that gets, or has, a CVE.</summary>
/// <param name="Id">The CVE's id, or that of its request as long as it has no number.</param>
public sealed record Cve(string Id, string Title = "")
{
    /// <summary>Its number as it is now; null when that is its id.</summary>
    public string? Number { get; init; }
}
