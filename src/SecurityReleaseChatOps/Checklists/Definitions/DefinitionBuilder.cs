using System.Security.Cryptography;
using System.Text.Json;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Turns parsed files into consistent definitions: used stages resolved, order checked, version set.</summary>
internal static class DefinitionBuilder
{
    /// <summary>Where an item came from, for error messages.</summary>
    private sealed record AtLine(Item Item, long Line, string? From);

    public static ChecklistDefinition Build(DefinitionSource source, IReadOnlyDictionary<string, DefinitionSource> all)
    {
        var places = new Dictionary<string, AtLine>();
        var stages = new List<Stage>();
        foreach (var entry in source.Stages)
        {
            var stage = entry.Own ?? Used(source, entry, all);
            if (stages.Exists(other => other.Id == stage.Id))
                throw new DefinitionException(source.File, entry.Line, $"there are two stages `{stage.Id}`.");
            foreach (var item in stage.Items)
            {
                var placed = new AtLine(
                    item, entry.ItemLines.GetValueOrDefault(item.Id, entry.Line), entry.Use is { } use ? $"{use.Definition}/{use.Stage}" : null);
                if (!places.TryAdd(item.Id, placed))
                    throw new DefinitionException(
                        source.File, placed.Line, $"there are two items `{item.Id}`; the other one is in line {places[item.Id].Line}.");
            }
            stages.Add(stage);
        }
        CheckNamed(source.File, places);
        CheckTells(source.File, places);
        CheckCycles(source.File, places);
        var definition = source.Head with { Stages = stages };
        return definition with { Version = Hash(definition) };
    }

    private static Stage Used(DefinitionSource source, StageSource entry, IReadOnlyDictionary<string, DefinitionSource> all)
    {
        var (name, id) = entry.Use!.Value;
        var stage = all.GetValueOrDefault(name)?.Stages.FirstOrDefault(other => other.Own?.Id == id)?.Own
            ?? throw new DefinitionException(source.File, entry.Line, $"`use: {name}/{id}` names no stage of a definition's own.");
        var (after, due, without) = (entry.After ?? new Dictionary<string, IReadOnlyList<string>>(), entry.DueOf ?? new Dictionary<string, DueRule>(),
            entry.Without ?? []);
        if (after.Keys.Concat(due.Keys).FirstOrDefault(item => stage.Items.All(known => known.Id != item)) is { } stranger)
            throw new DefinitionException(source.File, entry.Line, $"`{stranger}` is not an item of {name}/{id}.");
        if (without.FirstOrDefault(left => stage.Items.All(item => !item.After.Contains(left))) is { } idle)
            throw new DefinitionException(source.File, entry.Line, $"`without` names `{idle}`, after which nothing of {name}/{id} comes.");
        return stage with
        {
            Items = [.. stage.Items.Select(item => item with
            {
                Due = due.GetValueOrDefault(item.Id) ?? (entry.Due is not null && item.Due?.Anchor == DueAnchor.Due ? entry.Due : item.Due),
                After = [.. item.After.Except(without), .. after.GetValueOrDefault(item.Id, [])],
            })],
        };
    }

    /// <summary>Each step that is named is there.</summary>
    private static void CheckNamed(string file, Dictionary<string, AtLine> places)
    {
        foreach (var placed in places.Values)
        {
            if (placed.Item.After.FirstOrDefault(id => !places.ContainsKey(id)) is { } missing)
            {
                throw new DefinitionException(file, placed.Line, placed.From is null
                    ? $"`{placed.Item.Id}` comes after `{missing}`, which is not an item."
                    : $"`use: {placed.From}` brings `{placed.Item.Id}`, which comes after `{missing}`, which is not an item here.");
            }
            if (placed.Item.SettledBy.SelectMany(term => term.Items).FirstOrDefault(id => !places.ContainsKey(id)) is { } none)
                throw new DefinitionException(file, placed.Line, $"`{placed.Item.Id}` is settled by the step `{none}`, which is not an item here.");
        }
    }

    /// <summary>A message stands under one step.</summary>
    private static void CheckTells(string file, Dictionary<string, AtLine> places)
    {
        foreach (var told in places.Values.SelectMany(placed => placed.Item.Tells.Select(message => (message, placed))).GroupBy(told => told.message)
            .Where(group => group.Count() > 1))
        {
            throw new DefinitionException(file, told.Last().placed.Line, $"the message `{told.Key}` stands under `{told.First().placed.Item.Id}` already.");
        }
    }

    private static void CheckCycles(string file, Dictionary<string, AtLine> places)
    {
        var finished = new HashSet<string>();
        var path = new List<string>();
        foreach (var id in places.Keys)
            Visit(id);

        void Visit(string id)
        {
            if (finished.Contains(id))
                return;
            if (path.IndexOf(id) is var start and >= 0)
                throw new DefinitionException(
                    file, places[id].Line,
                    $"the order goes round in a circle: {string.Join(" after ", path.Skip(start).Append(id).Select(step => $"`{step}`"))}.");
            path.Add(id);
            foreach (var before in places[id].Item.After.Concat(places[id].Item.SettledBy.SelectMany(term => term.Items)))
                Visit(before);
            path.RemoveAt(path.Count - 1);
            finished.Add(id);
        }
    }

    private static string Hash(ChecklistDefinition definition) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(definition)))[..12];
}
