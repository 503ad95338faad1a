using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>
/// Releases in mid-course, as the version before the one list left them: <c>Fixtures/before-issue-9</c>, made by commit f582f63. R1 is
/// planned, critical by its fixes, its email approved; R2 closed; R3 cancelled; R4 of the critical process, published, its email checked;
/// R5 of the AppSec process, merged; R6 out of band, published, its email sent; R7 of the Runner, ready by an admin's word; R8 stands on
/// a definition of the operator's own, which the app does not have any more.
/// </summary>
public sealed partial class RunningReleasesUpgradeTests
{
    private const string Afterwards = "2026-11-24T12:30:00Z";

    /// <summary>Steps that were settled and are open now, because the rules say so: release and key, with the rule.</summary>
    private static readonly IReadOnlyDictionary<string, string> Fallen = new Dictionary<string, string>();

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
        foreach (var release in await day.Services.GetRequiredService<ReleaseDesk>().All(default))
        {
            var (was, shown) = before[release.Id];
            var board = (await day.Services.GetRequiredService<ChecklistDesk>().Open(release, default))!.Board;
            foreach (var (key, state) in was["steps"]!.AsObject())
            {
                if (board[key] is not { } step)
                    continue;
                if ((string?)state!["status"] is "done" or "notNeeded" && step.Open)
                    lost.Add($"{release.Id} {key}");
                step.State.ClaimedBy.ShouldBe((string?)state["claimedBy"], key);
                step.State.ForcedWhy.ShouldBe((string?)state["forcedWhy"], key);
                step.State.Comments.Select(comment => comment.Text).ShouldBe(state["comments"]!.AsArray().Select(comment => (string?)comment!["text"]), key);
                step.State.Failures.Select(failure => failure.Error).ShouldBe(state["failures"]!.AsArray().Select(failure => (string?)failure!["error"]), key);
            }
            board.Checklist.Forced.Count.ShouldBe(was["forced"]!.AsArray().Count, release.Id);
            board.Checklist.Added.Count.ShouldBe(was["added"]!.AsArray().Count, release.Id);
            (board.Steps.Count(step => !step.Open) + Fallen.Keys.Count(key => key.StartsWith(release.Id + " ", StringComparison.Ordinal))).ShouldBeGreaterThanOrEqualTo(shown, release.Id);
        }
        lost.Order(StringComparer.Ordinal).ShouldBe(Fallen.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_said_of_messages_stays_said()
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack("before-issue-9"), Afterwards);
        await day.Settles();

        var plan = await day.As("anna").Runs("/comms R1");
        plan.ShouldContain("acknowledged by <@U12>");
        plan.ShouldContain("told elsewhere");
        plan.ShouldContain("On the phone with Farid");
        await day.At("2026-11-30T09:00:10Z");
        await day.As("david").Sees("An external communication is coming: GitLab 18.6.1, 18.5.3", "corp-comms"); // it was scheduled
    }

    /// <summary>Each checklist as it lies in the database, and how many steps its message shows as settled.</summary>
    private static SortedDictionary<string, (JsonObject Document, int Settled)> Checklists(string folder)
    {
        using var connection = Leftovers.Open(folder);
        using var command = new SqliteCommand("SELECT id, d.body, o.body FROM documents d JOIN outbox o ON o.key = 'checklist/' || id WHERE d.kind = 'checklist'", connection);
        using var reader = command.ExecuteReader();
        var all = new SortedDictionary<string, (JsonObject, int)>(StringComparer.Ordinal);
        while (reader.Read())
            all.Add(reader.GetString(0), (JsonNode.Parse(reader.GetString(1))!.AsObject(), int.Parse(Progress().Match(reader.GetString(2)).Groups[1].ValueSpan)));
        return all;
    }

    [GeneratedRegex("([0-9]+) of [0-9]+ steps")]
    private static partial Regex Progress();
}
