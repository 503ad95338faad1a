using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>What people do with the modal <b>Ping</b>.</summary>
internal static class Telling
{
    /// <summary>Types <c>/comms ping</c>, and sees the modal.</summary>
    public static async Task<Modal> Opens(this Person person, string target)
    {
        await person.Runs($"/comms ping {target}");
        return await person.SeesModal("Ping");
    }

    /// <summary>Presses <b>Preview</b> after typing, and sees the redrawn modal.</summary>
    public static async Task<Modal> Previews(this Person person, Modal modal, params (string Label, object? Value)[] typed)
    {
        await person.Uses(modal, "comms.preview", null, typed);
        return await person.SeesModal("Ping");
    }

    /// <summary>Presses a button of a modal, or chooses in it.</summary>
    public static async Task Uses(this Person person, Modal modal, string actionId, object? value = null, params (string Label, object? Value)[] typed)
    {
        var state = new JsonObject();
        foreach (var (label, text) in typed)
            state[label] = System.Text.Json.JsonSerializer.SerializeToNode(text);
        await person.Day.Control.Post("/control/actions", new { user = person.Name, viewId = modal.Id, actionId, value, state });
    }

    /// <summary>Tells an audience now.</summary>
    /// <returns>The message in its channel.</returns>
    public static async Task<Shown> Tells(this TestDay day, string person, string target, string words, string channel = "legal")
    {
        var modal = await day.As(person).Opens(target);
        await modal.Fill(("Message", words)).Submit();
        return await day.As("grace").Sees(words, channel);
    }

    /// <summary>The number of messages in a channel that say this.</summary>
    public static async Task<int> Count(this TestDay day, string words, string channel = "legal") =>
        (await day.As("grace").Messages(channel)).Count(message => !message.OnlyForOne && message.Says(words));
}
