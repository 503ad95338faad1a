using System.Collections.Concurrent;
using System.Diagnostics;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A post whose call broke, and that was not found in its channel, is made again; if the first call reaches Slack after all, the message
/// stands twice, and the second one is deleted.
/// </summary>
internal sealed class SecondMessages(OutboxTable table, ISlackApiClient slack, OutboxPace pace)
{
    private readonly ConcurrentDictionary<string, Expected> expected = [];

    /// <summary>From here on another message of this key may come to that place.</summary>
    /// <param name="thread">The thread that it is in; null: the channel itself.</param>
    public void Expect(string key, string channel, string? thread) => expected[key] = new(channel, thread, Stopwatch.GetTimestamp(), 0);

    /// <summary>Looks soon after each such post, and until no call can be on its way any longer, and deletes what it finds. Ends when cancelled.</summary>
    public async Task Delete(CancellationToken ct)
    {
        while (true)
        {
            foreach (var (key, one) in expected.Where(pair => Stopwatch.GetElapsedTime(pair.Value.Since) >= pace.Seconds[pair.Value.Looks]))
            {
                try
                {
                    await Look(key, one, ct);
                    if (one.Looks + 1 < pace.Seconds.Count)
                        expected.TryUpdate(key, one with { Looks = one.Looks + 1 }, one);
                    else
                        expected.TryRemove(KeyValuePair.Create(key, one));
                }
                catch (Exception e) when (e is SlackException or StoreException)
                {
                    // Looked for again shortly.
                }
            }

            await Task.Delay(pace.FirstPause, ct);
        }
    }

    /// <summary>Deletes a message of ours, there or not.</summary>
    public static Task Delete(ISlackApiClient slack, string channel, string ts, CancellationToken ct) =>
        SlackFault.Unless(["message_not_found"], slack.Chat.Delete(channel, ts, ct));

    private async Task Look(string key, Expected one, CancellationToken ct)
    {
        var all = await new PostedMessages(slack).FindAll(one.Channel, one.Thread, key, ct);
        if (all.Count > 1 && await table.Find(key, ct) is { Ts: { } stands } && all.Contains(stands))
        {
            foreach (var ts in all.Where(ts => ts != stands))
            {
                await Delete(slack, one.Channel, ts, ct);
            }
        }
    }

    private sealed record Expected(string Channel, string? Thread, long Since, int Looks);
}
