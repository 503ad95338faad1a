using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Text;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The cadences in use, in the operator's order.</summary>
public sealed record Cadences(IReadOnlyList<Cadence> All)
{
    /// <summary>The cadence with this name; null when it is no longer in use.</summary>
    public Cadence? Find(string name) => All.FirstOrDefault(cadence => cadence.Name == name);
}

/// <summary>Reads cadences from the shipped files and the operator's own.</summary>
internal static partial class CadenceYaml
{
    private const string Shipped = "Rotation/Calendar/Cadences/";

    /// <summary>The processes with regular releases: the planned patch release, and AppSec's of 2023.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["planned", "app-sec"];

    /// <exception cref="SettingsException">What is wrong, with file and line, or an unknown name.</exception>
    public static Cadences Load(IReadOnlyList<string> names, string? directory) => OperatorFiles.Read("Rotation:CadenceDirectory", directory, () =>
    {
        var known = YamlFiles.Shipped(Shipped).Concat(YamlFiles.Own(directory)).Select(file => Read(file.Text, file.File))
            .GroupBy(cadence => cadence.Name).ToDictionary(same => same.Key, same => same.Last());
        return names.Distinct().FirstOrDefault(name => !known.ContainsKey(name)) is { } unknown
            ? throw new SettingsException([$"Rotation:Cadences names “{unknown}”, which is not one of {string.Join(", ", known.Keys)}."])
            : new Cadences([.. names.Distinct().Select(name => known[name])]);
    });

    public static Cadence Read(string text, string file)
    {
        var map = new StrictMap(YamlFiles.Root(text, file), file, "the cadence", "name", "title", "product", "kind", "time", "days");
        var days = map.Texts("days");
        var time = Cadence.UsualTime;
        return new(
            Name().IsMatch(map.Required("name")) ? map.Required("name")
                : throw map.Fault("name", "`name` must be a word of small letters, digits and hyphens, at most 30."),
            map.Required("title"),
            map.Required("product"),
            map.Word("kind", Kinds.ToDictionary(kind => kind), Kinds[0]),
            map.Optional("time") is not { } typed || WallTime.TryParse(typed, out time) ? time
                : throw map.Fault("time", "`time` must be like \"15:00\", in UTC."),
            days.Count == 0 ? throw map.Fault("days", "the cadence needs `days`.") : [.. days.Select(day => CadenceDay.Parse(day)
                ?? throw map.Fault("days", $"`{day}` is not a day of the month: write it like \"third Thursday\" or \"8 days before the last Friday\"."))]);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,29}\z", RegexOptions.None, 10_000)]
    private static partial Regex Name();
}
