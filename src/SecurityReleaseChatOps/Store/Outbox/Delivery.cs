using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>It can never be delivered by itself; the message says why in words.</summary>
internal sealed class UndeliverableException(string message) : Exception(message);

/// <summary>It waits for something that will come by itself, such as a message in another channel's queue.</summary>
internal sealed class NotYetException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process may be delivering by now: whatever was begun here is abandoned, and looked for by the other.</summary>
internal sealed class RoleLostException() : Exception("Another instance delivers by now.");

/// <summary>
/// Delivers one outbox entry to Slack. Every step can be interrupted and resumed: what an interrupted call may have left behind is
/// looked for first.
/// </summary>
internal sealed partial class Delivery(
    OutboxTable table, ISlackApiClient client, Addresses addresses, IChannelDirectory directory, IHomeRenderer homes, IEmbargoGuard guard, OutboxPace pace,
    StoreMetrics metrics, TimeProvider time, ILogger logger)
{
    private readonly PostedMessages posted = new(client);
    private readonly SecondMessages seconds = new(table, client, pace);
    private readonly ConcurrentDictionary<string, Turnstile> turnstiles = [];

    /// <summary>This process's right to deliver.</summary>
    public IDelivererRole? Role { private get; set; }

    /// <summary>Checked before each call: a frozen process may wake here after another one has already delivered it.</summary>
    private ISlackApiClient Slack => Role is { IsHeld: true } ? client : throw new RoleLostException();

    /// <inheritdoc cref="SecondMessages.Delete"/>
    public Task DeleteSeconds(CancellationToken ct) => seconds.Delete(ct);

    /// <summary>One attempt. A transient fault is thrown; a permanent one is written to the entry.</summary>
    /// <param name="channel">Slack's channel id, or the lane of an entry without a channel.</param>
    public async Task Try(string key, string channel, CancellationToken ct)
    {
        if (await table.Find(key, ct) is not { Waits: true } item)
        {
            return;
        }

        using var activity = Tracing.Begin("deliver " + item.Kind, ActivityKind.Producer, table.Origins.Of(key));
        await Try(item, channel, ct);
        // A transient fault leaves it for the next attempt.
        table.Origins.Forget(key);
    }

    private async Task Try(OutboxEntry item, string channel, CancellationToken ct)
    {
        var key = item.Key;

        var (person, known) = (Person(item), directory.Changes);
        if (person is not null && directory.HasLeft(person))
        {
            await table.Settled(item, ct);
            return;
        }

        try
        {
            try
            {
                await Deliver(item, channel, ct);
            }
            catch (SlackException e) when (e.ErrorCode == "not_in_channel")
            {
                await Slack.Conversations.Join(channel, ct);
                await Deliver(item, channel, ct);
            }
        }
        catch (Exception e) when (person is not null && SlackFault.IsGone(e))
        {
            await table.Settled(item, ct);
            NobodyThere(item.Kind, key, e.Message);
        }
        catch (Exception e) when (e is not (OperationCanceledException or RoleLostException) && !SlackFault.Passes(e))
        {
            if (Role is not { IsHeld: true })
            {
                throw new RoleLostException();
            }

            if (directory.Changes != known)
            {
                throw new NotYetException(e is SlackException or UndeliverableException ? e.Message : e.GetType().Name, e);
            }

            // The text of any other fault may hold a message's words.
            var expected = e is SlackException or UndeliverableException;
            var error = expected ? e.Message : e.GetType().Name;
            await table.Failed(item, error, ct);
            if (e is SlackException { ErrorCode: "channel_not_found" } or UndeliverableException)
            {
                // Only now, since a newly found lane is emptied at once, next to this one.
                addresses.Forget(channel);
            }

            GaveUp(expected ? null : e, item.Kind, key, channel, error);
        }
    }

    /// <summary>The person it is for; null when it goes to a channel.</summary>
    private static string? Person(OutboxEntry item) => item.Kind switch
    {
        nameof(PublishHome) => Body<PublishHome>(item).User,
        nameof(Respond) => Body<Respond>(item).User,
        _ => Addresses.IsPerson(item.Lane) ? item.Lane : null,
    };

    private Task Deliver(OutboxEntry item, string channel, CancellationToken ct) => item.Kind switch
    {
        OutboxLanes.Message => Message(item, channel, ct),
        nameof(Pin) or nameof(FetchPermalink) => OnMessage(item, channel, ct),
        _ => Effect(item, channel, ct),
    };

    private async Task Message(OutboxEntry item, string channel, CancellationToken ct)
    {
        if (item is { Ts: null, Begun: { } begun })
        {
            await Task.Delay(pace.Settling, ct);
            var (place, thread, _) = await Place(item, channel, ct);
            if (await posted.Find(place, thread, item.Key, ct) is { } found)
            {
                // Anything wanted since then is handled next time.
                await table.Stands(item, begun, place, found, ct);
                seconds.Expect(item.Key);
                return;
            }
        }

        if (item.Ts is null)
        {
            await Post(item, channel, ct);
        }
        else if (await Update(item, ct))
        {
            await table.Stands(item, item.Wanted, item.Channel!, item.Ts, ct);
        }
        else
        {
            // Deleted by hand but still wanted: it is posted again.
            await table.Gone(item, ct);
        }
    }

    /// <returns>False when the message no longer exists.</returns>
    private async Task<bool> Update(OutboxEntry item, CancellationToken ct)
    {
        await Guard(Addresses.Reader(item.Lane, item.Channel!), item.About, item.Body, ct);
        var message = Content(item, item.Channel!);
        return await SlackFault.Unless(["message_not_found"], Slack.Chat.Update(item.Ts!, message with { Blocks = message.Blocks ?? [] }, ct));
    }

    private async Task Post(OutboxEntry item, string channel, CancellationToken ct)
    {
        var (place, thread, lane) = await Place(item, channel, ct);
        var message = Content(item, place) with { ThreadTs = thread };
        await Turn(place, ct);
        await Guard(Addresses.Reader(lane, place), item.About, item.Body, ct);
        var stands = await Begun(item, () => Slack.Chat.PostMessage(message, ct), ct);
        if (item.Begun is not null)
        {
            // The first call's message was not found in the channel, but may still arrive.
            seconds.Expect(item.Key);
        }

        if (!await table.Stands(item, item.Wanted, stands.Channel, stands.Ts, ct))
        {
            // This process was frozen between checking its role and the call.
            await SecondMessages.Delete(client, stands.Channel, stands.Ts, ct);
        }
    }

    /// <summary>A call that must not be made twice: its begin is noted first, and withdrawn when Slack clearly refused.</summary>
    private async Task<T> Begun<T>(OutboxEntry item, Func<Task<T>> call, CancellationToken ct)
    {
        await table.Begin(item, ct);
        try
        {
            return await call();
        }
        catch (SlackException e) when (!SlackFault.Ambiguous(e) && Role is { IsHeld: true })
        {
            await table.NotBegun(item, ct);
            throw;
        }
    }

    /// <summary>The message's channel, thread and lane.</summary>
    private async Task<(string Channel, string? Thread, string Lane)> Place(OutboxEntry item, string channel, CancellationToken ct)
    {
        if (item.Parent is null)
        {
            return (channel, Content(item, channel).ThreadTs, item.Lane);
        }

        var parent = await Standing(item.Parent, channel, ct);
        return parent.Parent is null
            ? (parent.Channel!, parent.Ts, parent.Lane)
            : throw new UndeliverableException("A reply cannot have replies: threads are one level deep.");
    }

    /// <summary>The message, delivered first if it is waiting in the same channel.</summary>
    private async Task<OutboxEntry> Standing(string key, string channel, CancellationToken ct)
    {
        var message = await table.Find(key, ct);
        if (message is { Ts: null, Waits: true, Parent: null })
        {
            if (addresses.Known(message.Lane) != channel)
            {
                throw new NotYetException($"The message '{key}' that it belongs to is on its way.");
            }

            await Message(message, channel, ct);
            message = await table.Find(key, ct);
        }

        return message is { Ts: not null } ? message : throw new UndeliverableException($"The message '{key}' that it belongs to was not delivered.");
    }

    /// <summary>The last check before calling Slack: readers or embargoed facts may have changed since it was saved.</summary>
    private async Task Guard(string reader, Classification about, string json, CancellationToken ct)
    {
        if (await guard.Refuse([new(reader, about, json) { IsLast = true }], ct) is { } refusal)
        {
            metrics.Refused(isLast: true);
            throw new UndeliverableException(refusal);
        }
    }

    private Task Turn(string channel, CancellationToken ct) => turnstiles.GetOrAdd(channel, _ => new Turnstile(pace)).Pass(ct);

    private static Message Content(OutboxEntry item, string channel) =>
        Body<Message>(item) with { Channel = channel, Metadata = PostedMessages.Mark(item.Key) };

    private static T Body<T>(OutboxEntry item) => JsonSerializer.Deserialize<T>(item.Body, StoreJson.Options)!;

    [LoggerMessage(Level = LogLevel.Error, Message = "Gave up {Kind} {Key} for {Channel}: {Error}. It stays listed in /health/ready")]
    private partial void GaveUp(Exception? fault, string kind, string key, string channel, string error);

    [LoggerMessage(Level = LogLevel.Information, Message = "Dropped {Kind} {Key}: whom it was for is not there any more ({Error})")]
    private partial void NobodyThere(string kind, string key, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Answer {Key} was not sent: its response_url is no longer good")]
    private partial void TooLate(string key);
}
