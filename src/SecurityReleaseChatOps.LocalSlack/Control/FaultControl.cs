using System.Globalization;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.Sockets;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Injected faults, the journal, and disconnecting sockets.</summary>
internal sealed class FaultControl(Faults faults, Journal journal, SocketHub sockets)
{
    public void Map(ControlEndpoints control, IEndpointRouteBuilder routes)
    {
        control.Map(routes, "GET", "/control/faults", _ => Waiting());
        control.Map(routes, "POST", "/control/faults", Add);
        control.Map(routes, "DELETE", "/control/faults", _ =>
        {
            faults.Clear();
            return Waiting();
        });
        control.Map(routes, "GET", "/control/requests", Requests);
        control.Map(routes, "DELETE", "/control/requests", _ =>
        {
            journal.Clear();
            return new() { ["ok"] = true };
        });
        control.Map(routes, "POST", "/control/sockets/disconnect", Disconnect);
    }

    private JsonObject Add(ControlCall call)
    {
        var kinds = call.Required("kind").Split(',', StringSplitOptions.TrimEntries);
        var method = call.Text("method") is { Length: > 0 } given ? given : null;
        if (kinds.FirstOrDefault(k => !Faults.Kinds.Contains(k) && !k.StartsWith(Faults.Refusal, StringComparison.Ordinal)) is { } unknown)
            throw ControlError.Bad($"'{unknown}' is not a kind of fault. There are: {string.Join(", ", Faults.Kinds)}, and {Faults.Refusal}permission_denied and the like.");
        var isCall = method is not null && ApiMethod.All.ContainsKey(method);
        if (method is not null && !isCall && !Faults.Deliveries.Contains(method) && !call.Workspace.App.Events.Any(e => e.Split('.')[0] == method))
            throw ControlError.Bad($"'{method}' is neither a Web API method, nor an event of the app, nor one of: {string.Join(", ", Faults.Deliveries)}.");
        if (kinds.Contains("duplicate") && (isCall || kinds.Length > 1))
            throw ControlError.Bad("Only deliveries to the app can be doubled, and doubling takes no turns.");
        if (kinds.Any(kind => kind == "ratelimited" || kind.StartsWith(Faults.Refusal, StringComparison.Ordinal)) && method is not null && !isCall)
            throw ControlError.Bad("Only Web API calls can be rate limited or refused.");
        faults.Add(new Fault(method, kinds, Count(call, "times"), Count(call, "every"), call.Text("applied") is { } applied ? applied == "true" : null));
        return Waiting();
    }

    private static int Count(ControlCall call, string name) => call.Text(name) switch
    {
        null => 1,
        var text when int.TryParse(text, CultureInfo.InvariantCulture, out var count) && count > 0 => count,
        _ => throw ControlError.Bad($"'{name}' must be a number from 1."),
    };

    private JsonObject Waiting() => new()
    {
        ["faults"] = SlackJson.Array(
            faults.Waiting.Select(f =>
                new JsonObject
                {
                    ["method"] = f.Method, ["kind"] = string.Join(',', f.Kinds), ["times"] = f.Times, ["every"] = f.Every,
                    ["applied"] = f.Applies
                })),
    };

    private JsonObject Requests(ControlCall call)
    {
        var after = long.TryParse(call.Query("after"), CultureInfo.InvariantCulture, out var id) ? id : 0;
        var limit = int.TryParse(call.Query("limit"), CultureInfo.InvariantCulture, out var most) && most > 0 ? most : 200;
        return new() { ["requests"] = SlackJson.Array(journal.After(after, limit).Select(e => e.ToJson())) };
    }

    private async Task<JsonObject> Disconnect(ControlCall call)
    {
        var connections = sockets.Connected;
        await sockets.Disconnect(call.Text("reason") ?? "refresh_requested", call.Aborted);
        return new() { ["connections"] = connections };
    }
}
