namespace SecurityReleaseChatOps.Store;

/// <summary>The outbox steps on LiteDB.</summary>
internal static class LiteDbOutboxSteps
{
    /// <param name="lastPlace">The highest position assigned.</param>
    public static void Apply(LiteDbChanges changes, CommitStep step, long now, ref long lastPlace)
    {
        switch (step)
        {
            case CommitStep.Show show:
                Want(
                    changes, new(show.Key, OutboxLanes.Message, show.Lane, show.Parent, show.Body, show.About, now),
                    (wish, known) => wish.IsNewsTo(known), ref lastPlace);
                break;
            case CommitStep.Happen happen:
                Want(
                    changes, new(happen.Key, happen.Kind, happen.Lane, happen.Parent, happen.Body, happen.About, now) { Expires = happen.Expires },
                    (wish, _) => OutboxLanes.IsWantedAgain(wish.Kind), ref lastPlace);
                break;
            case CommitStep.RetryFailed:
                ChangeAll(changes, Collections.Failed, "", Collections.End, row => row.RetriedWithAll(now));
                ChangeAll(changes, Collections.Waiting, "", Collections.End, row => row.RetriedWithAll(now));
                break;
            case CommitStep.DropLane(var lane):
                ChangeAll(changes, Collections.Waiting, LiteOutboxRow.Place(lane, 0), LiteOutboxRow.Place(lane, long.MaxValue), row => row.Marked(step));
                break;
            case CommitStep.FailLane(var lane, _, _):
                ChangeAll(changes, Collections.Waiting, LiteOutboxRow.Place(lane, 0), LiteOutboxRow.Place(lane, long.MaxValue), row => row.Marked(step));
                break;
            case CommitStep.ForgetEffects(var before):
                ChangeAll(changes, Collections.Ended, "", Collections.Sortable(before), _ => null);
                ChangeAll(changes, Collections.Failed, "", Collections.End, row => row.Kind != OutboxLanes.Message && row.At < before ? null : row);
                break;
            default:
                if (Find(changes, KeyOf(step)) is { } known)
                    Put(changes, known, known.Marked(step));
                break;
        }
    }

    /// <returns>False when words of the release are on their way.</returns>
    public static bool TakeOut(LiteDbChanges changes, string release)
    {
        var rows = changes.Between(Collections.Outbox, "", Collections.End).Select(LiteOutboxRow.Read).Where(row => row.IsOf(release)).ToList();
        foreach (var row in rows)
            Put(changes, row, row.TakenOut());
        return !rows.Exists(row => row.HoldsBack);
    }

    /// <summary>Whether the message is in Slack under another ts.</summary>
    public static bool StandsElsewhere(LiteDbChanges changes, CommitStep.Stands here) => Find(changes, here.Key) is { Ts: { } ts } && ts != here.Ts;

    private static string KeyOf(CommitStep mark) => mark switch
    {
        CommitStep.RetryOne(var key, _) => key,
        CommitStep.Begin(var key, _) => key,
        CommitStep.Stands(var key, _, _, _, _) => key,
        CommitStep.Once(var key) => key,
        CommitStep.Gone(var key, _) => key,
        CommitStep.Settle(var key, _) => key,
        CommitStep.Fail(var key, _, _) => key,
        CommitStep.Permalink(var key, _) => key,
        _ => throw new ArgumentException($"No database applies a {mark.GetType().Name}.", nameof(mark)),
    };

    private static void Want(LiteDbChanges changes, OutboxRow wish, Func<OutboxRow, OutboxRow, bool> again, ref long lastPlace)
    {
        var known = Find(changes, wish.Key);
        if (known is null)
        {
            var lane = wish.Parent is { } parent && Find(changes, parent) is { } above ? above.Lane : wish.Lane;
            Put(changes, null, wish with { Lane = lane, Seq = ++lastPlace });
        }
        else if (again(wish, known))
        {
            Put(changes, known, known.WantedAgain(wish, known.State == OutboxRow.IsWaiting ? known.Seq : ++lastPlace));
        }
    }

    private static void ChangeAll(LiteDbChanges changes, string entries, string from, string to, Func<OutboxRow, OutboxRow?> change)
    {
        foreach (var known in changes.Between(entries, from, to).Select(entry => Find(changes, entry["key"].AsString)).OfType<OutboxRow>().ToList())
            Put(changes, known, change(known));
    }

    private static OutboxRow? Find(LiteDbChanges changes, string key) => changes.Find(Collections.Outbox, key) is { } row ? LiteOutboxRow.Read(row) : null;

    private static void Put(LiteDbChanges changes, OutboxRow? before, OutboxRow? after)
    {
        if (before == after)
        {
            return;
        }

        if (before?.Index() is (var old, var gone))
        {
            changes.Remove(old, gone["_id"]);
        }

        if (after?.Index() is (var entries, var entry))
        {
            changes.Put(entries, entry);
        }

        if (after is null)
        {
            changes.Remove(Collections.Outbox, before!.Key);
        }
        else
        {
            changes.Put(Collections.Outbox, after.Write());
        }
    }
}
