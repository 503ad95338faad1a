using System.Globalization;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What messages tell: that they were sent, or wait for their time, and what their audiences said.</summary>
internal sealed class PingEvidence(IStore store, CommsMatrix matrix) : IEvidence
{
    /// <summary>Ends the kind of the fact that a message's audience knows what is other now, and a person has to tell them.</summary>
    public const string Outdated = ".outdated";

    private static readonly string[] said = [".sent", ".scheduled", ".missed", ".acknowledged", ".yes", ".no", ".date", ".approved", ".changes", ".impact", ".multi", ".single", ".self", Outdated];

    public IReadOnlyCollection<string> Kinds { get; } = [.. matrix.Messages.SelectMany(message => said.Select(word => message.Id + word))];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) =>
        Of(matrix, release.Value, [.. (await CommsDesk.Pings(store, release.Id, ct)).Select(read => read.Value)], await CommsDesk.Told(store, release.Id, ct));

    public static IReadOnlyList<Fact> Of(CommsFile file) => Of(file.Matrix, file.Release, file.Pings, file.Told);

    private static IReadOnlyList<Fact> Of(CommsMatrix matrix, Release release, IReadOnlyList<Ping> pings, IReadOnlyDictionary<Audience, Doc<Told>> told) =>
        [.. Of(matrix, release, pings), .. told.SelectMany(one => Differing(matrix, release, one.Key, one.Value.Value, [.. pings.Where(ping => ping.Audience == one.Key)]))];

    private static IEnumerable<Fact> Differing(CommsMatrix matrix, Release release, Audience audience, Told told, IReadOnlyList<Ping> toThem)
    {
        if (ChangeRules.Newest(toThem)?.Message is not { } message || !ChangeRules.IsForPerson(told, release, toThem))
            yield break;
        var (at, by) = ChangeRules.LastChange(release);
        var parts = string.Join(", ", Difference.Since(told.Knows, release).Select(one => one.Part));
        yield return new(message + Outdated, by, at, Role: matrix.Find(audience)?.Name ?? audience.ToString(), Value: parts);
    }

    public static IReadOnlyList<Fact> Of(CommsMatrix matrix, Release release, IEnumerable<Ping> pings) =>
        [.. pings.Where(ping => ping.Message is not null).SelectMany(ping => Of(ping, matrix.Find(ping.Audience)?.Name ?? ping.Audience.ToString(), Asked(matrix.Find(ping.Message!), release)))];

    // What was for before the publication asks nothing after it.
    private static Asks Asked(CommsMessage? message, Release release) =>
        message is null || message.Embargoed && release.PublishedAt is not null ? Asks.Nothing : message.Asks;

    private static IEnumerable<Fact> Of(Ping ping, string audience, Asks asks)
    {
        if (ping.SentAt is { } sent)
            yield return new(ping.Message + ".sent", ping.By, sent, Value: audience, About: asks == Asks.Nothing ? null : asks.ToString());
        else if (ping.SendAt is { } at)
            yield return new(ping.Message + ".scheduled", ping.By, ping.WrittenAt, Value: audience, About: at.ToString("O", CultureInfo.InvariantCulture));
        if (ping is { SentAt: null, MissedAt: { } missed })
            yield return new(ping.Message + ".missed", ping.By, missed, Value: audience);
        foreach (var answer in ping.Standing)
        {
            var fact = new Fact($"{ping.Message}.{answer.What.ToString().ToLowerInvariant()}", answer.By, answer.At, Role: audience, Value: answer.Date?.ToString("O", CultureInfo.InvariantCulture) ?? answer.Words);
            yield return fact;
            foreach (var (what, words) in new[] { ("multi", answer.Multi), ("single", answer.Single), ("self", answer.Self) })
            {
                if (words is not null)
                    yield return fact with { Kind = $"{ping.Message}.{what}", Value = words };
            }
        }
    }
}
