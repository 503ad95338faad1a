using CsvHelper;
using CsvHelper.Configuration;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>A line of a CSV file.</summary>
/// <param name="Line">Its number in the file, as an editor shows it.</param>
/// <param name="Fields">By the names of the columns, trimmed.</param>
internal sealed record CsvLine(int Line, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string column] => Fields.GetValueOrDefault(column, "");
}

/// <summary>The roster, the shifts and the load as CSV. Names are for people to read; only ids count.</summary>
internal static class RotationCsv
{
    /// <summary>The largest number of lines read.</summary>
    public const int MostLines = 5000;

    public static readonly IReadOnlyList<string> RosterColumns = ["person", "name", "region", "hours", "days", "zone"];

    public static readonly IReadOnlyList<string> ShiftColumns =
        ["shift", "cadence", "date", "primary", "primary name", "secondary", "secondary name", "fixed", "dropped", "release"];

    public static string Roster(IEnumerable<Engineer> roster, Func<string, string> nameOf) => Write(RosterColumns, roster.Select(engineer => new[]
    {
        engineer.UserId, nameOf(engineer.UserId), engineer.Region.ToString(), engineer.Hours.HoursText(), engineer.Hours.DaysText(), engineer.Zone,
    }));

    public static string Shifts(IEnumerable<Shift> shifts, Func<string, string> nameOf) => Write(ShiftColumns, shifts.Select(shift => new[]
    {
        shift.Id, shift.Cadence, shift.Date.ToString("O", CultureInfo.InvariantCulture), shift.Primary ?? "", Named(shift.Primary, nameOf),
        shift.Secondary ?? "", Named(shift.Secondary, nameOf), Yes(shift.IsFixed), Yes(shift.Dropped), shift.Release ?? "",
    }));

    /// <summary>Read by people only. Covered: hours.</summary>
    public static string Loads(IEnumerable<Load> loads, Func<string, string> nameOf) => Write(
        ["person", "name", "primary", "secondary", "critical", "covered", "coming", "last on"], loads.Select(load => new[]
        {
            load.Person, nameOf(load.Person), Count(load.Primary), Count(load.Secondary), Count(load.Critical), Count(load.CoveredHours), Count(load.Coming),
            load.LastOn?.ToString("O", CultureInfo.InvariantCulture) ?? "",
        }));

    /// <summary>The lines below the header, without empty ones.</summary>
    /// <param name="columns">Column names in lower case.</param>
    public static IReadOnlyList<CsvLine> Read(string text, out IReadOnlyList<string> columns)
    {
        using var reader = new StringReader(text);
        // Spreadsheets write semicolons in locales with decimal commas.
        using var csv = new CsvParser(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { DetectDelimiter = true, BadDataFound = null });
        columns = csv.Read() ? [.. csv.Record!.Select(name => name.Trim().ToLowerInvariant())] : [];
        var lines = new List<CsvLine>();
        while (lines.Count < MostLines && csv.Read())
        {
            var fields = columns.Zip(csv.Record!).DistinctBy(field => field.First).ToDictionary(field => field.First, field => field.Second.Trim());
            if (fields.Values.Any(field => field.Length > 0))
                lines.Add(new(csv.RawRow, fields));
        }
        return lines;
    }

    private static string Write(IReadOnlyList<string> columns, IEnumerable<string[]> lines)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        // Escapes names that a spreadsheet would run as formulas.
        using (var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape }))
        {
            foreach (var line in lines.Prepend([.. columns]))
            {
                foreach (var field in line)
                    csv.WriteField(field);
                csv.NextRecord();
            }
        }
        return writer.ToString();
    }

    private static string Named(string? person, Func<string, string> nameOf) => person is null ? "" : nameOf(person);

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string Yes(bool so) => so ? "yes" : "no";
}
