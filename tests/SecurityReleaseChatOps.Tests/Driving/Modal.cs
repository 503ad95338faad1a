using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>A modal that is open for a person, and the values they have filled in.</summary>
internal sealed class Modal(TestDay day, Person person, JsonObject json)
{
    private readonly JsonObject values = [];

    public JsonObject Json => json;

    public string Id => (string)json["id"]!;

    public string Title => (string)json["title"]!["text"]!;

    public string Text => Words.Of(json["blocks"]);

    /// <summary>The labels of the inputs.</summary>
    public IReadOnlyList<string> Labels => [.. Inputs().Select(b => (string)b["label"]!["text"]!)];

    /// <summary>The value of an input: text, option or person.</summary>
    public string? this[string label] => Value(Input(label));

    /// <summary>The choices of a menu.</summary>
    public IReadOnlyList<string> Choices(string label) =>
        [.. (Input(label)["element"]!["options"] as JsonArray ?? []).Select(o => (string)o!["text"]!["text"]!)];

    /// <summary>The initially ticked choices.</summary>
    public IReadOnlyList<string> Ticked(string label) =>
        [.. (Input(label)["element"]!["initial_options"] as JsonArray ?? []).Select(o => (string)o!["text"]!["text"]!)];

    public Modal Fill(params (string Label, object? Value)[] with)
    {
        foreach (var (label, value) in with)
            values[label] = System.Text.Json.JsonSerializer.SerializeToNode(value);
        return this;
    }

    /// <summary>Presses a button in it.</summary>
    /// <returns>The modal afterwards.</returns>
    public async Task<Modal> Presses(string button)
    {
        var (block, element) = new Shown("", json).Find(button);
        await day.Control.Post(
            "/control/actions",
            new { user = person.Name, viewId = Id, actionId = (string)element["action_id"]!, blockId = (string?)block["block_id"], state = values.DeepClone() });
        return await day.Until(
            async () => await person.SeesModal(Title) is var now && !JsonNode.DeepEquals(now.Json["blocks"], json["blocks"]) ? now : null,
            () => Task.FromResult($"{Title} should be drawn anew after {button}."));
    }

    /// <summary>Submits it and expects it to be accepted.</summary>
    /// <returns>The modal that is open afterwards; null if there is none.</returns>
    public async Task<Modal?> Submit()
    {
        var answer = await Send();
        ((string?)answer["status"]).ShouldBe("ok", $"{Title}: {answer.ToJsonString()}");
        return answer["view"] is JsonObject next ? new Modal(day, person, next) : null;
    }

    /// <summary>Submits it and expects a refusal.</summary>
    /// <returns>The errors, by the label of the input.</returns>
    public async Task<Dictionary<string, string>> SubmitsInVain()
    {
        var answer = await Send();
        ((string?)answer["status"]).ShouldBe("errors", $"{Title}: {answer.ToJsonString()}");
        return answer["errors"]!.AsObject().ToDictionary(e => e.Key, e => (string)e.Value!);
    }

    public Task<JsonObject> Send() => day.Control.Post($"/control/views/{Id}/submit", new { user = person.Name, values = values.DeepClone() });

    public Task Closes() => day.Control.Post($"/control/views/{Id}/close", new { user = person.Name });

    private IEnumerable<JsonObject> Inputs() => ((JsonArray)json["blocks"]!).OfType<JsonObject>().Where(b => (string?)b["type"] == "input");

    private JsonObject Input(string label) => Inputs().FirstOrDefault(b => (string?)b["label"]?["text"] == label)
        ?? throw new ShouldAssertException($"There is no input “{label}”. There are: {string.Join(", ", Labels)}");

    private string? Value(JsonObject input)
    {
        var state = json["state"]!["values"]![(string)input["block_id"]!]![(string)input["element"]!["action_id"]!]!.AsObject();
        return state.Where(s => s.Key != "type").Select(s => s.Value).FirstOrDefault() switch
        {
            JsonObject option => (string?)option["text"]?["text"],
            { } value => value.ToString(),
            null => null,
        };
    }
}
