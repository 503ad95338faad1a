using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>
/// Running releases as left by the version before the single checklist: <c>Fixtures/before-issue-9</c>, made by commit f582f63. R1 is
/// planned, critical by its fixes, its email approved; R2 closed; R3 cancelled; R4 of the critical process, published, its email checked;
/// R5 of the AppSec process, merged; R6 out of band, published, its email sent; R7 of the Runner, declared ready by an admin; R8 uses
/// an operator's own definition, which the app no longer has.
/// </summary>
public sealed partial class RunningReleasesUpgradeTests
{
    private const string Afterwards = "2026-11-24T12:30:00Z";

    /// <summary>The running ones, and their Primaries.</summary>
    private static readonly IReadOnlyList<(string Release, string Primary)> Running =
        [("R1", "anna"), ("R4", "oliver"), ("R5", "priya"), ("R6", "liam"), ("R7", "maria"), ("R8", "anna")];

    [Fact]
    public async Task Each_release_shows_what_was_done_before_the_update()
    {
        var folder = Leftovers.Unpack("before-issue-9");
        var before = Checklists(folder);
        before.Keys.ShouldBe(["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"]);
        await using var day = await TestDay.StartOn(folder, Afterwards);
        await day.Settles();

        await Leftovers.ReadAll(day);
        var lost = new List<string>();
        foreach (var release in await day.Services.GetRequiredService<ReleaseStore>().All(default))
        {
            var (was, shown) = before[release.Id];
            var board = (await day.Services.GetRequiredService<ChecklistStore>().Open(release, default))!.Board;
            foreach (var (key, state) in was["steps"]!.AsObject())
            {
                var step = board[key].ShouldNotBeNull($"{release.Id} {key}");
                if ((string?)state!["status"] is "done" or "notNeeded" && step.Open)
                    lost.Add($"{release.Id} {key}");
                step.State.ClaimedBy.ShouldBe((string?)state["claimedBy"], key);
                step.State.ForcedWhy.ShouldBe((string?)state["forcedWhy"], key);
                step.State.Comments.Select(comment => comment.Text).ShouldBe(state["comments"]!.AsArray().Select(comment => (string?)comment!["text"]), key);
                step.State.Failures.Select(failure => failure.Error).ShouldBe(state["failures"]!.AsArray().Select(failure => (string?)failure!["error"]), key);
            }
            board.Checklist.Forced.Count.ShouldBe(was["forced"]!.AsArray().Count, release.Id);
            board.Checklist.Added.Count.ShouldBe(was["added"]!.AsArray().Count, release.Id);
            board.Steps.Count(step => !step.Open).ShouldBeGreaterThanOrEqualTo(shown, release.Id);
        }
        lost.ShouldBeEmpty("steps that were settled before");
    }

    [Fact]
    public async Task On_a_definition_of_the_old_form_it_is_known_what_must_come_before_readiness_and_publication()
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack("before-issue-9"), Afterwards);
        foreach (var (release, _) in Running)
        {
            var board = await day.Board(release);
            board.With(board.Checklist with { Steps = new Dictionary<string, StepRecord>() }).Before("ready", "published").ShouldNotBeEmpty(release);
            board.Steps.Where(step => step.Item.Id == "publish").ShouldAllBe(
                step => step.Item.IsGate && step.Open == (board.Release.PublishedAt == null), release);
        }
    }

    [Fact]
    public async Task Moved_to_the_definition_of_today_what_was_done_stays_done()
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack("before-issue-9"), Afterwards);
        await day.Settles();
        foreach (var (release, primary) in Running)
        {
            var before = await day.Board(release);
            before.Definition.Form.ShouldBe(1, release);
            await day.As(primary).Runs($"/checklist update {release}");
            await (await day.As(primary).SeesModal("Newer definition")).Fill(("Move it?", new[] { "yes" })).Submit();
            var after = await day.Board(release);
            after.Definition.Form.ShouldBe(ChecklistDefinition.Newest, release);
            // Asked is not answered: a step once settled by sending its message may now wait for the answer.
            before.Steps.Where(step =>
                !step.Open && after[step.Key] is { Open: true } && step.State.Event?.Kind.EndsWith(".sent", StringComparison.Ordinal) != true)
                .Select(step => step.Key).ShouldBeEmpty(release);
        }
    }

    [Fact]
    public async Task Each_is_worked_to_its_end()
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack("before-issue-9"), Afterwards);
        await day.Settles();
        foreach (var (release, primary) in Running)
        {
            await Work(day, release, primary);
            await day.As(primary).Runs($"/release merged {release}");
            if ((await day.Services.GetRequiredService<ReleaseStore>().Get(release, default))!.Value.State == ReleaseState.Preparing)
                await day.SaysItIsPublic(primary, release);
            await Work(day, release, primary);
            (await day.Board(release)).Steps.Where(step => step.Open).Select(step => step.Key).ShouldBeEmpty(release);
            await day.Closes(primary, release);
        }
    }

    /// <summary>Does every step that can be done, due or not: by whoever claimed it, and by a second person if it needs two.</summary>
    private static async Task Work(TestDay day, string release, string primary)
    {
        while ((await day.Board(release)) is var board
            && board.Steps.FirstOrDefault(step => step.Open && !step.Item.IsGate && Agenda.IsReady(board, step)) is { } next)
        {
            var way = board.WaitsForEvent(next) && !next.Item.NeedsSecondPerson ? " they said so in a call" : "";
            var claimant = next.State.ClaimedBy is { } id ? day.Directory.NameOf(id) : primary;
            foreach (var person in next.Item.NeedsSecondPerson ? ["grace", primary, "sam"] : new[] { claimant })
                await day.As(person).Runs($"/checklist done {next.Key}{way} {release}");
            (await day.Board(release))[next.Key]!.Open.ShouldBeFalse(
                $"{release} {next.Key}: {await day.As(claimant).Runs($"/checklist done {next.Key}{way} {release}")}");
        }
    }

    [Fact]
    public async Task What_was_said_of_messages_stays_said()
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack("before-issue-9"), Afterwards);
        await day.Settles();

        (await Says(day, "R1/legal-review")).Answered.ShouldNotBeNull().ShouldSatisfyAllConditions(
            answer => answer.What.ShouldBe(AnswerKind.Acknowledged), answer => answer.By.ShouldBe("U12"));
        (await ReadinessStore.Get(day.Services.GetRequiredService<IStore>(), "R7", default))!.Value.Confirmed.ShouldNotBeNull(
            "all that was missing was known when it was confirmed");
        (await Says(day, "R1/field-security")).Elsewhere.ShouldBe("On the phone with Farid");
        await day.At("2026-11-30T09:00:10Z");
        // It was scheduled before the app checked what such a text lacks.
        await day.As("anna").Sees("An external communication is coming");
        await day.As("anna").Sees("It still lacks");
    }

    private static async Task<Ping> Says(TestDay day, string ping)
    {
        var release = await day.Services.GetRequiredService<ReleaseStore>().Get(ping.Split('/')[0], default);
        return (await day.Services.GetRequiredService<CommsStore>().Open(release!, default)).Find(ping)!.Value;
    }

    /// <summary>Each checklist as stored, and how many steps its message shows as settled.</summary>
    private static SortedDictionary<string, (JsonObject Document, int Settled)> Checklists(string folder)
    {
        using var connection = Leftovers.Open(folder);
        using var command = new SqliteCommand(
            "SELECT id, d.body, o.body FROM documents d JOIN outbox o ON o.key = 'checklist/' || id WHERE d.kind = 'checklist'", connection);
        using var reader = command.ExecuteReader();
        var all = new SortedDictionary<string, (JsonObject, int)>(StringComparer.Ordinal);
        while (reader.Read())
            all.Add(reader.GetString(0), (JsonNode.Parse(reader.GetString(1))!.AsObject(),
                int.Parse(Progress().Match(reader.GetString(2)).Groups[1].ValueSpan)));
        return all;
    }

    [GeneratedRegex("([0-9]+) of [0-9]+ steps")]
    private static partial Regex Progress();
}
