using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Modals and App Homes.</summary>
internal static class ViewMethods
{
    public static readonly ApiMethod[] All =
    [
        new("views.open", 4, call => Open(call, push: false)),
        new("views.push", 4, call => Open(call, push: true)),
        new("views.update", 4, Update),
        new("views.publish", 4, Publish),
    ];

    private static JsonObject Open(ApiCall call, bool push)
    {
        var trigger = call.Text("trigger_id") ?? call.Text("interactivity_pointer") ?? throw SlackError.Missing("trigger_id");
        var view = View(call);
        // Check first: a refused view must not use up the trigger.
        Modals.Check(call.Workspace, view, home: false, replaces: null);
        return Answer(call, call.Change.Open(call.Services.Triggers.Exchange(trigger), view, push));
    }

    private static JsonObject Update(ApiCall call)
    {
        var node = View(call);
        var (id, externalId) = (call.Text("view_id"), call.Text("external_id"));
        if (id is null && externalId is null)
            throw SlackError.Missing("view_id");
        var view = id is not null ? call.Workspace.Views.GetValueOrDefault(id) : call.Workspace.Views.Values.FirstOrDefault(v => v.ExternalId == externalId);
        return Answer(call, call.Change.Update(view ?? throw new SlackError("not_found"), node, call.Text("hash")));
    }

    private static JsonObject Publish(ApiCall call)
    {
        var user = call.User(call.Required("user_id"));
        return user.Deleted || user.IsBot
            ? throw new SlackError("not_enabled")
            : Answer(call, call.Change.Publish(user.Id, View(call), call.Text("hash")));
    }

    private static JsonNode View(ApiCall call) => call.Json("view", "invalid_arguments") ?? throw SlackError.Missing("view");

    private static JsonObject Answer(ApiCall call, View view) => new() { ["view"] = SlackJson.View(call.Workspace, view) };
}
