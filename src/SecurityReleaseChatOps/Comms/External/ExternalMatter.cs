using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Who owns and approves which external communication (row G5), as data.</summary>
/// <param name="Always">The notes for every category.</param>
public sealed record ExternalProcedure(IReadOnlyList<string> Always, IReadOnlyList<ExternalCategory> Categories)
{
    public ExternalCategory? Find(string? id) => Categories.FirstOrDefault(category => category.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>What to do about a matter: its category as the answer to its question has it, with what always holds beside its own notes.</summary>
    /// <param name="reply">Null when the question was not asked or not answered.</param>
    public ExternalCategory Classify(ExternalCategory category, ExternalReply? reply)
    {
        var outcome = category.Outcomes.FirstOrDefault(one => one.Answer == (reply ?? ExternalReply.Unsure));
        return category with { Issue = outcome?.Issue ?? category.Issue, Next = outcome?.Next ?? category.Next, Notes = [.. category.Notes, .. Always] };
    }
}

public sealed record ExternalCategory
{
    /// <summary>Short and typeable: <c>incident</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What belongs to it, in one line.</summary>
    public required string About { get; init; }

    public required string Owner { get; init; }

    public required string Approver { get; init; }

    public required IssueNeed Issue { get; init; }

    public required string Next { get; init; }

    /// <summary>Whether a release handles it.</summary>
    public bool Release { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The question whose answer decides further; null for none.</summary>
    public string? Question { get; init; }

    /// <summary>One for each answer; empty without a question.</summary>
    public IReadOnlyList<ExternalOutcome> Outcomes { get; init; } = [];

    /// <summary>Rows of the process table that it implements.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];
}

/// <summary>What an answer to a category's question changes.</summary>
/// <param name="Issue">Null: as in the category.</param>
public sealed record ExternalOutcome(ExternalReply Answer, IssueNeed? Issue, string Next);

public enum ExternalReply
{
    Yes,
    No,

    /// <summary>Also when there was no answer.</summary>
    Unsure,
}

/// <summary>Whether a Security Communications issue is needed (row G6).</summary>
public enum IssueNeed
{
    Needed,
    None,

    /// <summary>Not decided yet.</summary>
    Perhaps,
}

/// <summary>Reads the procedure, strictly.</summary>
internal static class ExternalReader
{
    public static ExternalProcedure Load()
    {
        var (file, text) = YamlFiles.Shipped("Comms/External/").Single();
        return Read(text, file);
    }

    /// <exception cref="DefinitionException">What is wrong, with the file's name and the line.</exception>
    public static ExternalProcedure Read(string text, string file)
    {
        var map = new StrictMap(YamlFiles.Root(text, file), file, "the procedure", "always", "categories");
        var categories = map.Nodes("categories").Select(node => Category(node, file)).ToList();
        return categories.Count > 0 && categories.DistinctBy(category => category.Id).Count() == categories.Count
            ? new(map.Texts("always"), categories)
            : throw map.Fault("categories", "`categories` needs at least one, and each `id` once.");
    }

    private static ExternalCategory Category(YamlPart node, string file)
    {
        var map = new StrictMap(
            node, file, "a category", "id", "name", "about", "owner", "approver", "issue", "next", "release", "notes", "question", "outcomes", "rows");
        var category = new ExternalCategory
        {
            Id = map.Required("id"),
            Name = map.Required("name"),
            About = map.Required("about"),
            Owner = map.Required("owner"),
            Approver = map.Required("approver"),
            Issue = map.Required<IssueNeed>("issue"),
            Next = map.Required("next"),
            Release = map.Flag("release"),
            Notes = map.Texts("notes"),
            Question = map.Optional("question"),
            Outcomes = [.. map.Nodes("outcomes").Select(outcome => Outcome(outcome, file))],
            Rows = DefinitionReader.Rows(map, file),
        };
        var answered = category.Outcomes.Select(outcome => outcome.Answer).Order();
        return answered.SequenceEqual(category.Question is null ? [] : Enum.GetValues<ExternalReply>())
            ? category
            : throw map.Fault("outcomes", "a `question` has three `outcomes`: yes, no and unsure; without one there are none.");
    }

    private static ExternalOutcome Outcome(YamlPart node, string file)
    {
        var map = new StrictMap(node, file, "an outcome", "answer", "issue", "next");
        return new(map.Required<ExternalReply>("answer"), map.Has("issue") ? map.Required<IssueNeed>("issue") : null, map.Required("next"));
    }
}
