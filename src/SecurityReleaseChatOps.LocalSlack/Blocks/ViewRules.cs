using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.LocalSlack.Blocks;

/// <summary>Block Kit's rules for modals and App Homes.</summary>
internal static class ViewRules
{
    private static readonly string[] Shared = ["type", "blocks", "private_metadata", "callback_id", "external_id"];

    /// <summary>The problems of a view; none if Slack would accept it.</summary>
    /// <param name="home">Whether it is an App Home; otherwise a modal.</param>
    public static IReadOnlyList<string> Check(JsonNode? node, bool home)
    {
        var problems = new Problems();
        const string at = "/view";
        string[] fields = home ? Shared : [.. Shared, "title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"];
        if (problems.Object(node, at, fields) is not { } view)
            return problems.All;
        if (problems.Needs(view, "type", at))
            problems.OneOf(view, "type", at, home ? "home" : "modal");
        if (!home)
        {
            problems.TextObject(view, "title", at, 24, plain: true, required: true);
            problems.TextObject(view, "submit", at, 24, plain: true);
            problems.TextObject(view, "close", at, 24, plain: true);
            problems.Flag(view, "clear_on_close", at);
            problems.Flag(view, "notify_on_close", at);
        }
        problems.Text(view, "private_metadata", at, 3000);
        problems.Text(view, "callback_id", at, 255);
        problems.Text(view, "external_id", at, 255);
        if (problems.Needs(view, "blocks", at))
            new BlockRules(problems, isMessage: false).Blocks(view, at, 100);
        if (!home && view["submit"] is null && view["blocks"] is JsonArray blocks && blocks.OfType<JsonObject>().Any(b => Elements.TypeOf(b) == "input"))
            problems.Add("a submit button is required when an input block is within blocks array", at);
        return problems.All;
    }
}
