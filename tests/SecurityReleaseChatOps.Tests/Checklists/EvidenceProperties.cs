using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>What holds for any definition and any history: doubled, late, undone, reopened, done another way, imported.</summary>
public sealed class EvidenceProperties
{
    private static readonly string[] people = [Ana, Bo, Cy];
    private static readonly string[] kinds = ["linked.issue", "linked.checklist", "merged", "published", "m0.sent", "m0.approved", "m0.changes", "m1.sent",
        "m1.yes", "m1.no", "edited.fixes", "edited.post"];

    /// <param name="Definition">Its items are settled in every possible way.</param>
    /// <param name="Facts">Ordered by time.</param>
    private sealed record History(ChecklistDefinition Definition, Board Board, IReadOnlyList<Fact> Facts);

    [Fact]
    public void The_board_depends_on_what_stands_and_its_times_not_on_the_order_or_number_of_deliveries() => Holds((history, random) =>
    {
        var shuffled = history.Facts.Concat(history.Facts.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();
        Stands(history.Board.Having([.. shuffled])).ShouldBe(Stands(history.Board));
    });

    [Fact]
    public void What_was_taken_back_leaves_no_trace() => Holds((history, random) =>
    {
        var one = history.Facts.Count == 0 ? null : history.Facts[random.Next(history.Facts.Count)];
        var without = history.Board.Having([.. history.Facts.Where(fact => fact != one)]);
        Stands(without.Having([.. history.Facts])).ShouldBe(Stands(history.Board));
    });

    [Fact]
    public void Each_step_counts_once_and_ready_is_true_exactly_when_no_required_step_before_it_is_open() => Holds((history, _) =>
    {
        var board = history.Board;
        var progress = Progress.Of(board, Now);
        (progress.Total, progress.Settled).ShouldBe((board.Steps.Count, board.Steps.Count(step => !step.Open)));
        var gate = board["pub"]!;
        var before = new HashSet<string>(StringComparer.Ordinal);
        Walk(gate.Item);
        board.Before("published").Select(step => step.Key).Order(StringComparer.Ordinal)
            .ShouldBe(board.Steps.Where(step => before.Contains(step.Item.Id) && step.Open && !step.Item.Optional).Select(step => step.Key)
                .Order(StringComparer.Ordinal));

        void Walk(Item item)
        {
            foreach (var id in item.After.Where(before.Add))
                Walk(history.Definition.Items.Single(other => other.Id == id));
        }
    });

    [Fact]
    public void A_gate_is_settled_by_its_event_alone_and_two_people_are_two() => Holds((history, _) =>
    {
        foreach (var step in history.Board.Steps)
        {
            if (step.Item.IsGate)
                (!step.Open).ShouldBe(step.Item.SettledBy.SelectMany(term => term.Facts).All(kind => history.Facts.Any(fact => fact.Kind == kind)));
            if (step.Item.NeedsSecondPerson && !step.Open)
                step.State.Confirmations.Select(said => said.By).Distinct().Count().ShouldBe(2);
        }
    });

    private static void Holds(Action<History, Random> holds) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200),
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue - 1)), seed => holds(Made(new(seed)), new(seed ^ 0x5eed))));

    private static History Made(Random random)
    {
        var count = random.Next(3, 9);
        var lines = Enumerable.Range(0, count)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture, $"      - {{ id: s{i}, title: Step {i}{(random.Next(4) == 0 ? Two() : Settled(i))}{After(i)}{Flags(i)} }}"));
        var definition = Define(
            $"  - id: one\n    title: One\n    items:\n{string.Join('\n', lines)}\n      - {{ id: pub, title: Publish, settledBy: published, after: "
            + $"[{string.Join(", ", Enumerable.Range(0, count).Where(_ => random.Next(2) == 0).Select(i => $"s{i}"))}] }}");
        var facts =
            Enumerable.Range(0, random.Next(0, 14))
                .Select(_ => new Fact(kinds[random.Next(kinds.Length)], people[random.Next(3)], Now.AddMinutes(random.Next(0, 60)))).Distinct().OrderBy(fact =>
                    fact.At).ToList();
        var board = Start(definition).Having([.. facts]);
        foreach (var minute in Enumerable.Range(0, random.Next(0, 20)))
        {
            var (now, person, key) = (Now.AddMinutes(3 * minute), people[random.Next(3)], board.Steps[random.Next(board.Steps.Count)].Key);
            var decided = random.Next(7) switch
            {
                0 => Presses.NotNeeded(board, key, person, "not here", now),
                1 => Presses.Reopen(board, key, person, now),
                2 => Undoing.Undo(board, null, person, now),
                3 => Presses.Done(board, key, person, now, "in a call"),
                4 => Presses.Force(board, key, person, "now", now),
                5 => TaskListImport.Apply(
                    board, new(null, [.. board.Steps.Where(_ => random.Next(2) == 0).Select(step => new TaskLine(StepStatus.Done, "", step.Key, ""))], []),
                    person, now, force: true),
                _ => Presses.Done(board, key, person, now),
            };
            board = board.With(decided.Checklist);
        }
        return new(definition, board, facts);

        string Settled(int i) => random.Next(7) switch
        {
            0 => ", settledBy: linked.issue",
            1 => ", settledBy: [linked.issue, m0.sent]",
            2 => ", settledBy: { any: [m0.approved, m1.yes] }",
            3 when i > 0 => $", settledBy: {{ steps: [s{random.Next(i)}] }}",
            4 => ", settledBy: merged",
            _ => "",
        };

        string Two() => ", needsSecondPerson: true" + (random.Next(2) == 0 ? ", settledBy: m0.approved" : "");

        string After(int i) => i > 0 && random.Next(2) == 0 ? $", after: s{random.Next(i)}" : "";

        string Flags(int i) => (random.Next(4) == 0 ? ", optional: true" : "") + (random.Next(4) == 0 ? ", about: [fixes, post]" : "")
            + (i == 0 ? ", tells: m0" : i == 1 ? ", tells: m1" : "");
    }

    private static string Stands(Board board) => string.Join('\n', board.Steps.Select(step =>
        $"{step.Key} {step.State.Status} {step.State.SettledAt} {string.Join(',', step.State.Confirmations.Select(said => said.By))} {string.Join(',', board.Blockers(step).Select(before => before.Key))}"));
}
