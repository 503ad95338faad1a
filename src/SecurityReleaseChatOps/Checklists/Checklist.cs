using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>
/// A running checklist: only what people did. Which steps there are follows from its definition and its release,
/// so a fix or CVE added later brings its steps, and nothing has to be synchronised.
/// </summary>
public sealed record Checklist
{
    public required string Release { get; init; }

    /// <summary>Name and version of the definition that it was started with or moved to.</summary>
    public required string Definition { get; init; }

    public required string Version { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>By step key; an untouched step has no entry.</summary>
    public IReadOnlyDictionary<string, StepRecord> Steps { get; init; } = new SortedDictionary<string, StepRecord>(StringComparer.Ordinal);

    /// <summary>Steps of the day, oldest first.</summary>
    public IReadOnlyList<AddedStep> Added { get; init; } = [];

    /// <summary>Every step ever forced; undo and reopen do not remove it.</summary>
    public IReadOnlyList<ForcedStep> Forced { get; init; } = [];

    /// <summary>Changes that undo can take back, oldest first; at most <see cref="Undoable"/>.</summary>
    public IReadOnlyList<Change> Recent { get; init; } = [];

    /// <summary>How many changes are kept for undo.</summary>
    public const int Undoable = 20;

    /// <param name="definition">A copy of it is to be stored under its version.</param>
    public static Checklist Start(ChecklistDefinition definition, Release release, string person, DateTimeOffset now) =>
        new() { Release = release.Id, Definition = definition.Name, Version = definition.Version, StartedBy = person, StartedAt = now };
}

[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    Open,
    Done,
    NotNeeded,
}

/// <summary>What people did with one step, as stored. Its state follows from this and from facts: <see cref="StepState"/>.</summary>
public sealed record StepRecord
{
    public static StepRecord Untouched { get; } = new();

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ClaimedBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ClaimedAt { get; init; }

    /// <summary>Who said that it is done or not needed; each person once.</summary>
    public IReadOnlyList<Confirmation> Confirmations { get; init; } = [];

    /// <summary>When it was reopened: earlier facts no longer settle it. Null when it never was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ReopenedAt { get; init; }

    /// <summary>Why it was done before its predecessors; null when it was not forced.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ForcedWhy { get; init; }

    /// <summary>Comments and evidence, oldest first.</summary>
    public IReadOnlyList<StepComment> Comments { get; init; } = [];

    /// <summary>Times its tool failed, oldest first.</summary>
    public IReadOnlyList<ToolFailure> Failures { get; init; } = [];
}

/// <param name="Status">What the person said: done or not needed.</param>
/// <param name="Why">Why it is not needed, or how else it was done; null for a plain Done.</param>
public sealed record Confirmation(string By, DateTimeOffset At, StepStatus Status, string? Why = null);

/// <param name="Link">Evidence, http or https; null when there is none.</param>
public sealed record StepComment(string By, DateTimeOffset At, string Text, string? Link = null);

/// <param name="Error">What the tool said.</param>
public sealed record ToolFailure(string By, DateTimeOffset At, string Tool, string Error);

/// <summary>A step of the day, added to a stage.</summary>
public sealed record AddedStep(Item Item, string Stage, string By, DateTimeOffset At)
{
    /// <summary>Whether an id has the form reserved for added steps.</summary>
    internal static bool IsReserved(string id) => id.Length > 1 && id[0] == 'x' && id.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}

/// <param name="WaitedFor">The titles of what should have come first.</param>
public sealed record ForcedStep(string Step, string Title, string By, DateTimeOffset At, string Why, IReadOnlyList<string> WaitedFor);

/// <summary>What one press changed: the touched steps as they were.</summary>
/// <param name="Before">By step key; null: nobody had touched the step.</param>
/// <param name="Added">The step of the day that this press added; else null.</param>
public sealed record Change(
    string By, DateTimeOffset At, Happening What, IReadOnlyDictionary<string, StepRecord?> Before, string? Added = null);
