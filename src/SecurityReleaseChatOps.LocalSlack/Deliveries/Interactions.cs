using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Deliveries;

/// <summary>What people do that is delivered to the app at once, and the effects of its answer.</summary>
internal sealed class Interactions(Workspace workspace, AppLink link, ResponseUrls responseUrls, Triggers triggers)
{
    private readonly ConcurrentDictionary<string, bool> _submitting = [];

    /// <summary>Runs one of the app's slash commands.</summary>
    public async Task<AppAnswer> Command(User user, Channel channel, CommandDefinition command, string text)
    {
        var trigger = triggers.Issue(user.Id);
        var payload =
            workspace.Do(change =>
                Payloads.Slash(workspace, user, channel, command.Command, text, responseUrls.Issue(change, "commands", channel, user, null), trigger));
        var answer = await link.Deliver(new Delivery("command", "slash_commands", command.Url, payload));
        if (!answer.Ok || Replies.IsMessage(answer.Body))
            triggers.Settle(trigger);
        return workspace.Do(change =>
        {
            // The channel may have been deleted in the meantime.
            if (!workspace.Channels.ContainsKey(channel.Id))
                return answer;
            try
            {
                if (!answer.Ok)
                    Say(change, channel, user, $"{command.Command} failed with the error \"{answer.Error}\"");
                else if (Replies.IsMessage(answer.Body))
                    Reply(change, channel, user, $"{command.Command} {text}".TrimEnd(), answer.Body!);
                return answer;
            }
            catch (SlackError error)
            {
                Say(change, channel, user, $"{command.Command} failed with the error \"{error.Code}\"");
                return answer with { Error = error.Code };
            }
        });
    }

    /// <summary>Runs a global shortcut, or one on a message.</summary>
    public async Task<AppAnswer> Shortcut(User user, ShortcutDefinition shortcut, Message? message)
    {
        var trigger = triggers.Issue(user.Id);
        var payload = workspace.Do(change => message is null
            ? Payloads.GlobalShortcut(workspace, user, shortcut.CallbackId, trigger)
            : Payloads.MessageShortcut(
                workspace, user, shortcut.CallbackId, message, responseUrls.Issue(change, "actions", workspace.Channels[message.Channel], user, message),
                trigger));
        return await link.Deliver(new Delivery("action", message is null ? "shortcut" : "message_action", workspace.App.ActionUrl, payload));
    }

    /// <summary>A click on an element of a message.</summary>
    public async Task<AppAnswer> Click(User user, Message message, JsonObject action)
    {
        var trigger = triggers.Issue(user.Id);
        var payload = workspace.Do(change =>
            Payloads.MessageAction(
                workspace, user, message, action, responseUrls.Issue(change, "actions", workspace.Channels[message.Channel], user, message), trigger));
        return await link.Deliver(new Delivery("action", "block_actions", workspace.App.ActionUrl, payload));
    }

    /// <summary>A click on an element of a view.</summary>
    public async Task<AppAnswer> Click(User user, View view, JsonObject action)
    {
        var trigger = triggers.Issue(user.Id);
        var payload = workspace.Do(_ => Payloads.ViewAction(workspace, user, view, action, trigger));
        return await link.Deliver(new Delivery("action", "block_actions", workspace.App.ActionUrl, payload));
    }

    /// <summary>Asks for an external select's options.</summary>
    public async Task<AppAnswer> Options(User user, Message? message, View? view, string blockId, string actionId, string value)
    {
        var payload = workspace.Do(_ => Payloads.Suggestion(workspace, user, message, view, blockId, actionId, value));
        return await link.Deliver(new Delivery("options", "block_suggestion", workspace.App.OptionsUrl, payload));
    }

    /// <summary>Opens someone's App Home, which the app learns of by an event.</summary>
    public void OpenHome(User user) => workspace.Do(change =>
    {
        var direct = change.OpenDirect([Seed.BotUser, user.Id]);
        var body = new JsonObject { ["user"] = user.Id, ["channel"] = direct.Id, ["tab"] = "home" };
        if (workspace.HomeOf(user.Id) is { } home)
            body["view"] = SlackJson.View(workspace, home);
        change.Emit("app_home_opened", body);
    });

    /// <summary>Submits a view with the values stored in it.</summary>
    /// <returns>The app's answer and its outcome: <c>closed</c>, <c>cleared</c>, <c>updated</c>, <c>pushed</c>, <c>errors</c> or
    /// <c>failed</c>.</returns>
    public async Task<(AppAnswer Answer, string Outcome)> Submit(User user, View view)
    {
        if (!_submitting.TryAdd(view.Id, true))
            return (new AppAnswer(0, "", "already_submitting"), "failed");
        try
        {
            var trigger = triggers.Issue(user.Id);
            var payload = workspace.Do(change => Payloads.Submission(workspace, user, view, UrlsOf(change, user, view), trigger));
            var answer = await link.Deliver(new Delivery("action", "view_submission", workspace.App.ActionUrl, payload));
            if (answer.Body is JsonObject { Count: > 0 })
                triggers.Settle(trigger);
            return workspace.Do(change => Submitted(change, user, view, answer));
        }
        finally
        {
            _submitting.TryRemove(view.Id, out _);
        }
    }

    /// <summary>Closes the top view of a person's stack, or all of them.</summary>
    public async Task Close(User user, View view, bool all)
    {
        var told = workspace.Do(change =>
        {
            all |= (bool?)view.Definition["clear_on_close"] ?? false;
            var stack = workspace.StackOf(user.Id);
            List<View> closing = all ? stack : [view];
            var payloads = closing.Where(v => (bool?)v.Definition["notify_on_close"] ?? false).Select(v => Payloads.Closed(workspace, user, v, cleared: all))
                .ToList();
            change.Close(user.Id, closing);
            return payloads;
        });
        foreach (var payload in told)
            await link.Deliver(new Delivery("action", "view_closed", workspace.App.ActionUrl, payload));
    }

    /// <summary>Issues a response_url for each chosen channel whose element has response_url_enabled.</summary>
    private JsonArray UrlsOf(Change change, User user, View view)
    {
        var urls = new JsonArray();
        foreach (var (block, element) in Elements.In((JsonArray)view.Definition["blocks"]!).Where(e => (bool?)e.Element["response_url_enabled"] ?? false))
        {
            var (blockId, actionId) = ((string)block["block_id"]!, (string)element["action_id"]!);
            if (view.Values[blockId]?[actionId]?[Elements.Kinds[Elements.TypeOf(element)].State!]?.ToString() is { } id
                && workspace.Channels.TryGetValue(id, out var channel))
            {
                urls.Add(new JsonObject
                {
                    ["block_id"] = blockId, ["action_id"] = actionId, ["channel_id"] = id, ["response_url"] = responseUrls.Issue(
                        change, "app", channel, user, null),
                });
            }
        }
        return urls;
    }

    private (AppAnswer Answer, string Outcome) Submitted(Change change, User user, View view, AppAnswer answer)
    {
        if (!answer.Ok)
            return (answer, "failed");
        var body = answer.Body as JsonObject;
        // The app may have replaced the view in the meantime.
        if (!workspace.Views.ContainsKey(view.Id))
            return (answer, "closed");
        try
        {
            switch ((string?)body?["response_action"])
            {
                case null:
                    change.Close(user.Id, [view]);
                    return (answer, "closed");
                case "clear":
                    change.Close(user.Id, workspace.StackOf(user.Id));
                    return (answer, "cleared");
                case "update":
                    change.Update(view, body!["view"]);
                    return (answer, "updated");
                case "push":
                    change.Open(user.Id, body!["view"], push: true);
                    return (answer, "pushed");
                case "errors" when body!["errors"] is JsonObject { Count: > 0 } errors:
                    view.Errors = (JsonObject)errors.DeepClone();
                    change.Save(view);
                    change.Signal("view", ("user", user.Id), ("view", view.Id));
                    return (answer, "errors");
                default:
                    return (answer with { Error = "invalid_response_action" }, "failed");
            }
        }
        catch (SlackError error)
        {
            return (answer with { Error = error.ToJson().ToText() }, "failed");
        }
    }

    private static void Reply(Change change, Channel channel, User user, string typed, JsonNode answer)
    {
        var reply = answer as JsonObject ?? new JsonObject { ["text"] = answer.ToString() };
        // With an in_channel answer, Slack shows the command as well.
        if ((string?)reply["response_type"] == "in_channel")
            change.Post(new Message { Channel = channel.Id, Ts = change.Workspace.NewTs(channel.Id), User = user.Id, Text = typed });
        Replies.Apply(change, reply, channel, user.Id, original: null);
    }

    private static void Say(Change change, Channel channel, User user, string text) =>
        change.Post(new Message { Channel = channel.Id, Ts = change.Workspace.NewTs(channel.Id), User = Seed.Slackbot, Text = text, EphemeralTo = user.Id });
}
