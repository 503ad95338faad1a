using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A checklist with all that it is decided and shown from.</summary>
/// <param name="Read">As it was read; null while it is only about to start.</param>
internal sealed record ChecklistFile(Doc<Release> ReleaseRead, Doc<Checklist>? Read, Board Board)
{
    public Release Release => ReleaseRead.Value;

    /// <summary>The file after a press.</summary>
    public ChecklistFile With(ChecklistDecision decided) => this with { Board = Board.With(decided.Checklist) };
}
