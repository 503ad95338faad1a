using System.Globalization;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// The button <b>Sent messages</b> under <c>/comms</c>: what was told to whom when, each with its thread, the newest first, those in someone's own
/// words too.
/// </summary>
internal sealed class SentMessages(ReleaseStore releases, CommsStore comms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.sent";
    private const int OnPage = 10;
    private const int Longest = 80;

    public static Button Button(string release, int page, string text) =>
        new() { ActionId = ActionId, Text = text, Value = string.Create(CultureInfo.InvariantCulture, $"{release} {page}") };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var words = (action.Value ?? "").Split(' ');
        return await releases.Get(words[0], cancellation) is { } release
            ? ActionResponse.Ephemeral(Render(await comms.Open(release, cancellation), int.TryParse(words.ElementAtOrDefault(1), out var page) ? page : 0))
            : ActionResponse.Ephemeral(ChecklistPress.Gone);
    }

    /// <param name="page">Counted from 0.</param>
    public static Message Render(CommsSnapshot snapshot, int page)
    {
        var sent = snapshot.Pings.Where(ping => ping.SentAt is not null).OrderByDescending(ping => ping.SentAt).ToList();
        var older = sent.Count - (page + 1) * OnPage;
        return new()
        {
            Text = $"Sent messages of {snapshot.Release.Named()}",
            Blocks =
            [
                new SectionBlock { Text = new Markdown(
                    $"*Sent messages* of {snapshot.Release.Named()}\n{string.Join('\n', sent.Skip(page * OnPage).Take(OnPage).Select(ping => Line(snapshot, ping)))}") },
                .. older > 0 ? [new ActionsBlock { Elements = [Button(snapshot.Release.Id, page + 1, "Older")] }] : (IEnumerable<Block>)[],
            ],
        };
    }

    private static string Line(CommsSnapshot commsSnapshot, Ping ping)
    {
        var what = commsSnapshot.MessageOf(ping)?.Title ?? Text.PlainText.Cut(ping.Text.ReplaceLineEndings(" "), Longest);
        return $"• {Mrkdwn.Plain(commsSnapshot.NameOf(ping.Audience))} {Mrkdwn.Date(ping.SentAt!.Value)}: "
            + $"{(commsSnapshot.Addresses.GetValueOrDefault(ping.Id) is { } address ? Mrkdwn.Link(address, what) : Mrkdwn.Plain(what))}";
    }
}
