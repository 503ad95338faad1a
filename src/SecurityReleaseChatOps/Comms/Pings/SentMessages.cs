using NodaTime.Text;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What goes out later in someone's own words, and the way to what was sent.</summary>
internal sealed class OwnMessages : IToldBesides
{
    private const int Longest = 100;

    public IEnumerable<Block> Under(Board board, bool canWork)
    {
        foreach (var own in board.Happened.Where(fact => fact.Kind is PingEvidence.OwnScheduled or PingEvidence.OwnMissed).OrderBy(
            fact => fact.About, StringComparer.Ordinal))
        {
            var at = Mrkdwn.Date(InstantPattern.ExtendedIso.Parse(own.About!).Value);
            yield return SectionBlock.Of(
                $"{(own.Kind == PingEvidence.OwnMissed ? ":warning: Was not sent" : ":alarm_clock: Goes out")} {at}: "
                + $"{Mrkdwn.Plain(Text.PlainText.Cut(own.Value!, Longest))}");
            if (canWork)
                yield return ActionsBlock.Of(EditPing.Button(own.Subject!), CancelPing.Button(own.Subject!));
        }
        if (board.Happened.Any(fact => fact.Kind.EndsWith(".sent", StringComparison.Ordinal)))
            yield return ActionsBlock.Of(SentMessages.Button(board.Release.Id, 0, "Sent messages"));
    }
}

/// <summary>The button <b>Sent messages</b> under <c>/comms</c>: what was told to whom when, with its thread, newest first, own words too.</summary>
internal sealed class SentMessages(ReleaseStore releases, CommsStore comms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.sent";
    private const int OnPage = 10;
    private const int Longest = 80;

    public static Button Button(string release, int page, string text) =>
        new() { ActionId = ActionId, Text = text, Value = $"{release} {page}" };

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
                SectionBlock.Of(
                    $"*Sent messages* of {snapshot.Release.Named()}\n{string.Join('\n', sent.Skip(page * OnPage).Take(OnPage).Select(ping => Line(snapshot, ping)))}"),
                .. older > 0 ? [ActionsBlock.Of(Button(snapshot.Release.Id, page + 1, "Older"))] : (IEnumerable<Block>)[],
            ],
        };
    }

    private static string Line(CommsSnapshot snapshot, Ping ping)
    {
        var what = snapshot.Matrix.Find(ping.Message)?.Title ?? Text.PlainText.Cut(ping.Text.ReplaceLineEndings(" "), Longest);
        return $"• {Mrkdwn.Plain(snapshot.Matrix.NameOf(ping.Audience))} {Mrkdwn.Date(ping.SentAt!.Value)}: "
            + $"{(snapshot.Addresses.GetValueOrDefault(ping.Id) is { } address ? Mrkdwn.Link(address, what) : Mrkdwn.Plain(what))}";
    }
}

/// <summary>The button <b>Change</b> of a scheduled ping: opens it for editing.</summary>
internal sealed class EditPing(CommsStore comms, PingForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.edit";

    public const string Gone = "It is sent or cancelled already: `/comms` shows how it stands.";

    public static Button Button(string pingId) => new() { ActionId = $"{ActionId}:{pingId}", Text = "Change", Value = pingId };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await comms.Find(action.Value, cancellation) is ({ } snapshot, { SentAt: null } ping)
            ? ActionResponse.Open(forms.Edit(snapshot, new(new(snapshot.Release.Id, request.ResponseUrl), []), ping, request.UserId))
            : ActionResponse.Ephemeral(Gone);
}

/// <summary>The button <b>Cancel</b> of a scheduled ping: it does not go out.</summary>
internal sealed class CancelPing(CommsStore comms, IStore store) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.cancel";

    public static Button Button(string pingId) => new()
    {
        ActionId = $"{ActionId}:{pingId}",
        Text = "Cancel it",
        Value = pingId,
        Confirm = new() { Title = "Cancel this message?", Text = (PlainText)"It is not sent, and its text is gone.", Confirm = "Cancel it", Deny = "Keep it" },
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await comms.Find(action.Value, ct) is not ({ } snapshot, { SentAt: null } ping))
                return (null, ActionResponse.Ephemeral(EditPing.Gone));
            var commit = new Commit();
            await comms.Follow(commit, comms.Drop(commit, snapshot, ping, request.UserId), request.UserId, ct);
            var words = $":wastebasket: Cancelled: *{Mrkdwn.Escape(snapshot.Matrix.NameOf(ping.Audience))}*: {PingMessage.Title(snapshot, ping)}.";
            return (commit, request.View is null ? ActionResponse.Ephemeral(words) : ActionResponse.Update(Modals.Says("Ping", words)));
        }, ActionResponse.None, cancellation);
}
