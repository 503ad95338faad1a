using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Checklists;
using static SecurityReleaseChatOps.Tests.Checklists.Sample;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>Turns random numbers into presses of every kind by four people.</summary>
internal static class Presser
{
    private static readonly string[] people = [Ana, Bo, Cy, "U0DEE"];

    /// <summary>Words that try to break out of Markdown, comments, JSON and mrkdwn.</summary>
    private static readonly string[] words =
        ["fine", "--> <!-- step \"aa\" -->", "a\n- [x] Alpha\n# One", "`*_~ <!channel> & \\ \" \u0000 \uD83D\uDE00", "<!-- state {} -->", "/close\r\n@all",
            "<!-- checklist {} -->"];

    public static ChecklistDefinition Definition { get; } = Define("""
          - id: one
            title: One
            items:
              - { id: aa, title: Alpha, due: -48h, tool: bin/a.rb }
              - { id: ca, title: Cve alpha, per: cve, after: aa }
              - { id: cb, title: Cve beta, per: cve, after: ca, needsSecondPerson: true }
              - { id: ff, title: Fix, per: fix, after: cb }
          - id: two
            title: Two
            items:
              - { id: bb, title: Beta, after: [ff, aa], needsSecondPerson: true, tool: bin/b.rb }
              - { id: cc, title: Gamma, after: bb, role: secondary }
              - { id: dd, title: Delta, after: [aa, cc] }
        """);

    /// <summary>Sequences of presses; a failing one is shrunk by leaving presses out.</summary>
    public static Arbitrary<int[]> Sequences { get; } = Arb.From(
        Gen.Choose(0, int.MaxValue - 1).ArrayOf().Resize(60),
        presses => presses.Select((_, left) => presses.Where((_, index) => index != left).ToArray()));

    public static string Person(int press) => people[press % people.Length];

    public static ChecklistDecision Press(Board board, int press, Instant now)
    {
        var person = Person(press);
        var key = board.Steps[press / 4 % board.Steps.Count].Key;
        var text = words[press / 64 % words.Length];
        // Done is pressed most, so that sequences get far.
        return (press / 512 % 22) switch
        {
            0 => Presses.Claim(board, key, person, now),
            1 => Presses.Claim(board, key, person, now, takeOver: true),
            2 => Presses.Unclaim(board, key, person, now),
            3 => Presses.NotNeeded(board, key, person, text, now),
            4 => Presses.Force(board, key, person, text, now),
            5 => Presses.Reopen(board, key, person, now),
            6 => Presses.Comment(board, key, person, text, press % 3 == 0 ? "https://example.com/a?b=<!--&c=\"--%3E" : null, now),
            7 => Undoing.Undo(board, null, person, now),
            8 => Undoing.Undo(board, key, person, now),
            9 => BulkDone.Stage(board, press % 3 == 0 ? "one" : "two", person, now),
            10 => StepsOfTheDay.Add(board, text, person, now),
            11 => ToolFailures.Record(board, key, person, text, now),
            12 => TaskListImport.Apply(board, Ticked(board, press), person, now, force: true),
            _ => Presses.Done(board, key, person, now),
        };
    }

    private static TaskList Ticked(Board board, int press) => new(null,
        [.. board.Steps.Where((_, index) => (press >> (index % 20) & 1) == 1)
            .Select(step => new TaskLine(press % 5 == 0 ? StepStatus.NotNeeded : StepStatus.Done, "", step.Key, ""))], []);
}
