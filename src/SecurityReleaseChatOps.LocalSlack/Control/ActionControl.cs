using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Clicks on buttons and choices in selects, in messages, modals and App Homes.</summary>
internal sealed class ActionControl(Workspace workspace, Interactions interactions, FormValues form, ViewControl views)
{
    public void Map(ControlEndpoints control, IEndpointRouteBuilder routes)
    {
        control.Map(routes, "POST", "/control/actions", Click);
        control.Map(routes, "POST", "/control/options", Options);
    }

    private sealed record Target(Message? Message, View? View, JsonObject Block, JsonObject Element);

    private async Task<JsonObject> Click(ControlCall call)
    {
        var user = call.Actor();
        var (message, view, block, element) = Find(call, user);
        if (view is not null)
            await views.Fill(user, view, call.Body["state"] as JsonObject);
        var action = await Action(user, message, view, block, element, call.Body["value"]);
        workspace.Do(change => Keep(change, user, message, view, element, action));
        if (Elements.TypeOf(block) == "input" && !((bool?)block["dispatch_action"] ?? false))
            return new() { ["status"] = 200, ["body"] = null, ["delivered"] = false };
        return CommandControl.Answer(message is not null ? await interactions.Click(user, message, action) : await interactions.Click(user, view!, action));
    }

    private async Task<JsonObject> Options(ControlCall call)
    {
        var user = call.Actor();
        var (message, view, block, element) = Find(call, user);
        var answer = await interactions.Options(user, message, view, (string)block["block_id"]!, (string)element["action_id"]!, call.Text("value") ?? "");
        if (!answer.Ok)
            throw new ControlError(StatusCodes.Status502BadGateway, $"The app gave no options: {answer.Error}.");
        var body = answer.Body as JsonObject ?? [];
        var problems = new Problems();
        ElementRules.OptionGroups(problems, body, "");
        if (body["options"] is not null)
            new ElementRules(problems).Options(body, "", "options", 100, plain: true);
        return problems.All.Count > 0
            ? throw new ControlError(StatusCodes.Status502BadGateway, $"The app gave options that Slack would not take: {string.Join("; ", problems.All)}")
            : (JsonObject)body.DeepClone();
    }

    private Target Find(ControlCall call, User user) => workspace.Do(_ =>
    {
        var view = call.Text("viewId") is { Length: > 0 } id ? call.View(user, id) : null;
        var message = view is null ? call.Message(user) : null;
        var blocks = view is null ? message!.Blocks : (JsonArray)view.Definition["blocks"]!;
        var (actionId, blockId) = (call.Required("actionId"), call.Text("blockId"));
        var all = Elements.In(blocks).ToArray();
        var found = all.FirstOrDefault(e => (string?)e.Element["action_id"] == actionId && (blockId is null || (string?)e.Block["block_id"] == blockId));
        return found.Element is not null
            ? new Target(message, view, found.Block, found.Element)
            : throw ControlError.NotFound(
                $"There is nothing '{actionId}' to click. There are: {string.Join(", ", all.Select(e => (string?)e.Element["action_id"]))}.");
    });

    private async Task<JsonObject> Action(User user, Message? message, View? view, JsonObject block, JsonObject element, JsonNode? value)
    {
        var type = Elements.TypeOf(element);
        var action = new JsonObject
        {
            ["type"] = type, ["block_id"] =
                (string)block["block_id"]!, ["action_id"] = (string)element["action_id"]!, ["action_ts"] = workspace.Do(_ => Payloads.ActionTs(workspace)),
        };
        if (Elements.Kinds[type].State is { } field)
        {
            action[field] = (await form.Read(user, message, view, block, element, value))[field]?.DeepClone();
        }
        else if (type == "overflow")
        {
            // An overflow menu holds no value; its choice is read like a select's.
            var menu = new JsonObject { ["type"] = "static_select", ["options"] = element["options"]!.DeepClone() };
            action["selected_option"] =
                (await form.Read(user, message, view, block, menu, value ?? throw ControlError.Bad("'value' is missing.")))["selected_option"]?.DeepClone();
        }
        else
        {
            foreach (var name in new[] { "text", "value", "style" })
            {
                if (element[name] is { } given)
                    action[name] = given.DeepClone();
            }
        }
        return action;
    }

    /// <summary>Stores a choice for state.values.</summary>
    private static void Keep(Change change, User user, Message? message, View? view, JsonObject element, JsonObject action)
    {
        var type = Elements.TypeOf(element);
        if (Elements.Kinds[type].State is not { } field)
            return;
        var (blockId, actionId) = ((string)action["block_id"]!, (string)action["action_id"]!);
        var state = new JsonObject { ["type"] = type, [field] = action[field]?.DeepClone() };
        if (view is not null)
        {
            if (!change.Workspace.Views.ContainsKey(view.Id) || view.Values[blockId] is not JsonObject fields)
                return;
            fields[actionId] = state;
            change.Save(view);
            return;
        }
        if (change.Workspace.FindMessage(message!.Channel, message.Ts) != message)
            return;
        if (!message.Picked.TryGetValue(user.Id, out var picked))
            message.Picked[user.Id] = picked = [];
        if (picked[blockId] is not JsonObject values)
            picked[blockId] = values = [];
        values[actionId] = state;
        change.Save(message);
    }
}
