using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>What people do with checklists on a <see cref="TestDay"/>.</summary>
internal static class Walking
{
    /// <summary>Presses a button of a step; the checklist on screen is refreshed.</summary>
    public static async Task<Shown> Presses(this TestDay day, string name, string what, string step, Shown shown)
    {
        await day.OpensForm(name, what, step, shown);
        Shown? now = null;
        await day.Until(
            async () => (now = await day.Again(name, shown)).Text != shown.Text, $"The checklist of {name} should be brought up to date after {what} {step}.");
        return now!;
    }

    /// <summary>Presses a button of a step that opens a form.</summary>
    public static Task OpensForm(this TestDay day, string name, string what, string step, Shown shown) =>
        day.Control.Post("/control/actions", new { user = name, channel = shown.Channel, ts = shown.Ts, actionId = $"checklist.press:{what}:{step}" });

    /// <summary>Picks from a step's menu.</summary>
    public static Task Picks(this TestDay day, string name, string choice, string step, Shown shown) =>
        day.Control.Post("/control/actions", new { user = name, channel = shown.Channel, ts = shown.Ts, actionId = $"checklist.more:{step}", value = choice });

    /// <summary>All that <c>/checklist</c> or <c>/comms</c> counts, one press away.</summary>
    public static async Task<Shown> ShowsAll(this TestDay day, string name, string command)
    {
        var shown = (await day.As(name).Asks(command))!;
        await day.As(name).Clicks("Show all", shown);
        return await day.Until(
            async () => await day.Again(name, shown) is var all && all.Buttons.Contains("Back") ? all : null,
            () => Task.FromResult($"{name} should see all of {command}."));
    }

    /// <summary>The message as it stands now.</summary>
    public static async Task<Shown> Again(this TestDay day, string name, Shown shown) =>
        (await day.As(name).Messages(shown.Channel)).Single(m => m.Ts == shown.Ts);

    /// <summary>The app's own board, to know what to press.</summary>
    public static async Task<Board> Board(this TestDay day, string release)
    {
        var read = await day.Services.GetRequiredService<ReleaseStore>().Get(release, default);
        return (await day.Services.GetRequiredService<ChecklistStore>().Open(read!, default))!.Board;
    }

    /// <summary>
    /// Two people take turns doing everything that is ready and due; steps that facts settle are done another way, and both confirm
    /// two-person steps.
    /// </summary>
    public static async Task WorkWhatIsDue(this TestDay day, string release, string one, string other)
    {
        for (var turn = 0; ; turn++)
        {
            var board = await day.Board(release);
            var now = day.Services.GetRequiredService<TimeProvider>().Now();
            if (board.Steps.FirstOrDefault(step => step.Open && !step.Item.IsGate && step.Due <= now && Agenda.IsReady(board, step)) is not { } next)
                return;
            var needsBoth = next.Item.NeedsSecondPerson && next.State.Confirmations.Count == 0;
            var way = board.WaitsForEvent(next) && !next.Item.NeedsSecondPerson ? " they said so in a call" : "";
            (await day.As(turn % 2 == 0 ? one : other).Runs($"/checklist done {next.Key}{way} {release}")).ShouldContain(needsBoth ? "Confirmed" : "Done");
            if (needsBoth)
                (await day.As(turn % 2 == 0 ? other : one).Runs($"/checklist done {next.Key} {release}")).ShouldContain("Done");
        }
    }

    /// <summary>The direct messages that someone has from the app, oldest first.</summary>
    public static async Task<IReadOnlyList<Shown>> DirectMessages(this TestDay day, string name)
    {
        var state = await day.Control.Get($"/control/state?user={name}");
        var ims = state["channels"]!.AsArray().Where(c => (bool)c!["is_im"]! && c["members"]!.AsArray().Any(m => (string?)m == "U0BOT"))
            .Select(c => (string)c!["id"]!);
        var all = new List<Shown>();
        foreach (var im in ims)
            all.AddRange(await day.As(name).Messages(im));
        return all;
    }

    /// <summary>Runs <c>/checklist export</c>.</summary>
    /// <returns>What is in the file that comes.</returns>
    public static async Task<string> Exports(this TestDay day, string name)
    {
        (await day.As(name).Runs("/checklist export")).ShouldBe("The file is in your messages with me.");
        await day.Settles();
        var given = (await day.DirectMessages(name)).Last(message => message.Json["files"] is JsonArray { Count: > 0 });
        given.Text.ShouldContain("as a GitLab task issue");
        var file = given.Json["files"]![0]!;
        ((string)file["name"]!).ShouldMatch(@"\AR1-checklist-[0-9-]+\.md\z");
        return await day.Control.File((string)file["id"]!);
    }

    /// <summary>The one progress message of a release.</summary>
    public static async Task<Shown> Progress(this TestDay day, string release)
    {
        await day.Settles();
        return (await day.As("oliver").Messages()).Single(m => m.Summary.StartsWith($"Checklist of *{release}*", StringComparison.Ordinal) && !m.OnlyForOne);
    }

    public static async Task SetsFixes(this TestDay day, string name, string fixes)
    {
        await day.As(name).Runs("/release fixes");
        await (await day.As(name).SeesModal("Fixes")).Fill(("Fixes", fixes)).Submit();
    }

    /// <summary>Anna merges and publishes the only release.</summary>
    public static async Task Publishes(this TestDay day)
    {
        await day.As("anna").Runs("/release merged");
        await day.SaysItIsPublic("anna");
    }

    /// <summary>Ends a release by <b>Close-out</b>, with a reason where something is left.</summary>
    /// <returns>The answer, with <b>Undo</b>.</returns>
    public static async Task<Shown> Closes(this TestDay day, string name, string release = "")
    {
        var person = day.As(name);
        await person.Runs($"/release close {release}".TrimEnd());
        var form = await person.SeesModal("Close-out");
        foreach (var label in form.Labels)
            form.Fill((label, "The rest comes later"));
        (await form.Submit()).ShouldBeNull();
        return await day.Until(
            async () => (await person.Messages()).LastOrDefault(m => m.OnlyForOne && m.Says("is closed.") && m.Buttons.Contains("Undo")),
            () => Task.FromResult($"{name} should be told that {release} is closed."));
    }

    /// <summary>Says by <b>Publish</b> that a release is public, with all that it asks for.</summary>
    /// <returns>The answer, with <b>Undo</b>.</returns>
    public static async Task<Shown> SaysItIsPublic(this TestDay day, string name, string release = "", string reason = "The packages are out")
    {
        var person = day.As(name);
        await person.Runs($"/release published {release}".TrimEnd());
        var form = await person.SeesModal("Publish");
        foreach (var label in form.Labels)
            form.Fill((label, label == "Reason" ? reason : new[] { "yes" }));
        (await form.Submit()).ShouldBeNull();
        return await day.Until(
            async () => (await person.Messages()).LastOrDefault(m => m.OnlyForOne && m.Says("is published.") && m.Buttons.Contains("Undo")),
            () => Task.FromResult($"{name} should be told that {release} is published."));
    }
}
