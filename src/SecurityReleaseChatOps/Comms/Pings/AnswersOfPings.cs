using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A message's one acknowledgement, and where it was answered beside Slack, become its first answer.</summary>
internal sealed record AnswersOfPings() : DocumentMigration(8, "0008_answers_of_pings", "ping")
{
    protected override JsonObject Change(JsonObject document, Func<string, string, JsonObject?> other)
    {
        var answers = new JsonArray();
        if (document.Remove("acknowledgedBy", out var by) && document.Remove("acknowledgedAt", out var at))
            answers.Add(new JsonObject { ["what"] = "acknowledged", ["by"] = by, ["at"] = at });
        // Who took it down was not kept: whoever sent it answers for it.
        if ((bool?)document["posted"] == true && document.Remove("elsewhere", out var where))
            answers.Add(
                new JsonObject
                {
                    ["what"] = "acknowledged", ["by"] = document["by"]!.DeepClone(), ["at"] = document["sentAt"]!.DeepClone(),
                    ["elsewhere"] = where
                });
        if (answers.Count > 0)
            document["answers"] = answers;
        return document;
    }
}
