using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Store;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>What holds after any presses by any people in any order.</summary>
public sealed class ChecklistProperties
{
    private sealed record Pressed(Board Before, ChecklistDecision Decision, Board After, string Person, Instant At);

    [Fact]
    public void No_step_is_done_before_its_predecessors_unless_forced() => After(each =>
    {
        foreach (var step in each.After.Steps.Where(step => step.State is { Status: StepStatus.Done, ForcedWhy: null }))
            Predecessors(each.After, step).Where(before => before.Open).ShouldBeEmpty($"{step.Key} is done");
    });

    [Fact]
    public void A_step_is_only_done_before_its_turn_by_the_primary_with_a_reason_that_stays() => After(each =>
    {
        var forced = each.After.Checklist.Forced;
        forced.Take(each.Before.Checklist.Forced.Count).ShouldBe(each.Before.Checklist.Forced);
        forced.All(one => one.By == Ana && one.Why.Length > 0 && one.WaitedFor.Count > 0).ShouldBeTrue();
        each.After.Steps.Where(step => step.State.ForcedWhy is not null).All(step => forced.Any(one => one.Step == step.Key)).ShouldBeTrue();
    });

    [Fact]
    public void A_step_for_two_is_settled_by_two_people_and_nobody_counts_twice() => After(each =>
    {
        each.After.Steps.All(step => step.State.Confirmations.DistinctBy(said => said.By).Count() == step.State.Confirmations.Count).ShouldBeTrue();
        each.After.Steps.Where(step => !step.Open)
            .All(step =>
                step.State.Confirmations.Count == (step.Item.NeedsSecondPerson ? 2 : 1)
                    && step.State.Confirmations.All(said => said.Status == step.State.Status))
            .ShouldBeTrue();
    });

    [Fact]
    public void Progress_counts_no_step_twice() => After(each =>
    {
        var progress = Progress.Of(each.After, each.At);
        progress.Total.ShouldBe(each.After.Steps.Select(step => step.Key).Distinct().Count());
        progress.Settled.ShouldBe(each.After.Steps.Count(step => step.State.Settled));
        progress.Stages.All(stage => stage.Total - stage.Settled >= Math.Max(stage.InProgress, stage.Overdue)).ShouldBeTrue();
    });

    [Fact]
    public void Undo_restores_what_was() => After(each =>
    {
        // An import of nothing new changes nothing, and an undo is not undone.
        if (each.Decision.Events.Count == 0 || each.Decision.Events[0].What == Happening.Undone)
            return;
        var undone = Undoing.Undo(each.After, null, each.Person, each.At);
        undone.Refusal.ShouldBeNull();
        StepsOf(undone.Checklist).ShouldBe(StepsOf(each.Before.Checklist));
    });

    [Fact]
    public void Every_change_is_in_the_audit_and_nothing_else() => After(each =>
    {
        var changed = each.Before.Checklist.Json() != each.After.Checklist.Json();
        (each.Decision.Events.Count > 0).ShouldBe(changed);
        each.Decision.Events.All(told => told.By == each.Person && told.At == each.At).ShouldBeTrue();
        foreach (var step in each.After.Steps.Where(step => Stands(each.Before[step.Key]) != Stands(step)))
            each.Decision.Events.Select(told => (told.Step, told.Before, told.After)).ShouldContain((step.Key, Stands(each.Before[step.Key]), Stands(step)));
    });

    [Fact]
    public void A_refusal_changes_nothing_and_says_why() => After(each =>
    {
        if (each.Decision.Refusal is not { } words)
            return;
        words.ShouldNotBeNullOrWhiteSpace();
        words.ShouldNotContain("<!channel>");
        each.After.Checklist.ShouldBeSameAs(each.Before.Checklist);
    });

    [Fact]
    public void What_is_stored_survives_JSON() => AtTheEnd(board =>
        JsonSerializer.Deserialize<Checklist>(board.Checklist.Json(), StoreJson.Options)!.Json().ShouldBe(board.Checklist.Json()));

    [Fact]
    public void Import_of_export_is_the_identity() => AtTheEnd(board =>
    {
        var list = TaskListReader.Read(TaskListWriter.Write(board, Name));
        list.Faults.ShouldBeEmpty();
        TaskListImport.Restore(board.With(board.Checklist with { Steps = new Dictionary<string, StepRecord>(), Added = [] }), list, Cy, Now)!.Checklist.Json()
            .ShouldBe(board.Checklist.Json());
        foreach (var person in new[] { Ana, Cy })
        {
            var imported = TaskListImport.Apply(board, list, person, Now, force: true);
            imported.Refusal.ShouldBeNull();
            imported.Events.ShouldBeEmpty();
            imported.Checklist.ShouldBeSameAs(board.Checklist);
        }
    });

    [Fact]
    public void What_was_settled_stays_settled_when_the_definition_moves_there_and_back() => AtTheEnd(board =>
    {
        var other = Shipped.Named("planned")!;
        var moved = new Board(Moving.To(board, other, Ana, Now).Checklist, other, board.Release, board.Happened);
        var back = new Board(Moving.To(moved, board.Definition, Ana, Now).Checklist, board.Definition, board.Release, board.Happened);
        Settled(back).ShouldBe(Settled(board));
    });

    [Fact]
    public void Next_for_someone_can_be_done_by_them() => AtTheEnd(board =>
    {
        foreach (var person in new[] { Ana, Bo })
            Agenda.NextFor(board, person, Now).Select(step => Presses.Done(board, step.Key, person, Now).Refusal).ShouldAllBe(refusal => refusal == null);
    });

    private static void After(Action<Pressed> holds) =>
        Run(presses => Walk(presses).Aggregate(0, (count, each) =>
        {
            holds(each);
            return count + 1;
        }));

    private static void AtTheEnd(Action<Board> holds) =>
        Run(presses => holds(Walk(presses).Select(each => each.After).LastOrDefault() ?? Start(Presser.Definition)));

    private static void Run(Action<int[]> holds) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Presser.Sequences, holds));

    private static IEnumerable<Pressed> Walk(int[] presses)
    {
        var (board, now) = (Start(Presser.Definition), Now);
        foreach (var press in presses)
        {
            now = now.AddMinutes(1);
            var decision = Presser.Press(board, press, now);
            var after = decision.Checklist == board.Checklist ? board : board.With(decision.Checklist);
            yield return new(board, decision, after, Presser.Person(press), now);
            board = after;
        }
    }

    /// <summary>The order by the definition, computed independently of the rules: same CVE, a fix after its own CVE.</summary>
    private static IEnumerable<Step> Predecessors(
        Board board, Step step) => step.Item.After.SelectMany(id => board.Steps.Where(before => before.Item.Id == id)).Where(before =>
        before.Subject is null || step.Subject is null || before.Subject == step.Subject
            || board.Release.Fixes.Any(fix => fix.Id == step.Subject && fix.Cve == before.Subject));

    private static string Stands(Step? step) => step is null ? "none" : ChecklistText.Status(step.State);

    private static IEnumerable<string> Settled(Board board) => board.Steps.Where(step => !step.Open && !step.Key.StartsWith('x')).Select(step => step.Key);
}
