using System.Text.Json;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>People, releases and definitions that the tests share.</summary>
internal static class Sample
{
    public const string Ana = "U0ANA";
    public const string Bo = "U0BO";
    public const string Cy = "U0CY";

    public static Instant Now { get; } = Instant.FromUtc(2026, 11, 23, 9, 0);

    public static Release R7 { get; } = new()
    {
        Id = "R7",
        Kind = ReleaseKind.Planned,
        Product = Products.GitLab,
        Severity = Severity.High,
        Versions = ["18.3.1", "18.2.5"],
        DueDate = new(2026, 11, 25),
        Fixes = [Fix("f1", "CVE-2026-1"), Fix("f2", "CVE-2026-2")],
        Primary = Ana,
        Secondary = Bo,
        Owner = Ana,
        CreatedBy = Ana,
        CreatedAt = Instant.FromUtc(2026, 11, 20, 9, 0),
    };

    public static ReleaseFix Fix(string id, string? cve = null, Instant? addedAt = null) => new(id, null, cve, addedAt ?? Now);

    public static DefinitionLibrary Shipped { get; } = DefinitionLibrary.Load();

    /// <summary>A definition of one or more stages, given as the YAML of its stages.</summary>
    public static ChecklistDefinition Define(string stages) =>
        DefinitionLibrary.Of([("test.yaml", Head("test") + "stages:\n" + stages)], []).All[0];

    public static string Head(string name, string kind = "planned") => $"""
        name: {name}
        title: Test
        source: none
        for: {"{"} kind: {kind}, product: GitLab {"}"}
        tracker: the tracker

        """;

    public static Board Start(ChecklistDefinition definition, Release? release = null, params IReadOnlyList<Fact> happened) =>
        new(Checklist.Start(definition, release ?? R7, Ana, Now), definition, release ?? R7, happened);

    /// <summary>Four items in a line, the third of which needs two people.</summary>
    public static Board Line() => Start(Define("""
          - id: one
            title: One
            items:
              - { id: aa, title: Alpha, due: -48h }
              - { id: bb, title: Beta, after: aa, due: -1h, tool: bin/beta.rb, manual: Do beta by hand. }
          - id: two
            title: Two
            items:
              - { id: cc, title: Gamma, after: bb, needsSecondPerson: true }
              - { id: dd, title: Delta, after: cc, role: secondary }
        """));

    /// <summary>The board after these facts and nothing else.</summary>
    public static Board Having(this Board board, params Fact[] happened) => new(board.Checklist, board.Definition, board.Release, happened);

    /// <summary>The board after a press that must not be refused.</summary>
    public static Board Then(this Board board, Func<Board, ChecklistDecision> press)
    {
        var decision = press(board);
        decision.Refusal.ShouldBeNull();
        return board.With(decision.Checklist);
    }

    public static Board Done(this Board board, string person, params string[] keys) =>
        keys.Aggregate(board, (now, key) => now.Then(b => Presses.Done(b, key, person, Now)));

    public static string Json(this Checklist checklist) => JsonSerializer.Serialize(checklist, StoreJson.Options);

    /// <summary>The steps' states and nothing else, to compare.</summary>
    public static string StepsOf(Checklist checklist) =>
        JsonSerializer.Serialize((checklist.Steps, checklist.Added), new JsonSerializerOptions(StoreJson.Options) { IncludeFields = true });

    public static string Name(string id) => id switch { Ana => "Ana", Bo => "Bo", _ => id };
}
