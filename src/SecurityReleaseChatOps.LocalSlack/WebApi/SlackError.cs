using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>An answer <c>{"ok": false, "error": …}</c>.</summary>
internal sealed class SlackError(string code, JsonObject? more = null) : Exception(code)
{
    public string Code { get; } = code;

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["ok"] = false, ["error"] = Code };
        foreach (var (name, value) in more ?? [])
            json[name] = value?.DeepClone();
        return json;
    }

    /// <summary>Slack's answer to arguments or blocks that break a rule, with a sentence for each problem.</summary>
    public static SlackError Invalid(string code, IReadOnlyList<string> problems)
    {
        var more = new JsonObject { ["response_metadata"] = new JsonObject { ["messages"] = SlackJson.Texts(problems.Select(p => $"[ERROR] {p}")) } };
        if (code == "invalid_blocks")
            more["errors"] = SlackJson.Texts(problems);
        return new SlackError(code, more);
    }

    public static SlackError Missing(string argument) => Invalid("invalid_arguments", [$"missing required field: {argument}"]);
}
