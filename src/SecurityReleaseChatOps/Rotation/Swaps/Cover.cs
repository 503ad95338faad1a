using NodaTime;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>That one does for a time what is another's.</summary>
/// <param name="Person">Slack user id of whom it is for.</param>
/// <param name="By">Slack user id of who does it meanwhile.</param>
/// <param name="Until">First moment after it.</param>
public sealed record Cover(string Id, string Person, string By, Instant From, Instant Until)
{
    /// <summary>Releases in which one has the other's place; null before it began. A release that starts meanwhile joins them.</summary>
    public IReadOnlyList<string>? Releases { get; init; }

    /// <summary>Whether what was the other's went back to them.</summary>
    public bool IsOver { get; init; }

    public bool IsOn(Instant now) => !IsOver && From <= now && now < Until;
}

/// <summary>Who acts for whom, pure.</summary>
public static class Covers
{
    private static readonly Duration Longest = Duration.FromDays(60);

    /// <summary>Slack user id of who does what is this person's now: themselves unless someone covers for them.</summary>
    public static string ActingFor(IReadOnlyList<Cover> covers, string person, Instant now) =>
        covers.LastOrDefault(cover => cover.Person == person && cover.IsOn(now))?.By ?? person;

    /// <summary>Why that cannot be, in plain text without a full stop; null when it can.</summary>
    /// <param name="covers">Those that are not over.</param>
    /// <param name="nameOf">Plain text.</param>
    public static string? Refuse(
        string person, string by, Instant from, Instant until, IReadOnlyList<Engineer> roster, IReadOnlyList<Cover> covers, Func<string, string> nameOf,
        Instant now)
    {
        if (person == by)
            return "This is the same person: choose someone else";
        if (roster.FirstOrDefault(engineer => engineer.UserId == by) is not { Left: false } engineer)
            return $"{nameOf(by)} is not on the rotation";
        if (until <= from || until <= now)
            return "It ends before it begins, or is over already";
        if (until - from > Longest)
            return "At most 60 days";
        if (Meanwhile(cover => cover.Person == person) is { } known)
            return $"{nameOf(known.By)} covers then already";
        // What is somebody's is done by one person: whoever covers is not covered meanwhile.
        if (Meanwhile(cover => cover.Person == by || cover.By == person) is { } chain)
            return $"{nameOf(chain.By)} covers for {nameOf(chain.Person)} then";
        var first = Workdays.At(engineer, from) ?? Workdays.Next(engineer, from);
        return first is null || first.Start >= until ? $"{nameOf(by)} does not work in that time" : null;

        Cover? Meanwhile(Func<Cover, bool> of) => covers.FirstOrDefault(cover => !cover.IsOver && of(cover) && cover.From < until && from < cover.Until);
    }
}

/// <summary>The covers' documents, under their ids.</summary>
internal sealed class CoverStore(IStore store)
{
    private static readonly DocumentKind<Cover> Kind = new("cover");
    private readonly Kept<Cover> _kept = new(store, Kind, cover => !cover.IsOver);

    /// <summary>Those that are not over, by their beginning.</summary>
    public async Task<IReadOnlyList<Cover>> Read(CancellationToken ct) => [.. (await Open(ct)).Select(doc => doc.Value)];

    /// <summary>The same as documents.</summary>
    public async Task<IReadOnlyList<Doc<Cover>>> Open(CancellationToken ct) => [.. (await _kept.Read(ct)).OrderBy(doc => doc.Value.From)];

    public ValueTask<Doc<Cover>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <param name="read">As it was read; null when it is new.</param>
    /// <param name="what">What was done, in a word or two.</param>
    public static void Save(Commit commit, Doc<Cover>? read, Cover cover, string by, string what) =>
        commit.Put(Kind, cover.Id, cover, read?.Version ?? 0).Audit(by, what, "cover/" + cover.Person, read?.Value, cover);
}
