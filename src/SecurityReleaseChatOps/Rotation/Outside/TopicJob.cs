using System.Globalization;
using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>
/// Says in a channel's topic which planned release is next and whose it is. Set when the shift or its pair changes and not for a cover, since each change
/// is a line in the channel.
/// </summary>
internal sealed class TopicJob(RotationReader rotation, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    /// <summary>How the app's part begins, in every topic.</summary>
    public const string Mark = ":calendar: Next ";

    private static readonly DocumentKind<TopicState> Kind = new("rotation-topic");

    /// <param name="Words">What the app's part says.</param>
    private sealed record TopicState(string Words);

    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        if (settings.Rotation.TopicChannel is not { } channel || directory.Snapshot is null)
            return;
        var read = await store.Get(Kind, channel, ct);
        var words = Words(await rotation.Read(ct), Instant.FromDateTimeOffset(now), directory.NameOf, isFirst: read is null);
        if (words.Length == 0 || words == read?.Value.Words)
            return;
        await store.Commit(
            new Commit().Put(Kind, channel, new(words), read?.Version ?? 0).Effect(new SetTopic(channel, Mark, words, RotationTelling.About)), ct);
    }

    /// <summary>Plain text: the next release of each cadence with its pair; empty where nobody carries any, before the first time.</summary>
    internal static string Words(RotationSnapshot rotation, Instant now, Func<string, string> nameOf, bool isFirst)
    {
        var duties = OnDuty.At(rotation, now);
        return isFirst && !duties.SelectMany(duty => duty.Shift.Pair).Any() ? "" : string.Join("; ", duties.Select(duty => string.Create(
            CultureInfo.InvariantCulture,
            $"{Title(rotation, duty.Shift)} {duty.Shift.Date:d MMM}: {(duty.Shift.Pair.Any() ? string.Join(", ", duty.Shift.Pair.Select(nameOf)) : "nobody yet")}")));
    }

    private static string Title(RotationSnapshot rotation, Shift shift) =>
        rotation.Cadences.First(cadence => cadence.Name == shift.Cadence).Title.ToLowerInvariant();
}
