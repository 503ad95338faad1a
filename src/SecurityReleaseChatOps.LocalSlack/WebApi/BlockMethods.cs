using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Blocks;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Whether blocks, a message or a view would be taken; any token may ask.</summary>
internal static class BlockMethods
{
    public static readonly ApiMethod[] All = [new("blocks.validate", 4, Validate)];

    private static JsonObject Validate(ApiCall call)
    {
        if (new[] { "blocks", "message", "view" }.Where(call.Has).ToList() is not [var kind])
            throw SlackError.Invalid("invalid_arguments", ["provide exactly one of blocks, view, or message"]);
        var given = call.Json(kind, "invalid_arguments");
        var problems = kind == "view"
            ? ViewRules.Check(given, (string?)given?["type"] == "home")
            : BlockRules.CheckMessage((kind == "message" ? given?["blocks"] : given) as JsonArray ?? throw SlackError.Invalid("invalid_arguments", [$"{kind} has no blocks"]));
        return problems.Count == 0 ? [] : throw SlackError.Invalid("invalid_" + kind, problems);
    }
}
