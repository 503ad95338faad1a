using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Evidence;

/// <summary>
/// Something that is known to have happened to a release. The same delivered twice is one, said again later it is another; what is taken
/// back is not offered any more.
/// </summary>
/// <param name="Kind">What happened, as definitions name it: <c>merged</c>, <c>legal-review.approved</c>.</param>
/// <param name="By">Slack user id of who did or said it.</param>
/// <param name="At">When it happened, which may be before it was heard of.</param>
/// <param name="Subject">Our own id of the fix or CVE that it is about; null for the whole release.</param>
/// <param name="Role">As what they said it, such as <c>Legal</c>; null where that says nothing.</param>
/// <param name="Value">What was said, in plain text: an audience's name, a date, an impact; null when nothing was.</param>
/// <param name="About">What they were shown or agreed on; null when nothing in particular.</param>
public sealed record Fact(string Kind, string By, DateTimeOffset At, string? Subject = null, string? Role = null, string? Value = null, string? About = null);

/// <summary>A feature that knows what happened. It derives its facts from its own documents; nothing is copied.</summary>
public interface IEvidence
{
    /// <summary>Every kind that it may offer: what a definition may name.</summary>
    IReadOnlyCollection<string> Kinds { get; }

    /// <summary>All that stands of a release, with what was said before and replaced by something newer.</summary>
    Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct);
}

/// <summary>A feature that has a form or press for what a fact tells of: it opens where someone says that a step is done.</summary>
public interface IEventForm
{
    /// <summary>Whether a fact of this kind comes from here.</summary>
    bool Makes(string kind);

    /// <summary>What makes it; null when there is nothing to press in this release.</summary>
    /// <param name="kind">One that <see cref="Makes"/>.</param>
    /// <param name="at">Who asked, and where the answer is shown.</param>
    Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct);
}

/// <summary>Where someone pressed or typed.</summary>
/// <param name="ResponseUrl">Where what came of it is shown; null when there is no such place.</param>
/// <param name="View">The view of the checklist that stands there, to be brought up to date; null when none does.</param>
/// <param name="Subject">Our own id of the fix or CVE that the step is about; null for the whole release.</param>
public sealed record PressedAt(string By, string? ResponseUrl, string? View = null, string? Subject = null);
