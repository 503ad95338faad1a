using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A post whose call broke, and that was not found in its channel, is repeated; if the first call reaches Slack after all, the message
/// is there twice, and the second one is deleted. Which messages those are the outbox knows; here is when they are looked for.
/// </summary>
internal sealed class SecondMessages(OutboxTable table, ISlackApiClient slack, OutboxPace pace)
{
    private readonly ConcurrentDictionary<string, Expected> expected = [];

    /// <summary>From here on another message of this key may come.</summary>
    public void Expect(string key) => expected[key] = new(Stopwatch.GetTimestamp(), 0);

    /// <summary>
    /// Looks soon after each such post, and until no call can be on its way any longer, and deletes what it finds; what was so when this
    /// process began to deliver is looked for from then on. Ends when cancelled.
    /// </summary>
    public async Task Delete(CancellationToken ct)
    {
        foreach (var key in await table.Doubtful(ct))
        {
            Expect(key);
        }

        while (true)
        {
            foreach (var (key, one) in expected.Where(pair => Stopwatch.GetElapsedTime(pair.Value.Since) >= pace.Seconds[pair.Value.Looks]))
            {
                try
                {
                    await Look(key, ct);
                    if (one.Looks + 1 < pace.Seconds.Count)
                    {
                        expected.TryUpdate(key, one with { Looks = one.Looks + 1 }, one);
                    }
                    else if (expected.TryRemove(KeyValuePair.Create(key, one)))
                    {
                        await table.Once(key, ct);
                    }
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

    private async Task Look(string key, CancellationToken ct)
    {
        if (await table.Find(key, ct) is not { Ts: { } stands, Channel: { } channel } item)
        {
            return;
        }

        var thread = item.Parent is { } parent
            ? (await table.Find(parent, ct))?.Ts
            : JsonSerializer.Deserialize<Message>(item.Body, StoreJson.Options)!.ThreadTs;
        var all = await new PostedMessages(slack).FindAll(channel, thread, key, ct);
        if (all.Contains(stands))
        {
            foreach (var ts in all.Where(ts => ts != stands))
            {
                await Delete(slack, channel, ts, ct);
            }
        }
    }

    private sealed record Expected(long Since, int Looks);
}
