using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>
/// Somebody's Slack status says that they are away while a shift of theirs is on or comes: they are asked by direct message whether that is so, once. It
/// never marks anything by itself.
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
            return null; // most of what a large workspace tells
        var commit = new Commit();
        if (!isAway)
        {
            // The same one again is another absence.
            message.Settle(commit, read!, "Your status is cleared: nothing is marked.", status: "");
            return commit;
        }
        var (now, status, calendar) = (Instant.FromDateTimeOffset(time.GetUtcNow()), StatusRules.Of(user.Profile!), await rotation.Read(ct));
        if (read?.Value.Status == status || calendar.Roster.FirstOrDefault(one => one.UserId == user.Id) is not { Left: false } engineer)
            return null;
        var last = StatusRules.LastDay(user.Profile!, engineer);
        if (StatusRules.Meets(calendar, engineer, last, now) is not { } shift)
            return null;
        if (read is not null)
            message.Close(commit, read.Value, "Your status changed: see below.");
        message.Ask(commit, read, new(user.Id, status, time.GetUtcNow(), last), Swapping.What(shift, SwapRules.Part(shift, user.Id), now));
        return commit;
    }
}

/// <summary>The message that asks, and what becomes of it.</summary>
internal sealed class StatusHintMessage(SlackDirectory directory)
{
    /// <param name="what">Plain text: <c>Primary on Wed 9 Dec</c>.</param>
    public void Ask(Commit commit, Doc<StatusHint>? read, StatusHint hint, string what)
    {
        StatusHintStore.Save(commit, read, hint);
        directory.Tell(commit, hint.Person, Key(hint), Render(hint, what));
    }

    /// <summary>Nothing is asked any more.</summary>
    /// <param name="mrkdwn">What came of it.</param>
    /// <param name="status">The status that is not asked about again; null: the same.</param>
    public void Settle(Commit commit, Doc<StatusHint> read, string mrkdwn, string? status = null)
    {
        StatusHintStore.Save(commit, read, read.Value with { IsSettled = true, Status = status ?? read.Value.Status });
        Close(commit, read.Value, mrkdwn);
    }

    /// <summary>The buttons go, where they are still there.</summary>
    public void Close(Commit commit, StatusHint hint, string mrkdwn)
    {
        if (!hint.IsSettled)
            directory.Tell(commit, hint.Person, Key(hint), new() { Text = mrkdwn, Blocks = [SectionBlock.Of(mrkdwn)] });
    }

    internal static Message Render(StatusHint hint, string what)
    {
        var words = $":palm_tree: Your status says that you are away{(hint.Until is { } until ? $" until {ShiftText.Day(until, DateOnly.FromDateTime(hint.AskedAt.UtcDateTime))}" : "")}, and you are "
            + $"*{Mrkdwn.Plain(what)}*. Mark it?";
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
