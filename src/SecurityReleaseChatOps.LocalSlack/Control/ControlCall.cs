using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>A refusal by the control API, in plain words.</summary>
internal sealed class ControlError(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static ControlError NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static ControlError Bad(string message) => new(StatusCodes.Status400BadRequest, message);

    public static ControlError Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);
}

/// <summary>One call to the control API.</summary>
internal sealed class ControlCall(HttpContext http, JsonObject body, Workspace workspace)
{
    public Workspace Workspace { get; } = workspace;
    public JsonObject Body { get; } = body;
    public CancellationToken Aborted => http.RequestAborted;

    public string Route(string name) => (string)http.Request.RouteValues[name]!;

    public string? Query(string name) => http.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    public string? Text(string name) => Body[name] switch
    {
        null => null,
        JsonValue value => value.ToString(),
        _ => throw ControlError.Bad($"'{name}' must be a text."),
    };

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw ControlError.Bad($"'{name}' is missing.");

    public bool Flag(string name) => Text(name) is "true" or "1";

    /// <summary>The acting person, by id or name.</summary>
    public User Actor(string field = "user") => Person(Required(field));

    public User Person(string idOrName)
    {
        var user = Workspace.Do(_ => Workspace.FindUser(idOrName)) ?? throw ControlError.NotFound($"There is no user '{idOrName}'.");
        return user.Deleted ? throw ControlError.Forbidden($"{user.Name} is deactivated.") : user;
    }

    /// <summary>A channel the person can read, by id or name; <c>@name</c> is the direct message with that person.</summary>
    public Channel Channel(string idOrName, User? viewer)
    {
        var channel = AnyChannel(idOrName, viewer);
        return viewer is null || channel.Type == "channel" || Workspace.Do(_ => channel.Members.Contains(viewer.Id))
            ? channel
            : throw ControlError.Forbidden($"{viewer.Name} is not in that conversation.");
    }

    /// <summary>
    /// A channel in which the person can use the app. Given its name or id, that includes any private channel,
    /// so that one can test what the app tells someone who is not a member; nobody else sees the answer.
    /// </summary>
    public Channel AskedIn(string idOrName, User asker)
    {
        var channel = AnyChannel(idOrName, asker);
        return channel.Type == "group" ? channel : Channel(channel.Id, asker);
    }

    private Channel AnyChannel(string idOrName, User? viewer)
    {
        var channel = Workspace.Do(change => Workspace.FindChannel(idOrName) ?? Direct(change));
        return channel ?? throw ControlError.NotFound($"There is no channel '{idOrName}'.");

        Channel? Direct(Change change) => viewer is not null && idOrName.StartsWith('@') && Workspace.FindUser(idOrName) is { } other
            ? change.OpenDirect([viewer.Id, other.Id])
            : null;
    }

    /// <summary>The message this call is about; it must be visible to the person.</summary>
    public Message Message(User viewer)
    {
        var ts = Required("ts");
        var channel = Text("channel") is { Length: > 0 } named ? AskedIn(named, viewer).Id : null;
        var message = Workspace.Do(_ => channel is null ? Workspace.FindMessage(ts) : Workspace.FindMessage(channel, ts));
        if (message is null || (message.EphemeralTo is not null && message.EphemeralTo != viewer.Id))
            throw ControlError.NotFound($"{viewer.Name} sees no message {ts}.");
        if (message.EphemeralTo is null)
            Channel(message.Channel, viewer);
        return message;
    }

    /// <summary>A view of that person.</summary>
    public View View(User user, string id)
    {
        var view = Workspace.Do(_ => Workspace.Views.GetValueOrDefault(id));
        return view?.User == user.Id ? view : throw ControlError.NotFound($"{user.Name} has no open view {id}.");
    }
}
