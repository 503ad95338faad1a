namespace SecurityReleaseChatOps.Checklists;

/// <summary>Starts the checklist of a release.</summary>
public static class Starting
{
    /// <param name="definition">The one that <see cref="DefinitionLibrary.For"/> names; a copy of it is to be stored under its version.</param>
    public static ChecklistDecision Start(ChecklistDefinition definition, ReleaseFacts facts, string person, DateTimeOffset now)
    {
        var checklist = new Checklist { Release = facts.Id, Definition = definition.Name, Version = definition.Version, StartedBy = person, StartedAt = now };
        var count = new Board(checklist, definition, facts).Steps.Count;
        return new()
        {
            Checklist = checklist,
            Events = [new(Happening.Started, null, definition.Title, person, now, "none", $"{count} steps")],
        };
    }
}
