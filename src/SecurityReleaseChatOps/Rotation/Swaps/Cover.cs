using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>One person covering for another for a time.</summary>
/// <param name="Person">Slack user id of the person covered.</param>
/// <param name="By">Slack user id of the person covering.</param>
/// <param name="Until">First moment after it; when ended early, that time.</param>
public sealed record Cover(
    string Id, string Person, string By, [property: JsonConverter(typeof(StoreJson.ZuluConverter))] Instant From,
    [property: JsonConverter(typeof(StoreJson.ZuluConverter))] Instant Until)
{
    /// <summary>Releases in which the covering person has the other's place; null before it began. A release that starts meanwhile joins.</summary>
    public IReadOnlyList<string>? Releases { get; init; }

    /// <summary>Whether it ended.</summary>
    public bool IsOver { get; init; }

    /// <summary>Those of <see cref="Releases"/> returned at its end, not otherwise; null before, and for covers that ended before this was recorded.</summary>
    public IReadOnlyList<string>? Back { get; init; }

    public bool IsOn(Instant now) => !IsOver && From <= now && now < Until;
}

/// <summary>Who acts for whom. Pure.</summary>
public static class Covers
{
    private static readonly Duration Longest = Duration.FromDays(60);

    /// <summary>
    /// The people a release counts for. A shift counts for its owner, even if somebody else does part of it, or it ended during a cover; only
    /// somebody who covered on each of its days (from two days before until its date, in UTC) carried it.
    /// </summary>
    /// <param name="covers">The covers that include this release.</param>
    public static ReleasePair CountsFor(IEnumerable<Cover> covers, ReleasePair release)
    {
        var (first, last) = (SwapRules.FirstDay(release.Date), release.Date);
        foreach (var cover in covers)
        {
            var isBack = cover.IsOver && cover.Back?.Contains(release.Release) != false;
            var isWhole = cover.From.UtcDay() <= first && last <= cover.Until.UtcDay();
            release = isWhole ? With(cover.Person, cover.By) : isBack ? release : With(cover.By, cover.Person);
        }
        return release;

        // Both of a pair count; somebody covering for their own partner counts once.
        ReleasePair With(string from, string to) => release.Primary == to || release.Secondary == to ? release : release with
        {
            Primary = release.Primary == from ? to : release.Primary,
            Secondary = release.Secondary == from ? to : release.Secondary,
        };
    }

    /// <summary>
    /// Slack user ids of whose shift it is, also while somebody has their place in its release for a time, and after it ended in that time.
    /// </summary>
    public static IEnumerable<string> OwnersOf(IEnumerable<Cover> covers, Shift shift)
    {
        return shift.Pair.Select(person =>
            covers.FirstOrDefault(cover => cover.By == person && Has(cover) && !shift.Pair.Contains(cover.Person))?.Person ?? person);

        bool Has(Cover cover) => shift.Release is { } release && cover.Releases?.Contains(release) == true
            && (!cover.IsOver || (shift.HasEnded && cover.Back?.Contains(release) == false));
    }

    /// <summary>How long somebody was at work while covering.</summary>
    public static Duration Worked(IEnumerable<Cover> covers, Engineer by, Instant since, Instant now) => covers
        .Select(cover => (From: Instant.Max(cover.From, since), Until: Instant.Min(cover.Until, now))).Where(time => time.From < time.Until)
        .SelectMany(time => Workdays
            .Between(by, Workdays.Today(by, time.From).AddDays(-1), Workdays.Today(by, time.Until))
            .Select(day => Instant.Min(day.End, time.Until) - Instant.Max(day.Start, time.From)))
        .Where(length => length > Duration.Zero)
        .Aggregate(Duration.Zero, (sum, length) => sum + length);

    /// <summary>Why that cannot be, in plain text without a full stop; null when it can.</summary>
    /// <param name="nameOf">Plain text.</param>
    public static string? Refuse(
        string person, string by, Instant from, Instant until, IReadOnlyList<Engineer> roster, IReadOnlyList<Cover> covers, Func<string, string> nameOf,
        Instant now)
    {
        if (person == by)
            return "That is the same person: choose someone else";
        if (roster.FirstOrDefault(engineer => engineer.UserId == by) is not { Left: false } engineer)
            return $"{nameOf(by)} is not on the rotation";
        if (until <= from || until <= now)
            return "It ends before it begins, or is over already";
        if (until - from > Longest)
            return "At most 60 days";
        if (Meanwhile(cover => cover.Person == person) is { } known)
            return $"{nameOf(known.By)} already covers then";
        // Covers do not chain: whoever covers is not covered meanwhile.
        if (Meanwhile(cover => cover.Person == by || cover.By == person) is { } chain)
            return $"{nameOf(chain.By)} covers for {nameOf(chain.Person)} then";
        var first = Workdays.At(engineer, from) ?? Workdays.Next(engineer, from);
        return first is null || first.Start >= until ? $"{nameOf(by)} does not work in that time" : null;

        Cover? Meanwhile(Func<Cover, bool> of) => covers.FirstOrDefault(cover => !cover.IsOver && of(cover) && cover.From < until && from < cover.Until);
    }
}

/// <summary>The covers' documents, under their ids.</summary>
internal sealed class CoverStore(IStore store, TimeProvider time)
{
    private static readonly DocumentKind<Cover> Kind = new("cover");
    private readonly Kept<Cover> _kept = new(
        store, Kind, cover => !cover.IsOver || cover.Until.UtcDay() >= RotationReader.Since(time));
    private readonly Made<IReadOnlyList<Cover>> _made = new();

    /// <summary>Those since <see cref="RotationReader.Since"/> and all that are not over, by beginning; the same list instance until they change.</summary>
    public async Task<IReadOnlyList<Cover>> Read(CancellationToken ct)
    {
        var read = await _kept.Read(ct);
        return _made.Of(() => [.. read.Select(doc => doc.Value).OrderBy(cover => cover.From)], read);
    }

    /// <summary>Those that are not over.</summary>
    public async Task<IReadOnlyList<Doc<Cover>>> Open(CancellationToken ct) =>
        [.. (await _kept.Read(ct)).Where(doc => !doc.Value.IsOver).OrderBy(doc => doc.Value.From)];

    public ValueTask<Doc<Cover>?> Get(string id, CancellationToken ct) => store.Get(Kind, id, ct);

    /// <param name="read">As it was read; null when it is new.</param>
    /// <param name="what">What was done, in a word or two.</param>
    public static void Save(Commit commit, Doc<Cover>? read, Cover cover, string by, string what) =>
        commit.Put(Kind, cover.Id, cover, read?.Version ?? 0).Audit(by, what, "cover/" + cover.Person, read?.Value, cover);
}
