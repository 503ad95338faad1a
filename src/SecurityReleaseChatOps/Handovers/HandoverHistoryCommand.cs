using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary><c>/handover history</c>: the last handovers of a release, newest first.</summary>
internal sealed class HandoverHistoryCommand(HandoverStore handovers, ReleaseStore releases, IStore store, SlackDirectory directory) : ReleaseCommand(releases)
{
    private const int Most = 10;

    public override CommandUsage Usage { get; } = new("/handover", "history", "[release]", "the last handovers", Button: "Past handovers");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var snapshot = await handovers.Open(release, ct);
        var last = snapshot.AllHandovers.OrderByDescending(h => h.WrittenAt).Take(Most).ToList();
        var blocks = new List<Block>();
        foreach (var handover in last)
        {
            var shown = await store.Shown(HandoverStore.MessageKey(handover.Id), ct);
            blocks.Add(SectionBlock.Of(Line(handover, shown?.Permalink, directory.Shown)));
        }
        if (last.Count == 0)
            blocks.Add(SectionBlock.Of("No handover yet. `/handover` writes the first."));
        return SlashCommandResponse.Ephemeral(new Message
        {
            Text = $"Handovers of {release.Value.Named()}",
            Blocks = [SectionBlock.Of($"*Handovers of* {release.Value.Named()}"), .. blocks],
        });
    }

    private static string Line(Handover h, string? permalink, Func<string, string> shown)
    {
        var title = $"{Mrkdwn.Date(h.WrittenAt)} {shown(h.From)} → {shown(h.To)}";
        var end = h switch
        {
            { AcceptedAt: { } at } => $"accepted {Mrkdwn.Date(at)}",
            { ReplacedBy: not null } => "replaced by a newer one",
            { WithdrawnFor: { } other } => $"came to nothing: {shown(other)} had it",
            _ => "*not accepted yet*",
        };
        return $"{title} · {end}{(permalink is null ? "" : $" · {Mrkdwn.Link(permalink, "open")}")}\n*Status:* "
            + $"{Mrkdwn.Plain(Text.PlainText.Cut(h.Status, 300))}\n*Next:* {Mrkdwn.Plain(Text.PlainText.Cut(h.Next, 300))}";
    }
}
