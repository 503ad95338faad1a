using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Slash commands and shortcuts.</summary>
internal sealed class CommandControl(Interactions interactions)
{
    public void Map(ControlEndpoints control, IEndpointRouteBuilder routes)
    {
        control.Map(routes, "POST", "/control/commands", Run);
        control.Map(routes, "POST", "/control/shortcuts", Shortcut);
    }

    /// <summary>An app's answer in the control API's format.</summary>
    public static JsonObject Answer(AppAnswer answer) => new()
    {
        ["status"] = answer.Status,
        ["body"] = answer.Ok ? answer.Body : new JsonObject { ["ok"] = false, ["error"] = answer.Error, ["text"] = answer.Text },
    };

    private async Task<JsonObject> Run(ControlCall call)
    {
        var user = call.Actor();
        var channel = call.AskedIn(call.Required("channel"), user);
        var (name, text) = Split(call.Required("command"), call.Text("text") ?? "");
        if (call.Text("thread_ts") is { Length: > 0 })
            throw ControlError.Bad($"{name} is not supported in threads. Sorry!");
        if (channel.IsArchived)
            throw ControlError.Forbidden($"#{channel.Name} is archived.");
        var command = call.Workspace.App.Commands.FirstOrDefault(c => c.Command.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw ControlError.NotFound(
                $"{name} is not a valid command. In Slack, all messages that start with the \"/\" character are interpreted as slash commands.");
        var escaped = call.Workspace.Do(_ => Composer.Command(call.Workspace, text, command.ShouldEscape));
        return Answer(await interactions.Command(user, channel, command, escaped));
    }

    private async Task<JsonObject> Shortcut(ControlCall call)
    {
        var user = call.Actor();
        var id = call.Required("callbackId");
        var shortcut = call.Workspace.App.Shortcuts.FirstOrDefault(s => s.CallbackId == id)
            ?? throw ControlError.NotFound(
                $"There is no shortcut '{id}'. There are: {string.Join(", ", call.Workspace.App.Shortcuts.Select(s => s.CallbackId))}.");
        var message = shortcut.Type == "message" ? call.Workspace.Do(_ => call.Message(user)) : null;
        return Answer(await interactions.Shortcut(user, shortcut, message));
    }

    /// <summary>The command may be "/release new" as well as "/release" with the text "new".</summary>
    private static (string Name, string Text) Split(string command, string text)
    {
        var parts = $"/{command.TrimStart('/')}".Split(' ', 2, StringSplitOptions.TrimEntries);
        return (parts[0], parts.Length == 1 ? text.Trim() : $"{parts[1]} {text}".Trim());
    }
}
