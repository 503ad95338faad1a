using NodaTime;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>That one does for a time what is another's.</summary>
/// <param name="Person">Slack user id of whom it is for.</param>
/// <param name="By">Slack user id of who does it meanwhile.</param>
/// <param name="Until">First moment after it.</param>
public sealed record Cover(string Id, string Person, string By, Instant From, Instant Until);

/// <summary>Who acts for whom, pure.</summary>
public static class Covers
{
    /// <summary>Slack user id of who does what is this person's now: themselves unless someone covers for them.</summary>
    public static string ActingFor(IReadOnlyList<Cover> covers, string person, Instant now) =>
        covers.LastOrDefault(cover => cover.Person == person && cover.From <= now && now < cover.Until)?.By ?? person;
}

/// <summary>The covers' documents, under their ids.</summary>
internal sealed class CoverStore(IStore store)
{
    private static readonly DocumentKind<Cover> Kind = new("cover");
    private readonly Kept<Cover> _kept = new(store, Kind);

    public async Task<IReadOnlyList<Cover>> Read(CancellationToken ct) => [.. (await _kept.Read(ct)).Select(doc => doc.Value)];
}
