using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Reads collected messages again, since their authors may have edited them.</summary>
internal sealed class CollectedAnew(HandoverStore handovers, ChannelMessages messages, NamedText words, IStore store)
{
    // The form must open within its trigger_id's 3 seconds: what Slack has not answered by then stays as it was.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The snapshot with the waiting messages as they are in Slack now; saved, so that the handover says the same as its form.</summary>
    public async Task<HandoverSnapshot> Take(HandoverSnapshot snapshot, CancellationToken cancellation)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bounded.CancelAfter(Patience);
        var waiting =
            snapshot.Collected.Where(read => read.Value is { IsWaiting: true, IsNote: false }).OrderBy(read => read.Value.AddedAt)
                .Take(HandoverModal.MostOffered).ToList();
        var now = await Task.WhenAll(waiting.Select(read => messages.Find(read.Value.Channel, read.Value.Ts, read.Value.Thread, bounded.Token)));
        var taken = await Task.WhenAll(waiting.Zip(now)
            .Where(pair => pair.Second is not null)
            .Select(async pair => (Read: pair.First, Item: pair.First.Value with { Text = Mrkdwn.Escape(await words.Of(pair.Second!, bounded.Token)) })));
        cancellation.ThrowIfCancellationRequested();
        var changed = taken.Where(pair => pair.Item.Text != pair.Read.Value.Text).ToList();
        if (changed.Count == 0)
            return snapshot;
        var commit = new Commit();
        foreach (var (read, item) in changed)
            handovers.Save(commit, read, item);
        await store.Commit(commit, cancellation); // a conflict: another form just took them
        return await handovers.Open(snapshot.Release, cancellation);
    }
}
