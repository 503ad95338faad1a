using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>How each kind of effect reaches Slack; messages and what all have in common are in <c>Delivery.cs</c>.</summary>
internal sealed partial class Delivery
{
    private async Task OnMessage(OutboxEntry item, string channel, CancellationToken ct)
    {
        var message = await Standing(item.Parent!, channel, ct);
        switch (item.Kind)
        {
            case nameof(Pin):
                await SlackFault.Unless(["already_pinned"], Slack.Pins.Add(message.Channel!, message.Ts!, ct));
                break;
            default:
                await table.Permalink(message, await Slack.Chat.GetPermalink(message.Channel!, message.Ts!, ct), ct);
                break;
        }

        await table.Settled(item, ct);
    }

    private async Task Effect(OutboxEntry item, string channel, CancellationToken ct)
    {
        switch (item.Kind)
        {
            case nameof(PublishHome):
                // Paced like a channel, so that changes close together are rendered once.
                await Turn(item.Key, ct);
                var user = Body<PublishHome>(item).User;
                if (await homes.Render(user, ct) is { } home)
                {
                    await Guard(user, Classification.Internal, JsonSerializer.Serialize(home, StoreJson.Options), ct);
                    await Slack.Views.Publish(user, home, cancellation: ct);
                }

                break;
            case nameof(Respond) when time.Now().ToUnixTimeMilliseconds() >= item.Expires:
                TooLate(item.Key);
                break;
            case nameof(Respond):
                var answer = Body<Respond>(item);
                await Guard(answer.User, item.About, item.Body, ct);
                if (!await SlackFault.Unless(["expired_url", "used_url"], SlackFault.Once(Slack.Respond(answer.ResponseUrl, answer.Message, ct))))
                {
                    TooLate(item.Key);
                }

                break;
            case nameof(AddBookmark):
                await AddBookmark(item, channel, ct);
                break;
            case nameof(GiveFile):
                await GiveFile(item, channel, ct);
                break;
            case nameof(SetUserGroup):
                await SetUserGroup(Body<SetUserGroup>(item), ct);
                break;
            case nameof(SetTopic):
                await SetTopic(item, channel, ct);
                break;
            default:
                throw new UndeliverableException($"This version of the app cannot deliver a {item.Kind}.");
        }

        await table.Settled(item, ct);
    }

    private async Task AddBookmark(OutboxEntry item, string channel, CancellationToken ct)
    {
        if (item.Begun is not null)
        {
            throw new UndeliverableException("Slack did not say whether the bookmark was added: look in the channel, and add it by hand if it is not there.");
        }

        var bookmark = Body<AddBookmark>(item);
        await Guard(channel, item.About, item.Body, ct);
        await Begun(item, () => Slack.Bookmarks.Add(channel, bookmark.Title, bookmark.Url, cancellation: ct), ct);
    }

    private async Task SetUserGroup(SetUserGroup group, CancellationToken ct)
    {
        try
        {
            await Slack.UserGroupUsers.Update(group.Group, group.Users, ct);
        }
        catch (SlackException e) when (UserGroupRefusal.Words(e, group.Handle) is { } words)
        {
            throw new UndeliverableException(words);
        }
    }

    private async Task SetTopic(OutboxEntry item, string channel, CancellationToken ct)
    {
        var topic = Body<SetTopic>(item);
        await Guard(channel, item.About, item.Body, ct);
        var stands = (await Slack.Conversations.Info(channel, ct)).Topic?.Value ?? "";
        // Slack posts a line for each change, so the same topic is not set again.
        if (MarkedTopic.In(stands, topic.Mark, topic.Words) is var wanted && wanted != stands)
        {
            await Slack.Conversations.SetTopic(channel, wanted, ct);
        }
    }

    private async Task GiveFile(OutboxEntry item, string channel, CancellationToken ct)
    {
        var file = Body<GiveFile>(item);
        if (item.Begun is not null)
        {
            await Task.Delay(pace.Settling, ct);
            if (await posted.HasFile(channel, file.Name, ct))
            {
                return;
            }
        }

        await Turn(channel, ct);
        await Guard(Addresses.Reader(item.Lane, channel), item.About, item.Body, ct);
        await Begun(
            item, () =>
                Slack.Files.Upload(
                    new() { Filename = file.Name, Content = file.Bytes, AltText = file.AltText, ChannelId = channel, InitialComment = file.Comment }, ct), ct);
    }
}

/// <summary>A channel's topic, one part of which belongs to the app and the rest to people. Pure.</summary>
internal static class MarkedTopic
{
    /// <summary>Slack's limit, in characters.</summary>
    public const int Longest = 250;

    private const string Between = " | ";

    /// <summary>The topic with the app's part replaced, or added at its end; people's part is neither changed nor cut.</summary>
    /// <param name="mark">The beginning of the app's part.</param>
    /// <param name="words">The words after the mark; empty removes the part. Left out where it does not fit.</param>
    public static string In(string topic, string mark, string words)
    {
        var part = mark + words.Replace(Between, " / ", StringComparison.Ordinal);
        var parts = topic.Split(Between).ToList();
        var place = parts.FindIndex(one => one.StartsWith(mark, StringComparison.Ordinal));
        var theirs = parts.Where(one => one.Length > 0 && !one.StartsWith(mark, StringComparison.Ordinal)).ToList();
        if (words.Length == 0)
        {
            return place < 0 ? topic : string.Join(Between, theirs);
        }

        var before = place < 0 ? theirs.Count : parts.Take(place).Count(one => one.Length > 0);
        var whole = string.Join(Between, theirs.Take(before).Append(part).Concat(theirs.Skip(before)));
        return whole.Length <= Longest ? whole : place < 0 ? topic : string.Join(Between, theirs);
    }
}
