using NodaTime;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>A message as the shortcut <b>Add to handover</b> brings it.</summary>
/// <param name="Text">The beginning of its words, in plain text.</param>
public sealed record CollectedMessage(string Channel, string Ts, string Author, string Text, string? Permalink, string? Bot = null, string? Thread = null);

public static class CollectRules
{
    /// <summary>Longest excerpt, in characters.</summary>
    public const int ExcerptLength = 300;

    private const int MostWaiting = 50;

    /// <summary>The message put aside; a second time changes nothing, and one that was dropped waits again.</summary>
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

        if (!release.IsActive)
        {
            return Decision<Collected>.Refuse($"{release.Id} is {release.State.ToString().ToLowerInvariant()}: there will be no more handover");
        }

        if (already.Count(item => item.ReleaseId == release.Id && item.IsWaiting) >= MostWaiting)
        {
            return Decision<Collected>.Refuse($"{MostWaiting} messages wait for the next handover of {release.Id}: write it, or drop some, first");
        }

        return Decision<Collected>.New(new Collected
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
            AddedAt = now.ToDateTimeOffset(),
        });
    }
}
