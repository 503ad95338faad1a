using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>A message as one person sees it.</summary>
internal sealed record Shown(string Channel, JsonObject Json)
{
    public string Ts => (string)Json["ts"]!;

    /// <summary>All of its text, as mrkdwn.</summary>
    public string Text => Words.Of(Json["blocks"], (string?)Json["text"]);

    /// <summary>The text of its notification.</summary>
    public string Summary => (string?)Json["text"] ?? "";

    public bool OnlyForOne => (bool?)Json["ephemeral"] ?? false;

    public string? Thread => (string?)Json["thread_ts"] is { } ts && ts != Ts ? ts : null;

    public IReadOnlyList<string> Buttons => [.. Words.Elements(Json["blocks"]).Select(e => Words.Label(e.Element)).OfType<string>()];

    public bool Says(string words) => Text.Contains(words, StringComparison.Ordinal) || Summary.Contains(words, StringComparison.Ordinal);

    public (JsonObject Block, JsonObject Element) Find(string button) =>
        Words.Elements(Json["blocks"])
            .FirstOrDefault(e => Words.Label(e.Element)?.StartsWith(button, StringComparison.Ordinal) ?? false) is { Element: not null } found
            ? found
            : throw new ShouldAssertException($"There is no “{button}” to click in:\n{Text}\nButtons: {string.Join(", ", Buttons)}");

    /// <summary>Whether no other element has the same action.</summary>
    public bool IsOne(JsonObject element) =>
        Words.Elements(Json["blocks"]).Count(other => (string?)other.Element["action_id"] == (string?)element["action_id"]) == 1;
}
