using NodaTime.Text;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The facts from messages: that they were sent or are scheduled, and what their audiences answered.</summary>
internal sealed class PingEvidence(IStore store, CommsMatrix matrix) : IEvidence
{
    /// <summary>Suffix of the fact's kind when what a message's audience knows is outdated, and a person has to tell them.</summary>
    public const string Outdated = ".outdated";

    /// <summary>A message in own words, which belongs to no step, is scheduled. <c>Value</c> is its text, and <c>About</c> the time when it goes out.</summary>
    public const string OwnScheduled = "own.scheduled";

    /// <summary>Such a message was not sent at its time.</summary>
    public const string OwnMissed = "own.missed";

    /// <summary>Such a message was sent.</summary>
    public const string OwnSent = "own.sent";

    private static readonly string[] said = [".sent", ".scheduled", ".missed", ".acknowledged", ".yes", ".no", ".date", ".approved", ".changes", ".impact",
        ".multi", ".single", ".self", Outdated];

    public IReadOnlyCollection<string> Kinds { get; } = [.. matrix.Messages.SelectMany(message => said.Select(word => message.Id + word)), OwnScheduled,
        OwnMissed, OwnSent];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) =>
        Of(
            matrix, release.Value, [.. (await CommsStore.Pings(store, release.Id, ct)).Select(read => read.Value)],
            await CommsStore.Told(store, release.Id, ct));

    public static IReadOnlyList<Fact> Of(CommsSnapshot snapshot) => Of(snapshot.Matrix, snapshot.Release, snapshot.Pings, snapshot.Told);

    internal static IReadOnlyList<Fact> Of(CommsMatrix matrix, Release release, IReadOnlyList<Ping> pings, IReadOnlyDictionary<Audience, Doc<Told>> told) =>
    [
        .. pings.Where(ping => ping.Message is not null)
            .SelectMany(ping =>
                Of(ping, matrix.NameOf(ping.Audience), matrix.Find(ping.Message) is { } message && !message.IsOver(release) ? message.Asks : Asks.Nothing)),
        .. pings.Where(ping => ping.Message is null).Select(ping => new Fact(
            ping.SentAt is not null ? OwnSent : ping.MissedAt is not null ? OwnMissed : OwnScheduled, ping.By, ping.SentAt ?? ping.WrittenAt, ping.Id,
            Value: ping.Text,
            About: ping.SendAt is { } planned ? InstantPattern.ExtendedIso.Format(planned) : null)),
        .. from one in told
           let toThem = pings.Where(ping => ping.Audience == one.Key)
           let newest = ChangeRules.Newest(toThem)?.Message
           where newest is not null && ChangeRules.IsForPerson(one.Value.Value, release, toThem)
           let change = ChangeRules.LastChange(release)
           select new Fact(newest + Outdated, change.By, change.At, Role: matrix.NameOf(one.Key), Value: Difference.Parts(one.Value.Value, release)),
    ];

    private static IEnumerable<Fact> Of(Ping ping, string audience, Asks asks)
    {
        if (ping.SentAt is { } sent)
            yield return new(ping.Message + ".sent", ping.By, sent, Value: audience, About: asks == Asks.Nothing ? null : asks.ToString());
        else if (ping.SendAt is { } at)
            yield return new(ping.Message + ".scheduled", ping.By, ping.WrittenAt, Value: audience, About: InstantPattern.ExtendedIso.Format(at));
        if (ping is { SentAt: null, MissedAt: { } missed })
            yield return new(ping.Message + ".missed", ping.By, missed, Value: audience);
        foreach (var answer in ping.Standing)
        {
            var fact = new Fact(
                $"{ping.Message}.{answer.What.ToString().ToLowerInvariant()}", answer.By, answer.At, Role: audience,
                Value: answer.Date?.ToString("O", CultureInfo.InvariantCulture) ?? answer.Words);
            yield return fact;
            foreach (var (what, words) in new[] { ("multi", answer.Multi), ("single", answer.Single), ("self", answer.Self) })
            {
                if (words is not null)
                    yield return fact with { Kind = $"{ping.Message}.{what}", Value = words };
            }
        }
    }
}
