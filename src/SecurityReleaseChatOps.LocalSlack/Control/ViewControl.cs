using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Modals and App Homes: viewing, submitting and closing them.</summary>
internal sealed class ViewControl(Workspace workspace, Interactions interactions, Triggers triggers, FormValues form)
{
    private static readonly TimeSpan WaitForView = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WaitForHome = TimeSpan.FromSeconds(3);

    public void Map(ControlEndpoints control, IEndpointRouteBuilder routes)
    {
        control.Map(routes, "GET", "/control/users/{user}/view", Top);
        control.Map(routes, "GET", "/control/users/{user}/views", Stack);
        control.Map(routes, "GET", "/control/users/{user}/home", Home);
        control.Map(routes, "POST", "/control/home/{user}/open", OpenHome);
        control.Map(routes, "POST", "/control/views/{view}/submit", Submit);
        control.Map(routes, "POST", "/control/views/{view}/close", Close);
    }

    /// <summary>Enters values into a view, by label or block_id.</summary>
    public async Task Fill(User user, View view, JsonObject? values)
    {
        foreach (var (name, value) in values ?? [])
        {
            var (block, element) = FormValues.Named((JsonArray)view.Definition["blocks"]!, name);
            var state = await form.Read(user, null, view, block, element, value);
            workspace.Do(change =>
            {
                if (!workspace.Views.ContainsKey(view.Id) || view.Values[(string)block["block_id"]!] is not JsonObject fields)
                    return;
                fields[(string)element["action_id"]!] = state;
                change.Save(view);
            });
        }
    }

    private async Task<JsonObject> Top(ControlCall call)
    {
        var user = call.Person(call.Route("user"));
        await Until(() => !triggers.IsPending(user.Id), WaitForView, call.Aborted);
        return TopOf(user) ?? throw ControlError.NotFound("no open view");
    }

    /// <summary>The open modals, the top of the stack last.</summary>
    private JsonObject Stack(ControlCall call)
    {
        var user = call.Person(call.Route("user"));
        return workspace.Do(_ => new JsonObject { ["views"] = SlackJson.Array(workspace.StackOf(user.Id).Select(Json)) });
    }

    private async Task<JsonObject> Home(ControlCall call)
    {
        var user = call.Person(call.Route("user"));
        var before = workspace.Do(_ => workspace.HomeOf(user.Id)?.Hash);
        if (before is null || call.Query("open") == "true")
        {
            interactions.OpenHome(user);
            if (workspace.App.Events.Contains("app_home_opened"))
                await Until(() => workspace.Do(_ => workspace.HomeOf(user.Id)?.Hash) != before, WaitForHome, call.Aborted);
        }
        return workspace.Do(_ => workspace.HomeOf(user.Id) is { } home ? Json(home) : null)
            ?? throw ControlError.NotFound($"The app has published no App Home for {user.Name}.");
    }

    private JsonObject OpenHome(ControlCall call)
    {
        interactions.OpenHome(call.Person(call.Route("user")));
        return new() { ["ok"] = true };
    }

    private async Task<JsonObject> Submit(ControlCall call)
    {
        var user = call.Actor();
        var view = OnTop(call, user);
        if (view.Definition["submit"] is null)
            throw new ControlError(StatusCodes.Status409Conflict, "This view has no submit button.");
        await Fill(user, view, call.Body["values"] as JsonObject);
        var problems = workspace.Do(change =>
        {
            var found = FormRules.Check((JsonArray)view.Definition["blocks"]!, view.Values);
            view.Errors = found.Count > 0 ? found : null;
            change.Save(view);
            if (found.Count > 0)
                change.Signal("view", ("user", user.Id), ("view", view.Id));
            return (JsonObject)found.DeepClone();
        });
        if (problems.Count > 0)
            return Errors(view, problems, client: true);
        var (answer, outcome) = await interactions.Submit(user, view);
        return outcome switch
        {
            "errors" => Errors(view, (JsonObject)answer.Body!["errors"]!.DeepClone(), client: false),
            "failed" => new() { ["status"] = "failed", ["error"] = answer.Error, ["text"] = answer.Ok ? "" : "We had some trouble connecting. Try again?" },
            _ => new() { ["status"] = "ok", ["action"] = outcome, ["view"] = TopOf(user) },
        };
    }

    private async Task<JsonObject> Close(ControlCall call)
    {
        var user = call.Actor();
        await interactions.Close(user, OnTop(call, user), call.Flag("all"));
        return new() { ["status"] = "ok", ["view"] = TopOf(user) };
    }

    private View OnTop(ControlCall call, User user) => workspace.Do(_ =>
    {
        var view = call.View(user, call.Route("view"));
        return workspace.StackOf(user.Id).LastOrDefault() == view
            ? view
            : throw new ControlError(StatusCodes.Status409Conflict, "Another view is on top of this one.");
    });

    private JsonObject? TopOf(User user) => workspace.Do(_ => workspace.StackOf(user.Id) is [.., var top] ? Json(top) : null);

    private JsonObject Json(View view)
    {
        var json = SlackJson.View(workspace, view);
        (json["errors"], json["user"], json["depth"]) = (view.Errors?.DeepClone(), view.User, view.Order + 1);
        return json;
    }

    /// <summary>The errors, both by block_id and by label.</summary>
    private static JsonObject Errors(View view, JsonObject byBlock, bool client)
    {
        var both = (JsonObject)byBlock.DeepClone();
        foreach (var block in ((JsonArray)view.Definition["blocks"]!).OfType<JsonObject>())
        {
            if (FormValues.Label(block) is { } label && byBlock[(string)block["block_id"]!] is { } text)
                both[label] = text.DeepClone();
        }
        var json = new JsonObject { ["status"] = "errors", ["errors"] = both, ["errors_by_block"] = byBlock };
        if (client)
            json["client"] = true;
        return json;
    }

    /// <summary>Waits until a condition holds, or the time is up; checks it whenever something has changed.</summary>
    private async Task Until(Func<bool> so, TimeSpan most, CancellationToken ct)
    {
        using var listener = workspace.Signals.Listen();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(most);
        try
        {
            while (!so())
            {
                await listener.Reader.WaitToReadAsync(timeout.Token);
                while (listener.Reader.TryRead(out _))
                {
                    // Only the fact of a change matters.
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Timed out: the caller shows the state as it is.
        }
    }
}
