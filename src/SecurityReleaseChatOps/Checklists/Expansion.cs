namespace SecurityReleaseChatOps.Checklists;

/// <summary>From a definition and a release to the steps that there are.</summary>
internal static class Expansion
{
    public static IReadOnlyList<Step> Of(Checklist checklist, ChecklistDefinition definition, ReleaseFacts facts)
    {
        var places = Places(checklist, definition, facts);
        var standings = new Standings(places, definition.Items, facts.Happened);
        var called = facts.Cves.Where(cve => cve.Number is not null).ToDictionary(cve => cve.Id, cve => cve.Number, StringComparer.OrdinalIgnoreCase);
        return [.. places.Select(place => new Step(
            place.Key, place.Item, place.StageId, place.Subject, standings.Of(place), place.Due, place.Subject is { } subject ? called.GetValueOrDefault(subject) : null))];
    }

    private static List<StepPlace> Places(Checklist checklist, ChecklistDefinition definition, ReleaseFacts facts)
    {
        var steps = new List<StepPlace>();
        foreach (var stage in definition.Stages)
        {
            var items = stage.Items
                .Concat(checklist.Added.Where(added => added.Stage == stage.Id).Select(added => added.Item))
                .Where(item => item.When.Holds(facts))
                .ToList();
            for (var first = 0; first < items.Count;)
            {
                var run = items.Skip(first).TakeWhile(item => item.Per == items[first].Per).ToList();
                first += run.Count;
                foreach (var subject in Subjects(run[0].Per, facts))
                    steps.AddRange(run.Select(item => Make(item, subject)));
            }

            StepPlace Make(Item item, string? subject)
            {
                var key = subject is null ? item.Id : $"{item.Id}:{subject}";
                return new(key, item, stage.Id, subject, checklist.Steps.GetValueOrDefault(key, StepRecord.Untouched), item.Due?.At(facts, checklist.StartedAt));
            }
        }
        return steps;
    }

    private static IEnumerable<string?> Subjects(Per per, ReleaseFacts facts) => per switch
    {
        Per.Fix => facts.Fixes.Select(fix => (string?)fix.Id).Distinct(StringComparer.OrdinalIgnoreCase),
        Per.Cve => facts.Cves.Select(cve => (string?)cve.Id).Distinct(StringComparer.OrdinalIgnoreCase),
        _ => [null],
    };
}
