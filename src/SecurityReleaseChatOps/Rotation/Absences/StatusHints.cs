using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>
/// When somebody's Slack status says they are away during one of their shifts, asks them once by direct message whether that is so. It
/// never records an absence by itself.
/// </summary>
internal sealed class StatusHints(StatusHintStore hints, StatusHintMessage message, RotationReader rotation, IStore store, TimeProvider time)
    : IEventHandler<UserChanged>
{
    public Task Handle(UserChanged slackEvent, CancellationToken cancellation) => store.Run<object?>(
        slackEvent.DeliveryId,
        async ct => (await Look(slackEvent.User, ct), null),
        null,
        cancellation);

    private async Task<Commit?> Look(User user, CancellationToken ct)
    {
        var read = await hints.Get(user.Id, ct);
        var isAway = !user.Deleted && StatusRules.SaysAway(user.Profile);
        if (!isAway && read is null)
            return null; // most events of a large workspace
        var commit = new Commit();
        if (!isAway)
        {
            // The status is forgotten: the same one set again means another absence.
            message.Settle(commit, read!, "Your status is cleared: nothing is marked.", status: "");
            return commit;
        }
        var (now, status, calendar) = (time.Now(), StatusRules.Of(user.Profile!), await rotation.Read(ct));
        if (read?.Value.Status == status || calendar.Roster.FirstOrDefault(one => one.UserId == user.Id) is not { Left: false } engineer)
            return null;
        var last = StatusRules.LastDay(user.Profile!, engineer);
        if (StatusRules.Meets(calendar, engineer, last, now) is not { } shift)
            return null;
        if (read is not null)
            message.Close(commit, read.Value, "Your status changed: see below.");
        message.Ask(commit, read, new(user.Id, status, time.Now(), last), Swapping.What(shift, SwapRules.Part(shift, user.Id), now));
        return commit;
    }
}

/// <summary>The question's message, and its final text.</summary>
internal sealed class StatusHintMessage(SlackDirectory directory)
{
    /// <param name="what">Plain text: <c>Primary on Wed 9 Dec</c>.</param>
    public void Ask(Commit commit, Doc<StatusHint>? read, StatusHint hint, string what)
    {
        StatusHintStore.Save(commit, read, hint);
        directory.Tell(commit, hint.Person, Key(hint), Render(hint, what));
    }

    /// <summary>Closes the question.</summary>
    /// <param name="mrkdwn">The outcome.</param>
    /// <param name="status">The status not to ask about again; null: unchanged.</param>
    public void Settle(Commit commit, Doc<StatusHint> read, string mrkdwn, string? status = null)
    {
        StatusHintStore.Save(commit, read, read.Value with { IsSettled = true, Status = status ?? read.Value.Status });
        Close(commit, read.Value, mrkdwn);
    }

    /// <summary>Replaces the buttons, if they are still there.</summary>
    public void Close(Commit commit, StatusHint hint, string mrkdwn)
    {
        if (!hint.IsSettled)
            directory.Tell(commit, hint.Person, Key(hint), new() { Text = mrkdwn, Blocks = [SectionBlock.Of(mrkdwn)] });
    }

    internal static Message Render(StatusHint hint, string what)
    {
        var words = $":palm_tree: Your status says that you are away{(hint.Until is { } until ? $" until {ShiftText.Day(until, hint.AskedAt.UtcDay())}" : "")}, and you are "
            + $"*{Mrkdwn.Plain(what)}*. Will you be away?";
        return new()
        {
            Text = words,
            Blocks =
            [
                SectionBlock.Of(words),
                new ActionsBlock { Elements = [AwayButton.Button, NotAway.Button(hint)] },
            ],
        };
    }

    private static string Key(StatusHint hint) => $"status-hint/{hint.Person}/{hint.AskedAt.ToUnixTimeSeconds()}";
}

/// <summary>The button <b>Not away</b>.</summary>
internal sealed class NotAway(StatusHintStore hints, StatusHintMessage message, IStore store) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.not-away";

    public static Button Button(StatusHint hint) => new() { ActionId = ActionId, Text = "Not away", Value = hint.Person };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await hints.Get(request.UserId, ct) is not { Value.IsSettled: false } read)
                return (null, ActionResponse.Ephemeral("That is settled already."));
            var commit = new Commit();
            message.Settle(commit, read, "You are not away: nothing is marked.");
            return (commit, ActionResponse.None);
        }, ActionResponse.None, cancellation);
}
