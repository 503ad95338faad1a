using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>One line of a holidays file.</summary>
/// <param name="Year">Null: every year.</param>
/// <param name="Name">Null: a working day, which removes any other entry.</param>
internal sealed record HolidayEntry(int? Year, int Month, int Day, string? Name)
{
    private const string Work = "work";

    /// <summary>Reads a file's entries by country (ISO 3166, upper case), in file order.</summary>
    /// <param name="text">YAML: <c>IN:</c>, and below it <c>01-26: Republic Day</c>, <c>2026-03-04: Holi</c> or <c>10-12: work</c>.</param>
    /// <exception cref="DefinitionException">The file is invalid; names the line and what is wrong.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<HolidayEntry>> Read(string text, string file) => YamlFiles.Parse(text, file) switch
    {
        null => new Dictionary<string, IReadOnlyList<HolidayEntry>>(),
        YamlMap countries => countries.Entries.GroupBy(country => country.Key.Value).ToDictionary(
            country => country.Key, country => Country(country.ToList(), file)),
        var other => throw new DefinitionException(file, other.Line, "write countries, such as `IN:`, with their holidays below."),
    };

    /// <summary>Its date in a year; null for 29 February outside leap years.</summary>
    public DateOnly? In(int year) => Day <= DateTime.DaysInMonth(year, Month) ? new(year, Month, Day) : null;

    private static IReadOnlyList<HolidayEntry> Country(List<(YamlText Key, YamlPart Value)> found, string file)
    {
        var (code, days) = found[0];
        if (found.Count > 1)
            throw new DefinitionException(file, found[1].Key.Line, $"`{code}` is there already: put all of a country below one line.");
        if (code.Value is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            throw new DefinitionException(file, code.Line, $"`{code}` is not a country: write its two letters, such as `IN`.");
        return days is YamlMap map
            ? [.. map.Entries.Select(entry => Of(entry.Key, entry.Value, file))]
            : throw new DefinitionException(file, code.Line, $"`{code}` needs lines such as `01-26: Republic Day`.");
    }

    private static HolidayEntry Of(YamlText key, YamlPart value, string file)
    {
        var everyYear = key.Value.Length == "01-26".Length;
        // A leap year, so that every day is valid.
        if (!DateOnly.TryParseExact(everyYear ? "2028-" + key.Value : key.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            throw new DefinitionException(file, key.Line, $"`{key}` is not a date: write `01-26` for every year, or `2026-03-04`.");
        return value is YamlText { Value: { Length: > 0 } name }
            ? new(everyYear ? null : date.Year, date.Month, date.Day, name == Work ? null : name)
            : throw new DefinitionException(file, value.Line, $"`{key}` needs the holiday's name, or `{Work}`.");
    }
}
