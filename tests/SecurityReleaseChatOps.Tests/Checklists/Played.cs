using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.BlogPosts;
using SecurityReleaseChatOps.Tests.Cves;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>
/// A release that is played through the local workspace, Anna being Primary and Maria Secondary unless said otherwise. After each thing that somebody does the
/// screens are read, and must not contradict each other: those that change with everything each time, the others in turn.
/// </summary>
/// <param name="looks">Whether the screens are read.</param>
internal sealed class Played(TestDay day, string id, bool looks = true)
{
    private static readonly string[] InFavour = ["Acknowledge", "Yes", "Approve", "Impact"];

    // CVE titles that differ only in a number could not be told apart.
    private static readonly string[] Components = ["notes", "wikis", "boards", "epics", "labels"];

    private int _looks;

    /// <summary>Somebody does something.</summary>
    public async Task Does(string what, Func<Task> does)
    {
        await does();
        await Agrees(what);
    }

    /// <summary>Types a command.</summary>
    /// <param name="answer">What the answer says.</param>
    public Task Types(string name, string line, string answer) =>
        Does($"{name}: {line}", async () => (await day.As(name).Runs($"{line} {id}")).ShouldContain(answer, customMessage: $"{name}: {line}"));

    /// <summary>The clock moves.</summary>
    public Task At(string moment) => Does(moment, () => day.SetClock(moment));

    /// <summary>Two people do everything that is ready and due, each step by the event that settles it.</summary>
    public async Task Works(string one = "anna", string other = "maria")
    {
        for (var turn = 0; ; turn++)
        {
            var (board, now) = (await Board(), day.Services.GetRequiredService<TimeProvider>().Now());
            if (board.Steps.FirstOrDefault(step => step.Open && !step.Item.IsGate && step.Due <= now && Agenda.IsReady(board, step)) is not { } next)
                return;
            turn.ShouldBeLessThan(200, next.Key);
            if (Plain(board, now) is { Count: > 1 } plain && plain.Contains(next.Key))
                await Types(one, $"/checklist done {string.Join(", ", plain)}", "Done");
            else if (ToTell(board, now) is { Count: > 1 } tells && tells.Contains(next))
                await Does(next.Key, () => SendsAll(one, other, tells));
            else
                await Does(next.Key, () => Settles(next.Key, one, other));
            if ((await Board())[next.Key]!.Open)
                throw new ShouldAssertException($"{next.Key} should be settled:\n{await day.As(one).Runs($"/checklist {next.StageId} {id}")}");
        }
    }

    /// <summary>The due steps that one person's presses alone settle, and those that follow one of them.</summary>
    private static List<string> Plain(Board board, Instant now)
    {
        var plain = board.Steps.Where(step => step.Due <= now && !board.WaitsForEvent(step)
            && step is { Open: true, Item: { IsGate: false, NeedsSecondPerson: false }, State.ClaimedBy: null }).ToList();
        while (plain.RemoveAll(step => board.Blockers(step).Any(before => !plain.Contains(before))) > 0)
        {
        }
        return plain.ConvertAll(step => step.Key);
    }

    /// <summary>Due steps that wait only for a message to a channel: the first for each audience.</summary>
    private List<Step> ToTell(Board board, Instant now)
    {
        var all = board.Steps.Where(step =>
            step is { Open: true, Item: { NeedsSecondPerson: false, Optional: false, Tells: [var message] } } && step.Due <= now && Agenda.IsReady(board, step)
            && Posted(message) && board.ToTell(step) && step.Item.SettledBy.SelectMany(term => term.Facts).All(kind => Kinds.Message(kind) == message));
        return [.. all.GroupBy(step => step.Due).OrderBy(due => due.Key).Take(1).SelectMany(due => due).DistinctBy(step => Audience(step.Item.Tells[0]))];
    }

    /// <summary>Tells all due audiences with one form, and each of them answers.</summary>
    private async Task SendsAll(string one, string other, IReadOnlyList<Step> steps)
    {
        await day.As(one).Runs($"/comms ping {id}");
        await Fills(one);
        foreach (var step in steps)
        {
            await Answers(step);
            await Settles(step.Key, one, other);
        }
    }

    /// <summary>Does one step by the event that settles it, as far as Done opens it.</summary>
    public async Task Settles(string key, string one = "anna", string other = "maria")
    {
        for (var tries = 0; tries < 8 && await Board() is var board && board[key] is { Open: true } step; tries++)
        {
            // Whoever is asked to approve it counts as one of the two people.
            if (step.Item.NeedsSecondPerson && step.Item.Tells.Except(Sent(board)).FirstOrDefault() is { } message)
                await Sends(one, message);
            else if (step.Item.NeedsSecondPerson && step.State.Confirmations.Count > 0)
                await day.As(other).Runs($"/checklist done {key} {id}");
            else
                // The author of a description does not validate it; two people first agree to the end of the AppSec process.
                await Done(
                    step.Item.Id switch { "valid" => tries % 2 == 0 ? other : "oliver", "terminate" => tries % 2 == 0 ? other : one, _ => one }, step);
            await Answers(step);
        }
    }

    /// <summary>Sends a message of the matrix by <b>Ping</b>, its text as the template has it.</summary>
    public async Task Sends(string name, string message)
    {
        var step = (await Board()).Telling(message)!;
        if (step.Item.NeedsSecondPerson)
            await day.As(name).Runs($"/comms ping {message} {id}");
        else
            await day.As(name).Runs($"/checklist done {step.Key} {id}");
        await Fills(name);
        Sent(await Board()).ShouldContain(message);
    }

    /// <summary>The audience of a message presses a button of it.</summary>
    public async Task Answers(string message, string button, params (string Label, object? Value)[] with)
    {
        var (who, channel) = Audience(message);
        var shown = await Find(message);
        await day.As(who).Clicks(button, shown with { Channel = channel });
        // The workspace waits for a form that may still open, so it is asked only where one does.
        if (with.Length > 0 && await day.Control.Find($"/control/users/{who}/view") is { } view)
        {
            // The thanks stand in its place.
            if (await new Modal(day, day.As(who), view).Fill(with).Submit() is { } thanks)
                await thanks.Closes();
        }
    }

    public Task<Board> Board() => day.Board(id);

    /// <summary>All screens at this moment, also those that are otherwise read in turn.</summary>
    public async Task AgreesOnAll(string after)
    {
        for (var stage = 0; stage < (await Board()).Definition.Stages.Count; stage += 2)
            await Agrees(after);
    }

    private async Task Agrees(string after)
    {
        await day.Settles();
        if (!looks)
            return;
        var release = (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!.Value;
        var board = await Board();
        var screens = new Screens(
            board, release, day.Services.GetRequiredService<TimeProvider>().Now(),
            day.Services.GetRequiredService<SecurityReleaseChatOps.Access.SlackDirectory>().NameOf);
        var (primary, kenji) = (day.As(day.Directory.People[release.Primary].Name), day.As("kenji"));
        var psirt = (await day.As("oliver").Messages()).Where(message => !message.OnlyForOne && message.Thread is null).ToList();
        screens.Add(Screens.Progress, One($"checklist/{id}"));
        screens.Add(Screens.Card, One($"release/{id}"));
        screens.Add(Screens.Next, await primary.Reads($"/checklist {id}"));
        screens.Add(Screens.Tell, await primary.Reads($"/comms {id}"));
        if (_looks % 2 == 0)
            screens.Add(Screens.Home, (await primary.Home())["blocks"]);
        var stages = board.Definition.Stages;
        foreach (var stage in new[] { stages[2 * _looks % stages.Count], stages[(2 * _looks + 1) % stages.Count] }.Where(stage =>
            board.Steps.Any(step => step.StageId == stage.Id)))
            screens.Add(Screens.Stage + stage.Id, await primary.Reads($"/checklist {stage.Id} {id}"));
        if (_looks % 3 == 0)
        {
            screens.Add(Screens.Status, await primary.Reads($"/release status {id}"));
            screens.Add(Screens.List, await kenji.Reads("/release list"));
            screens.Add(Screens.All, await primary.Reads($"/checklist all {id}"));
        }
        if (_looks % 3 == 1)
        {
            screens.Add(Screens.ManagersNext, await kenji.Reads($"/checklist {id}"));
            screens.Add(Screens.ManagersHome, (await kenji.Home())["blocks"]);
        }
        if (_looks % 3 == 2 && release.State == ReleaseState.Preparing)
        {
            screens.Add(Screens.Ready, await primary.Reads($"/release ready? {id}"));
            await primary.Runs($"/release published {id}");
            var publish = await primary.SeesModal("Publish");
            screens.Add(Screens.Publish, publish.Json["blocks"]);
            await publish.Closes();
        }
        if (Sent(board) is { Count: > 0 } sent)
        {
            foreach (var message in new[] { sent[^1], sent[_looks % sent.Count] }.Distinct())
                screens.Add(Screens.Message + message, (await Find(message)).Json["blocks"]);
        }
        _looks++;
        screens.Contradictions().ShouldBeEmpty($"{release.Kind}, after {after}");

        JsonNode? One(string key) =>
            psirt.Where(message => (string?)message.Json["metadata"]?["event_payload"]?["key"] == key).ShouldHaveSingleItem(key).Json["blocks"];
    }

    /// <summary>Presses Done, and fills in the form that opens.</summary>
    private async Task Done(string name, Step step)
    {
        var person = day.As(name);
        if (step.Item.Id == "mail-send" && await LastEmail("chloe", "comms-team-security") is { } asked && asked.Buttons.Contains("Sent")
            && !asked.Buttons.Contains("Ask to send"))
        {
            await day.As("chloe").Clicks("Sent", asked);
            return;
        }
        var card = step.Item.SettledBy.Any(term => term.Facts.Any(kind => kind.StartsWith("email.", StringComparison.Ordinal)))
            && await LastEmail(name) is { } last && last.Buttons.Any(button => button is "Send the test email" or "Check the test email" or "Ask to send")
            ? last
            : null;
        var shown = card ?? await person.Asks($"/checklist done {step.Key} {id}");
        if (card is null && await day.Control.Find($"/control/users/{name}/view") is not null)
            await Fills(name, step.Item.Id);
        else if (shown?.Summary.Contains(" errors, ", StringComparison.Ordinal) == true)
        {
            // By now the record differs from the release.
            await person.Runs($"/cve edit {step.Subject} {id}");
            await Fills(name, step.Item.Id);
        }
        else if (shown?.Buttons.FirstOrDefault(button => button is "Confirm ready" or "Send the test email" or "Ask to send") is { } button)
            await person.Clicks(button, shown);
        else if (shown?.Buttons.Contains("Check the test email") == true)
            await Checks(person, shown);
        else if (shown?.Buttons.Contains("Sent") == true)
            await day.As("chloe").Clicks("Sent", (await day.As("chloe").Asks($"/comms email {id}", "comms-team-security"))!);
        else if (shown?.Buttons.Contains("Approve") == true)
            await day.As("chloe").Clicks("Approve", await day.As("chloe").Sees("please read it, then press", "comms-team-security"));
        await day.Settles();
    }

    /// <summary>The card of the customer email that somebody saw last; null for none.</summary>
    private async Task<Shown?> LastEmail(string name, string channel = "sec-psirt-team") =>
        (await day.As(name).Messages(channel)).LastOrDefault(message => message.Summary.StartsWith("Customer email of", StringComparison.Ordinal));

    private static async Task Checks(Person person, Shown shown)
    {
        await person.Clicks("Check the test email", shown);
        await (await person.SeesModal("Test email")).Fill(("What is right", new[] { "The links work", "The versions are right", "The Critical mark is right" }))
            .Submit();
    }

    /// <summary>Fills in whichever form is open.</summary>
    /// <param name="step">The item that it was opened for; null for none.</param>
    private async Task Fills(string name, string? step = null)
    {
        var modal = await day.As(name).SeesModal();
        switch (modal.Title)
        {
            case "Links":
                // What exists by then: the issues from the first day on, the post's merge requests once one is asked for.
                var asked = (string?)modal.Json["blocks"]!.AsArray()
                    .FirstOrDefault(block => (bool?)block!["element"]?["focus_on_load"] == true)?["label"]!["text"];
                foreach (var link in modal.Labels.Where(label =>
                    modal[label] is null or "" && (IsPost(asked) || !IsPost(label))))
                    modal.Fill((link, $"https://gitlab.com/gitlab-org/{Uri.EscapeDataString(link)}/1"));
                break;
            case "Ping" when modal.Labels.Contains("Something is missing"):
                modal.Fill(("Something is missing", new[] { "yes" }));
                break;
            case "Told elsewhere":
                modal.Fill(("Where", "in a call"));
                break;
            case "Answered elsewhere":
                foreach (var label in modal.Labels.Intersect(["Where", "Multi-tenant", "Single-tenant", "Self-managed"]))
                    modal.Fill((label, "in a call"));
                if (modal.Labels.Contains("Answer"))
                    modal.Fill(("Answer", InFavour.First(word => modal.Json.ToJsonString().Contains($"\"{word}\"", StringComparison.Ordinal))));
                break;
            case "Done another way":
                modal.Fill((modal.Labels[0], "they did it in their tracker"));
                break;
            case "Close-out":
                await ClosesOut(name, modal, step!);
                return;
            case "Edit CVE":
                var release = (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!.Value;
                var issue = release.Fixes.First(fix => fix.Cve == modal["CVE"]).Id.Split('#', '!')[^1];
                var component = Components[int.Parse(issue, CultureInfo.InvariantCulture) % Components.Length];
                modal.Fill(
                    ("Title", CveSample.Title.Replace("notes", component)),
                    ("CVE YAML",
                        CveSample.Yaml(
                            release.Versions, int.Parse(issue, CultureInfo.InvariantCulture),
                            $"could have allowed an authenticated user to run scripts where {component} are shown")));
                break;
            case "Details":
                modal.Fill(("Edition", "GitLab CE and EE"), ("First version affected", CveSample.First));
                break;
            case "Validate":
                modal.Fill(("I have read both", new[] { "yes" }));
                break;
            case "Check post":
                var post = await day.Services.GetRequiredService<BlogPostStore>().Open(
                    (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!, default);
                var text = SamplePosts.Filled(day.Services.GetRequiredService<PostDraft>().Write(post.Facts, post.CanonicalPath));
                modal.Fill(("Post", new[] { new { name = PostDraft.FileName(post.Facts, post.CanonicalPath), content = text } }));
                break;
            case "Customer email":
                modal.Fill(("Link to the post", "https://about.gitlab.com/releases/2026/11/25/patch-release/"), ("Ready", new[] { "ready" }));
                break;
        }
        await modal.Submit();
        await day.Settles();
    }

    private static bool IsPost(string? link) => link?.Contains("log post", StringComparison.Ordinal) != false;

    /// <summary>Agrees to the dry run, or marks the parts that stand for a step as done.</summary>
    private async Task ClosesOut(string name, Modal modal, string step)
    {
        var agrees = step is "dry-run" or "live" || step == "terminate" && modal.Json.ToJsonString().Contains("\"Agree\"", StringComparison.Ordinal);
        if (agrees)
            await day.As(name).Clicks("Agree", modal.Json);
        string[] parts = step switch { "close" or "pub-cves" or "h1" or "terminate" => ["Issues", "Cves", "Reports"], "outputs" => ["Records", "Rewards"], _ => [] };
        foreach (var part in parts.Where(part => !agrees && modal.Json.ToJsonString().Contains($"close-out.part:{part}", StringComparison.Ordinal)))
        {
            await day.Control.Post("/control/actions", new { user = name, viewId = modal.Id, actionId = $"close-out.part:{part}" });
            modal = (await (await day.As(name).SeesModal()).Submit())!;
        }
        await modal.Closes();
        await day.Settles();
    }

    /// <summary>The messages that stand in their channels, oldest first.</summary>
    private IReadOnlyList<string> Sent(Board board) =>
        [.. board.Happened.Where(fact => fact.Kind.EndsWith(".sent", StringComparison.Ordinal)).OrderBy(fact => fact.At)
            .Select(fact => Kinds.Message(fact.Kind)!).Where(Posted)];

    /// <summary>Those who were asked for what settles a step answer it, in its favour.</summary>
    private async Task Answers(Step step)
    {
        foreach (var message in step.Item.Tells)
        {
            var board = await Board();
            if (!Sent(board).Contains(message))
                continue;
            if (!board[step.Key]!.Open || board.Happened.Any(fact => Evidence(fact.Kind, message)))
                continue;
            var buttons = (await Find(message)).Buttons;
            if (InFavour.FirstOrDefault(buttons.Contains) is not { } button)
                continue;
            await Answers(
                message, button, button == "Impact" ? [("Multi-tenant", "Reachable"), ("Single-tenant", "Reachable"), ("Self-managed", "Reachable")] : []);
            await day.Settles();
        }

        static bool Evidence(string kind, string message) => Kinds.Message(kind) == message && Kinds.IsAnswer(kind);
    }

    private async Task<Shown> Find(string message)
    {
        var title = day.Services.GetRequiredService<CommsMatrix>().Find(message)!.Title;
        var (_, channel) = Audience(message);
        return (await day.As("grace").Messages(channel)).Last(shown =>
            !shown.OnlyForOne && shown.Text.StartsWith($"*{title}*\n{Named()}", StringComparison.Ordinal));

        string Named() => $"*{id}*";
    }

    private bool Posted(string message) =>
        day.Services.GetRequiredService<CommsMatrix>() is var matrix && matrix.Find(message) is { } known && known.In == Destination.Slack
            && matrix.Find(known.To)!.Channel is not null;

    /// <summary>Who answers for an audience, and where.</summary>
    private (string Who, string Channel) Audience(string message) => day.Services.GetRequiredService<CommsMatrix>().Find(message)!.To switch
    {
        SecurityReleaseChatOps.Comms.Audience.Psirt => ("oliver", "sec-psirt-team"),
        SecurityReleaseChatOps.Comms.Audience.ReleaseManagers => ("kenji", "f_upcoming_release"),
        SecurityReleaseChatOps.Comms.Audience.Legal => ("hana", "legal"),
        SecurityReleaseChatOps.Comms.Audience.CorporateCommunications => ("david", "corp-comms"),
        SecurityReleaseChatOps.Comms.Audience.Communications => ("chloe", "comms-team-security"),
        SecurityReleaseChatOps.Comms.Audience.Marketing => ("emma", "marketing"),
        SecurityReleaseChatOps.Comms.Audience.MarketingOps => ("emma", "mktgops"),
        SecurityReleaseChatOps.Comms.Audience.FieldSecurity => ("farid", "field-security"),
        SecurityReleaseChatOps.Comms.Audience.Dedicated => ("gita", "gitlab-dedicated"),
        SecurityReleaseChatOps.Comms.Audience.Support => ("ben", "support-security"),
        SecurityReleaseChatOps.Comms.Audience.Sirt => ("ivan", "sirt"),
        var other => throw new InvalidOperationException($"{other} is not in Slack."),
    };
}
