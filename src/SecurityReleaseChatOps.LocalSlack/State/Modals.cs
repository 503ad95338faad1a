using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>People's stacks of modals, and their App Homes.</summary>
internal static class Modals
{
    private const int DeepestStack = 3;
    private const int LargestView = 250_000;

    /// <summary>Opens a modal in place of a person's stack or, when pushed, on top of it.</summary>
    public static View Open(this Change change, string user, JsonNode? node, bool push)
    {
        var definition = Check(change.Workspace, node, home: false, replaces: null);
        var stack = change.Workspace.StackOf(user);
        if (push && stack.Count >= DeepestStack)
            throw new SlackError("push_limit_reached");
        if (!push)
        {
            stack.ForEach(change.Remove);
            stack = [];
        }
        var id = change.NextId("V");
        var view = change.Save(new View
        {
            Id = id, User = user, IsHome = false, RootId = stack is [var root, ..] ? root.Id : id, PreviousId = stack is [.., var below] ? below.Id : null,
            Definition = definition, Hash = NewHash(change.Workspace), Values = Elements.Values((JsonArray)definition["blocks"]!), Order = stack.Count,
        });
        change.Signal("view", ("user", user), ("view", id));
        return view;
    }

    /// <summary>Replaces a view's content; values entered in inputs that still exist are kept.</summary>
    public static View Update(this Change change, View view, JsonNode? node, string? hash = null)
    {
        var definition = Check(change.Workspace, node, view.IsHome, replaces: view);
        if (hash is { Length: > 0 } && hash != view.Hash)
            throw new SlackError("hash_conflict");
        view.Definition = definition;
        view.Hash = NewHash(change.Workspace);
        view.Values = Elements.Values((JsonArray)definition["blocks"]!, view.Values);
        view.Errors = null;
        change.Save(view);
        change.Signal(view.IsHome ? "home" : "view", ("user", view.User), ("view", view.Id));
        return view;
    }

    /// <summary>Publishes a person's App Home.</summary>
    public static View Publish(this Change change, string user, JsonNode? node, string? hash)
    {
        if (change.Workspace.HomeOf(user) is { } known)
            return change.Update(known, node, hash);
        var definition = Check(change.Workspace, node, home: true, replaces: null);
        var id = change.NextId("V");
        var view = change.Save(new View
        {
            Id = id, User = user, IsHome = true, RootId = id, Definition = definition, Hash = NewHash(change.Workspace),
            Values = Elements.Values((JsonArray)definition["blocks"]!),
        });
        change.Signal("home", ("user", user), ("view", id));
        return view;
    }

    /// <summary>Removes views from a person's stack.</summary>
    public static void Close(this Change change, string user, IEnumerable<View> views)
    {
        foreach (var view in views)
            change.Remove(view);
        change.Signal("view", ("user", user));
    }

    /// <summary>A copy of a view with all block and action ids filled in; throws if Slack would refuse the view.</summary>
    public static JsonObject Check(Workspace workspace, JsonNode? node, bool home, View? replaces)
    {
        var problems = ViewRules.Check(node, home);
        if (problems.Count > 0)
            throw SlackError.Invalid("invalid_arguments", problems);
        var definition = (JsonObject)node!.DeepClone();
        if (definition.ToText().Length > LargestView)
            throw new SlackError("view_too_large");
        if ((string?)definition["external_id"] is { Length: > 0 } id && workspace.Views.Values.Any(v => v != replaces && v.ExternalId == id))
            throw new SlackError("duplicate_external_id");
        Elements.NameAll((JsonArray)definition["blocks"]!);
        return definition;
    }

    private static string NewHash(Workspace workspace) =>
        string.Create(CultureInfo.InvariantCulture, $"{workspace.Seconds}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
}
