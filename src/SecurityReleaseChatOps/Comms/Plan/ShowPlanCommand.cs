using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms</c>: the steps that tell somebody; and what goes out later in someone's own words.</summary>
internal sealed class ShowPlanCommand(ReleaseStore releases, CommsStore comms, ChecklistPress checklists) : ReleaseCommand(releases)
{
    public override CommandUsage Usage { get; } = new("/comms", "", "[release]", "who is told what when, and what is next", Access.Role.Viewer);

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        if (await checklists.Look(release.Id, call.UserId, ct) is not { } screen)
            return SlashCommandResponse.Ephemeral(ChecklistPress.None(release.Value));
        var message = screen.Render(new(release.Id, ChecklistPlace.Tell));
        var pings = (await comms.Open(release, ct)).Pings;
        var own = pings.Where(ping => ping is { Message: null, SentAt: null }).OrderBy(ping => ping.SendAt);
        IEnumerable<Block> sent = pings.Any(ping => ping.SentAt is not null) ? [new ActionsBlock { Elements = [SentMessages.Button(release.Id, 0, "Sent messages")] }] : [];
        return SlashCommandResponse.Ephemeral(message with { Blocks = [.. message.Blocks!, .. own.SelectMany(ping => Own(ping, screen.Presser is not null)), .. sent] });
    }

    private static IEnumerable<Block> Own(Ping ping, bool canWork)
    {
        yield return new SectionBlock { Text = new Markdown($"{(ping.MissedAt is null ? ":alarm_clock: Goes out" : ":warning: Was not sent")} {Mrkdwn.Date(ping.SendAt!.Value)}: {Mrkdwn.Plain(Text.PlainText.Cut(ping.Text, 100))}") };
        if (canWork)
            yield return new ActionsBlock { Elements = [EditPing.Button(ping), CancelPing.Button(ping.Id)] };
    }
}
