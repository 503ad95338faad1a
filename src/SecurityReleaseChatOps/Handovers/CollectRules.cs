using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>A message as received from the shortcut <b>Add to handover</b>.</summary>
/// <param name="Text">The beginning of its words, in plain text.</param>
public sealed record CollectedMessage(string Channel, string Ts, string Author, string Text, string? Permalink, string? Bot = null, string? Thread = null);

public static class CollectRules
{
    /// <summary>Longest excerpt, in characters.</summary>
    public const int ExcerptLength = 300;

    /// <summary>Longest note, in characters.</summary>
    public const int LongestNote = 500;

    private const int MostWaiting = 50;

    /// <summary>Keeps the message; a second time changes nothing, and a dropped one waits again.</summary>
    /// <param name="already">What is stored for the release.</param>
    public static Decision<Collected> Add(
        Release release, CollectedMessage message, string by, IReadOnlyList<Collected> already, Instant now)
    {
        var id = $"{release.Id}/{message.Channel}/{message.Ts}";
        var known = already.FirstOrDefault(item => item.Id == id);
        if (known is { Dropped: false })
        {
            return Decision<Collected>.Same(known, known.HandoverId is { } handover
                ? $"This message is in handover {handover} already"
                : "This message is put aside for the next handover already");
        }

        return New(release, already, new Collected
        {
            Id = id,
            ReleaseId = release.Id,
            Text = Mrkdwn.Escape(message.Text),
            Permalink = message.Permalink,
            Author = message.Author,
            Bot = message.Bot,
            Thread = message.Thread,
            Channel = message.Channel,
            AddedBy = by,
            AddedAt = now,
        });
    }

    /// <summary>A note for the next handover, by the engineer of the pair who does not have the release.</summary>
    public static Decision<Collected> Note(Release release, string? words, string by, IReadOnlyList<Collected> already, Instant now) =>
        string.IsNullOrWhiteSpace(words) ? Decision<Collected>.Refuse("Say in a sentence what the next one should know")
        : words.Trim().Length > LongestNote ? Decision<Collected>.Refuse($"This has {words.Trim().Length:N0} characters: at most {LongestNote} fit")
        : New(release, already, new Collected
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{release.Id}/note/{by}-{now.ToUnixTimeMilliseconds()}"),
            ReleaseId = release.Id,
            Text = Mrkdwn.Escape(words.Trim()),
            Author = by,
            Channel = "",
            AddedBy = by,
            AddedAt = now,
        });

    private static Decision<Collected> New(Release release, IReadOnlyList<Collected> already, Collected item) =>
        !release.IsActive ? Decision<Collected>.Refuse($"{release.Id} is {release.State.ToString().ToLowerInvariant()}: there will be no more handover")
        : already.Count(one => one.ReleaseId == release.Id && one.IsWaiting) >= MostWaiting
            ? Decision<Collected>.Refuse($"{MostWaiting} messages wait for the next handover of {release.Id}: write it, or drop some, first")
        : Decision<Collected>.New(item);
}
