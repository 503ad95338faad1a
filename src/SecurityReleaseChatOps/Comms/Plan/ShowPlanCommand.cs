using System.Globalization;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms</c>: the steps that tell somebody.</summary>
internal sealed class ShowPlanCommand(ReleaseStore releases, ChecklistPress checklists) : ReleaseCommand(releases)
{
    public override CommandUsage Usage { get; } = new("/comms", "", "[release]", "who is told what when, and what is next", Access.Role.Viewer);

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) => SlashCommandResponse.Ephemeral(
        await checklists.Look(release.Id, call.UserId, ct) is { } screen
            ? screen.Render(new(release.Id, ChecklistPlace.Tell))
            : ChecklistPress.None(release.Value));
}

/// <summary>What goes out later in someone's own words, and the way to what was sent.</summary>
internal sealed class OwnMessages : IToldBesides
{
    private const int Longest = 100;

    public IEnumerable<Block> Under(Board board, bool canWork)
    {
        foreach (var own in board.Happened.Where(fact => fact.Kind is PingEvidence.OwnScheduled or PingEvidence.OwnMissed).OrderBy(
            fact => fact.About, StringComparer.Ordinal))
        {
            var at = Mrkdwn.Date(DateTimeOffset.Parse(own.About!, CultureInfo.InvariantCulture));
            yield return new SectionBlock
            {
                Text = new Markdown(
                $"{(own.Kind == PingEvidence.OwnMissed ? ":warning: Was not sent" : ":alarm_clock: Goes out")} {at}: "
                + $"{Mrkdwn.Plain(Text.PlainText.Cut(own.Value!, Longest))}")
            };
            if (canWork)
                yield return new ActionsBlock { Elements = [EditPing.Button(own.Subject!), CancelPing.Button(own.Subject!)] };
        }
        if (board.Happened.Any(fact => fact.Kind.EndsWith(".sent", StringComparison.Ordinal)))
            yield return new ActionsBlock { Elements = [SentMessages.Button(board.Release.Id, 0, "Sent messages")] };
    }
}
