using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The result of a press: a new state with its events, or a refusal.</summary>
public sealed record ChecklistDecision
{
    /// <summary>Including the press; unchanged when refused.</summary>
    public required Board Board { get; init; }

    /// <summary>The new state; unchanged when refused.</summary>
    public Checklist Checklist => Board.Checklist;

    /// <summary>For the audit and the thread; empty when nothing changed.</summary>
    public IReadOnlyList<ChecklistEvent> Events { get; init; } = [];

    /// <summary>Further notes for the person, in mrkdwn: steps a bulk press left open, and why.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A question to confirm before saving, in mrkdwn; null for none.</summary>
    public string? Question { get; init; }

    /// <summary>Why nothing was changed, in mrkdwn; null when not refused.</summary>
    public string? Refusal { get; init; }

    internal static ChecklistDecision Refuse(Board board, string words) => new() { Board = board, Refusal = words };
}

[JsonConverter(typeof(JsonStringEnumConverter<Happening>))]
public enum Happening
{
    Started,
    Restored,
    Claimed,
    TakenOver,
    Unclaimed,
    Confirmed,
    Done,
    NotNeeded,
    Forced,
    Reopened,
    Commented,
    ToolFailed,
    Added,
    Imported,
    Undone,
    Moved,
    StageComplete,

    /// <summary>A fact settled a step before its turn.</summary>
    Early,
}

/// <summary>One thing that happened to a checklist.</summary>
/// <param name="Step">The step's key; a stage's id for <see cref="Happening.StageComplete"/>; null for the whole checklist.</param>
/// <param name="Title">The title, unescaped.</param>
/// <param name="Before">How the step stood, in a word or two.</param>
/// <param name="After">How it stands now.</param>
/// <param name="Detail">Reason, comment, error or link, unescaped; null for none.</param>
public sealed record ChecklistEvent(
    Happening What, string? Step, string Title, string By, DateTimeOffset At, string Before, string After, string? Detail = null)
{
    /// <summary>Whether it is posted in the thread under the progress message; a claim or done step shows in the message itself.</summary>
    [JsonIgnore]
    public bool IsNoteworthy => What is Happening.Started or Happening.Restored or Happening.NotNeeded or Happening.Forced or Happening.Reopened
        or Happening.ToolFailed or Happening.Added or Happening.Imported or Happening.Undone or Happening.Moved or Happening.StageComplete or Happening.Early;
}
