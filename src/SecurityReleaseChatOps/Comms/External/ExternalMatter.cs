namespace SecurityReleaseChatOps.Comms;

/// <summary>Who owns and approves which external communication (row G5), as data.</summary>
/// <param name="Always">What holds for every category.</param>
public sealed record ExternalProcedure(IReadOnlyList<string> Always, IReadOnlyList<ExternalCategory> Categories)
{
    public ExternalCategory? Find(string? id) => Categories.FirstOrDefault(category => category.Id.Equals(id, StringComparison.OrdinalIgnoreCase));
}

/// <summary>What a matter can be.</summary>
public sealed record ExternalCategory
{
    /// <summary>Short and typeable: <c>incident</c>.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What belongs to it, in a line.</summary>
    public required string About { get; init; }

    public required string Owner { get; init; }

    public required string Approver { get; init; }

    public required IssueNeed Issue { get; init; }

    public required string Next { get; init; }

    /// <summary>A release handles it.</summary>
    public bool Release { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What decides further; null when nothing does.</summary>
    public string? Question { get; init; }

    /// <summary>One for each answer; empty without a question.</summary>
    public IReadOnlyList<ExternalOutcome> Outcomes { get; init; } = [];

    /// <summary>Rows of the process table that it carries.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];
}

/// <summary>What an answer to a category's question changes.</summary>
/// <param name="Issue">Null: as the category says.</param>
public sealed record ExternalOutcome(ExternalReply Answer, IssueNeed? Issue, string Next);

public enum ExternalReply
{
    Yes,
    No,

    /// <summary>Also where nothing was answered.</summary>
    Unsure,
}

/// <summary>Whether a Security Communications issue is needed (row G6).</summary>
public enum IssueNeed
{
    Needed,
    None,

    /// <summary>That is not decided yet.</summary>
    Perhaps,
}

/// <summary>What to do about a matter.</summary>
/// <param name="Notes">Those of the category, then what always holds.</param>
public sealed record ExternalAnswer(ExternalCategory Category, ExternalReply? Reply, IssueNeed Issue, string Next, IReadOnlyList<string> Notes);

/// <summary>Classifies external communications, pure.</summary>
public static class ExternalRules
{
    /// <param name="reply">Null when the question was not asked or not answered.</param>
    public static ExternalAnswer Classify(ExternalProcedure procedure, ExternalCategory category, ExternalReply? reply)
    {
        var outcome = category.Outcomes.FirstOrDefault(one => one.Answer == (reply ?? ExternalReply.Unsure));
        return new(category, outcome?.Answer, outcome?.Issue ?? category.Issue, outcome?.Next ?? category.Next, [.. category.Notes, .. procedure.Always]);
    }
}
