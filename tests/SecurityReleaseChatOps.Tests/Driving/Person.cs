using System.Text.Json.Nodes;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>A person in the workspace: types commands, clicks, fills in forms, reads.</summary>
internal sealed class Person(TestDay day, string name)
{
    private const string Psirt = "sec-psirt-team";

    // So far anyone scrolls back: a channel of a year is not read anew at each press.
    private const int Scrolls = 1000;

    public TestDay Day => day;

    public string Name => name;

    /// <summary>Types a command, such as <c>/release status R1</c>.</summary>
    /// <returns>The ephemeral answer; empty if there was none.</returns>
    public async Task<string> Runs(string line, string channel = Psirt) =>
        await Types(line, channel) is { } answer ? Words.Of(answer["blocks"], (string?)answer["text"]) : "";

    /// <summary>Types a command that just shows something.</summary>
    /// <returns>The blocks of the ephemeral answer.</returns>
    public async Task<JsonNode?> Reads(string line, string channel = Psirt) => (await Types(line, channel))?["blocks"];

    /// <summary>Types a command.</summary>
    /// <returns>The ephemeral answer as a message.</returns>
    public async Task<Shown?> Asks(string line, string channel = Psirt)
    {
        var before = await Newest(channel);
        // A late answer to an earlier action may have arrived as well.
        return await Types(line, channel) is { } answer
            ? (await Messages(channel)).LastOrDefault(
                m => m.OnlyForOne && string.CompareOrdinal(m.Ts, before) > 0 && m.Summary == (string?)answer["text"])
            : null;
    }

    /// <summary>The modal that opened for them.</summary>
    /// <param name="title">Its title; null for whichever it is.</param>
    public async Task<Modal> SeesModal(string? title = null)
    {
        // What opens it may follow the answer, at its own pace.
        string? shown = null;
        var view = await day.Until(
            async () =>
            {
                var open = await day.Control.Find($"/control/users/{name}/view");
                shown = (string?)open?["title"]!["text"];
                return shown == (title ?? shown) ? open : null;
            },
            async () =>
                $"{name} should see the modal “{title ?? "any"}”, and sees {(shown is null ? "none" : $"“{shown}”")}. Last came:\n{await day.LastCame()}");
        return new Modal(day, this, view);
    }

    public async Task SeesNoModal() => (await day.Control.Find($"/control/users/{name}/view")).ShouldBeNull();

    /// <summary>Clicks a button in a message.</summary>
    /// <returns>The app's answer.</returns>
    public async Task<JsonNode?> Clicks(string button, Shown message)
    {
        var now = (await Messages(message.Channel)).FirstOrDefault(one => one.Ts == message.Ts && one.Buttons.Contains(button)) ?? message;
        var (block, element) = now.Find(button);
        var answer = await day.Control.Post("/control/actions", new
        {
            user = name,
            channel = message.Channel,
            ts = message.Ts,
            actionId = (string)element["action_id"]!,
            // The message may be redrawn at any moment with new block ids: give the block only if the action id alone is ambiguous.
            blockId = now.IsOne(element) ? null : (string?)block["block_id"],
        });
        ((int)answer["status"]!).ShouldBe(200, answer.ToJsonString());
        return answer["body"];
    }

    /// <summary>Clicks a button in their App Home.</summary>
    public async Task Clicks(string button, JsonObject home)
    {
        var (block, element) = new Shown("", home).Find(button);
        await day.Control.Post("/control/actions", new
        {
            user = name,
            viewId = (string)home["id"]!,
            actionId = (string)element["action_id"]!,
            blockId = (string?)block["block_id"],
        });
    }

    /// <summary>Opens their App Home, again until it is drawn anew: the app may be slow, or hear nothing of it.</summary>
    public async Task<JsonObject> Home()
    {
        var before = Hash(await day.Control.Find($"/control/users/{name}/home"));
        return await day.Until(
            async () => await day.Control.Get($"/control/users/{name}/home?open=true") is var home && Hash(home) != before ? home : null,
            () => Task.FromResult($"The App Home of {name} should be drawn anew."));

        static string? Hash(JsonObject? home) => (string?)home?["hash"];
    }

    public async Task<Shown> Writes(string text, string channel = Psirt)
    {
        var posted = await day.Control.Post("/control/messages", new { user = name, channel, text });
        return (await Messages(channel)).Single(m => m.Ts == (string)posted["ts"]!);
    }

    /// <summary>Runs the shortcut <b>Add to handover</b> on a message.</summary>
    public Task<JsonObject> AddsToHandover(Shown message) =>
        day.Control.Post("/control/shortcuts", new { user = name, callbackId = "handover.collect", channel = message.Channel, ts = message.Ts });

    /// <summary>Waits for a message with these words.</summary>
    public Task<Shown> Sees(string words, string channel = Psirt) => day.Until(
        async () => (await Messages(channel)).LastOrDefault(m => m.Says(words)),
        async () => $"{name} should see “{words}” in #{channel}, and sees:\n{string.Join("\n---\n", (await Messages(channel)).Select(m => m.Text))}");

    public async Task<IReadOnlyList<Shown>> Messages(string channel = Psirt) =>
    [
        .. (await day.Control.Get($"/control/channels/{Uri.EscapeDataString(channel)}/messages?user={name}&limit={Scrolls}"))["messages"]!.AsArray()
            .Select(m => new Shown(channel, (JsonObject)m!)),
    ];

    /// <returns>The app's answer; null if it was empty.</returns>
    private async Task<JsonObject?> Types(string line, string channel)
    {
        var words = line.Split(' ', 2);
        var answer = await day.Control.Post("/control/commands", new { user = name, channel, command = words[0], text = words.ElementAtOrDefault(1) ?? "" });
        ((int)answer["status"]!).ShouldBe(200, answer.ToJsonString());
        return answer["body"] is JsonObject body && body["text"] is not null ? body : null;
    }

    private async Task<string> Newest(string channel) => (await Messages(channel)).LastOrDefault()?.Ts ?? "";
}
