using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Evidence;

/// <summary>
/// Something known to have happened to a release. The same fact delivered twice is one, said again later it is new; what was taken
/// back is no longer offered.
/// </summary>
/// <param name="Kind">What happened, as definitions name it: <c>merged</c>, <c>legal-review.approved</c>.</param>
/// <param name="By">Slack user id of who did or said it.</param>
/// <param name="At">When it happened, which may be before the app learned of it.</param>
/// <param name="Subject">Our own id of the fix or CVE that it is about; null for the whole release.</param>
/// <param name="Role">The role in which they said it, such as <c>Legal</c>; null when it does not matter.</param>
/// <param name="Value">What was said, in plain text: an audience's name, a date, an impact; null when nothing was.</param>
/// <param name="About">What they were shown or agreed to; null for nothing in particular.</param>
public sealed record Fact(string Kind, string By, DateTimeOffset At, string? Subject = null, string? Role = null, string? Value = null, string? About = null);

/// <summary>A feature that knows what happened. It derives its facts from its own documents; nothing is copied.</summary>
public interface IEvidence
{
    /// <summary>Every kind it may offer, which definitions may name.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>All standing facts of a release, including those replaced by newer ones.</summary>
    Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct);
}

/// <summary>A feature with a form or press for the event behind a fact: it opens when somebody says that a step is done.</summary>
public interface IEventForm
{
    /// <summary>Whether this feature makes facts of this kind.</summary>
    bool Makes(string kind);

    /// <summary>The form or press that makes it; null when this release has none.</summary>
    /// <param name="kind">One that <see cref="Makes"/>.</param>
    /// <param name="at">Who pressed, and where the answer is shown.</param>
    Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct);
}

/// <summary>Where somebody pressed or typed.</summary>
/// <param name="ResponseUrl">Where the result is shown; null when there is no such place.</param>
/// <param name="View">The checklist view shown there, to be refreshed; null when there is none.</param>
/// <param name="Subject">Our own id of the fix or CVE that the step is about; null for the whole release.</param>
public sealed record PressedAt(string By, string? ResponseUrl, string? View = null, string? Subject = null);
