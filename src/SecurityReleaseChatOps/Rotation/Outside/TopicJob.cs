using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>
/// Shows the next planned release and its pair in a channel's topic. Set when the shift or its pair changes, but not for a cover, since each change
/// posts a line in the channel.
/// </summary>
internal sealed class TopicJob(RotationReader rotation, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    /// <summary>The beginning of the app's part, in every topic.</summary>
    public const string Mark = ":calendar: Next ";

    private static readonly DocumentKind<TopicState> Kind = new("rotation-topic");

    /// <param name="Words">The words of the app's part.</param>
    private sealed record TopicState(string Words);

    public async Task Look(Instant now, CancellationToken ct)
    {
        if (settings.Rotation.TopicChannel is not { } channel || directory.Snapshot is null)
            return;
        var read = await store.Get(Kind, channel, ct);
        var words = Words(await rotation.Read(ct), now, directory.NameOf, isFirst: read is null);
        if (words.Length == 0 || words == read?.Value.Words)
            return;
        await store.Commit(
            new Commit().Put(Kind, channel, new(words), read?.Version ?? 0).Effect(new SetTopic(channel, Mark, words, RotationTelling.About)), ct);
    }

    /// <summary>Plain text: each cadence's next release with its pair; empty while nobody has ever carried one.</summary>
    internal static string Words(RotationSnapshot rotation, Instant now, Func<string, string> nameOf, bool isFirst)
    {
        var duties = OnDuty.At(rotation, now);
        return isFirst && !duties.SelectMany(duty => duty.Shift.Pair).Any() ? "" : string.Join("; ", duties.Select(duty => Of(duty.Shift)));

        string Of(Shift shift)
        {
            var pair = string.Join(", ", Covers.OwnersOf(rotation.Covers, shift).Select(nameOf));
            return string.Create(CultureInfo.InvariantCulture, $"{Title(rotation, shift)} {shift.Date:d MMM}: {(pair.Length > 0 ? pair : "nobody yet")}");
        }
    }

    private static string Title(RotationSnapshot rotation, Shift shift) =>
        rotation.Cadences.First(cadence => cadence.Name == shift.Cadence).Title.ToLowerInvariant();
}
