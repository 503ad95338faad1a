using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>One press's changes of shifts, kept for Undo.</summary>
/// <param name="Before">As they were, in the order of <paramref name="After"/>.</param>
public sealed record ShiftChange(string Id, IReadOnlyList<Shift> Before, IReadOnlyList<Shift> After);

/// <summary>Saves shifts, tells those who lose and gain one, and allows Undo until something follows.</summary>
internal sealed class ShiftChanges(ShiftStore shifts, IStore store, Cadences cadences, SlackDirectory directory, TimeProvider time)
{
    private static readonly DocumentKind<ShiftChange> Kind = new("shift-change");

    /// <param name="what">What was done, for the audit.</param>
    public async Task<ShiftChange> Save(Commit commit, IReadOnlyList<(Shift Before, Shift After)> changes, string by, string what, CancellationToken ct)
    {
        var versions = new List<string>();
        foreach (var (_, after) in changes)
        {
            var read = await shifts.Get(after.Id, ct);
            ShiftStore.Save(commit, read, after, by, what);
            versions.Add($"{after.Id}:{(read?.Version ?? 0) + 1}");
        }
        // Unique, since each version of a shift is made once.
        var change = new ShiftChange(ReadAt.Mark(versions)!, [.. changes.Select(one => one.Before)], [.. changes.Select(one => one.After)]);
        commit.Put(Kind, change.Id, change, 0);
        Tell(commit, change, by);
        return change;
    }

    /// <returns>mrkdwn: the result.</returns>
    public async Task<(Commit? Commit, string Words)> Undo(string id, string by, CancellationToken ct)
    {
        if (await store.Get(Kind, id, ct) is not { Value: var change })
            return (null, "It cannot be undone any more.");
        foreach (var after in change.After)
        {
            if ((await shifts.Get(after.Id, ct))?.Value != after)
                return (null, "It cannot be undone any more: something followed it. `/rotation calendar` shows how it is.");
        }
        var commit = new Commit();
        await Save(commit, [.. change.After.Zip(change.Before)], by, "undid", ct);
        return (commit, "Taken back.");
    }

    private void Tell(Commit commit, ShiftChange change, string by)
    {
        var pairs = change.Before.Zip(change.After).ToList();
        foreach (var person in pairs.SelectMany(pair => pair.First.Pair.Concat(pair.Second.Pair)).Distinct().Where(person => person != by))
        {
            var lines = pairs.Select(pair => Line(pair.First, pair.Second, person, directory.TodayOf(person, time.Now()))).OfType<string>().ToList();
            if (lines.Count == 0)
                continue;
            directory.Tell(commit, person, $"shift-change/{change.Id}/{person}",
                $"{directory.Shown(by)} changed the rotation:\n{string.Join('\n', lines)}");
            commit.Effect(new PublishHome(person));
        }
    }

    /// <summary>mrkdwn: what a change means for a person; null for nothing.</summary>
    private string? Line(Shift before, Shift after, string person, DateOnly today)
    {
        var (was, now) = (Part(before, person), Part(after, person));
        var date = $"*{ShiftText.Named(after, cadences.All, today)}*";
        return (was, now) switch
        {
            (null, null) => null,
            (_, null) => after.Dropped ? $"• {date}: no release that day" : $"• {date}: not you any more",
            _ when was != now => $"• {date}: you are {now}",
            _ when before.Date != after.Date => $"• {date} instead of {ShiftText.Day(before.Date, today)}: you are {now}",
            _ => null,
        };

        static string? Part(Shift shift, string person) =>
            shift.Dropped ? null : person == shift.Primary ? "Primary" : person == shift.Secondary ? "Secondary" : null;
    }
}

/// <summary>The button <b>Undo</b> of a change of the calendar or the plan.</summary>
internal sealed class UndoShiftChange(FormFrame frame, ShiftChanges changes) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.undo";

    /// <summary>What was done, with <b>Undo</b>.</summary>
    /// <param name="words">mrkdwn.</param>
    public static Message Offer(string words, ShiftChange change) => new()
    {
        Text = words,
        Blocks =
        [
            SectionBlock.Of(":white_check_mark: " + words),
            new ActionsBlock { Elements = [new Button { ActionId = ActionId, Text = "Undo", Value = change.Id }] },
        ],
    };

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) => frame.Store.Run(
        request.DeliveryId,
        async ct =>
        {
            if (Who.Admins.Refuse(frame.Directory, request.UserId) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            var (commit, words) = await changes.Undo(action.Value ?? "", request.UserId, ct);
            return (commit, ActionResponse.Replace(words));
        },
        ActionResponse.None,
        cancellation);
}
