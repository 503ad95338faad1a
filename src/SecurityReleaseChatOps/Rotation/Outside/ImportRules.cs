using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>What a CSV file would change, or why it changes nothing.</summary>
/// <param name="Errors">One line of plain words for each faulty line; with any of them nothing is imported.</param>
/// <param name="Changes">One line of plain words for each change.</param>
/// <param name="Same">The number of lines that change nothing.</param>
internal sealed record ImportPlan(
    IReadOnlyList<string> Errors, IReadOnlyList<string> Changes, IReadOnlyList<Engineer> Engineers, IReadOnlyList<(Shift Before, Shift After)> Shifts,
    int Same)
{
    public static ImportPlan Wrong(string words) => new([words], [], [], [], 0);
}

/// <summary>What the import needs to know.</summary>
/// <param name="MayJoin">Why somebody cannot be on the roster; null when they can.</param>
/// <param name="PersonOf">From an id or handle in the file to a Slack user id; null for nobody.</param>
internal sealed record ImportSetting(
    RotationSnapshot Rotation, DateOnly Today, Instant Now, Func<string, string?> PersonOf, Func<string, string?> MayJoin, Func<string, string> NameOf);

/// <summary>Reads roster and shifts from CSV, line by line. What a file leaves out is not deleted, and the past stays. Pure.</summary>
internal static class ImportRules
{
    public static ImportPlan Read(string text, ImportSetting setting)
    {
        var lines = RotationCsv.Read(text, out var columns);
        Func<CsvLine, Outcome>? read = columns switch
        {
            _ when RotationCsv.RosterColumns.Where(column => column != "name").All(columns.Contains) => line => Engineer(line, setting),
            _ when new[] { "cadence", "date", "primary", "secondary" }.All(columns.Contains) => line => Shift(line, setting),
            _ => null,
        };
        if (read is null)
            return ImportPlan.Wrong("Line 1 must name the columns, as `/rotation export` writes them.");
        if (lines.Count is 0 or RotationCsv.MostLines)
            return ImportPlan.Wrong(lines.Count == 0 ? "It has no lines below the column names." : $"It has {RotationCsv.MostLines} lines or more: split it.");
        var (errors, changes, same) = (new List<string>(), new List<string>(), 0);
        var (engineers, shifts) = (new List<Engineer>(), new List<(Shift Before, Shift After)>());
        var seen = new Dictionary<string, int>();
        foreach (var line in lines)
        {
            var outcome = read(line);
            if (outcome.Error is null && !seen.TryAdd(outcome.Key!, line.Line))
                outcome = Outcome.Wrong($"the same as line {seen[outcome.Key!]}");
            if (outcome.Error is { } error)
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line.Line}: {error}"));
            else if (outcome.Change is null)
                same++;
            else
                changes.Add(outcome.Change);
            engineers.AddRange(outcome is { Change: not null, Engineer: { } engineer } ? [engineer] : []);
            shifts.AddRange(outcome is { Change: not null, Shift: { } shift } ? [shift] : []);
        }
        return new(errors, changes, engineers, shifts, same);
    }

    /// <param name="Change">In plain words; null when it changes nothing.</param>
    private sealed record Outcome(string? Error, string? Key, string? Change, Engineer? Engineer, (Shift Before, Shift After)? Shift)
    {
        public static Outcome Wrong(string words) => new(words, null, null, null, null);
    }

    private static Outcome Engineer(CsvLine line, ImportSetting setting)
    {
        if (setting.PersonOf(line["person"]) is not { } person)
            return Outcome.Wrong($"{PlainText.Quote(line["person"])} is nobody I know: write a Slack id such as U012AB3CD");
        var known = setting.Rotation.Roster.FirstOrDefault(engineer => engineer.UserId == person);
        if (known is null && setting.MayJoin(person) is { } no)
            return Outcome.Wrong(no);
        if (!Enum.TryParse<Region>(line["region"], ignoreCase: true, out var region) || !Enum.IsDefined(region) || int.TryParse(line["region"], out _))
            return Outcome.Wrong($"{PlainText.Quote(line["region"])} is not a region: write APAC, EMEA or AMER");
        if (!WorkingHours.TryParseHours(line["hours"], out var start, out var end, out var wrongHours))
            return Outcome.Wrong(wrongHours);
        if (!WorkingHours.TryParseDays(line["days"], out var days, out var wrongDays))
            return Outcome.Wrong(wrongDays);
        if (RosterText.FindZone(line["zone"]) is not { } zone)
            return Outcome.Wrong($"{PlainText.Quote(line["zone"])} is not a time zone: write it like Europe/Amsterdam");
        var hours = new WorkingHours(start, end, days);
        if (known is not null && (known.Region, known.Zone, known.Hours) == (region, zone, hours))
            return new(null, person, null, known, null);
        var engineer = known is null
            ? new Engineer(person, region, zone, hours) { ChangedAt = setting.Now, Since = setting.Now }
            : known with { Region = region, Zone = zone, Hours = hours, ChangedAt = setting.Now };
        return new(null, person, $"{setting.NameOf(person)}{(known is null ? " joins" : "")}: {region}, {hours}, {zone}", engineer, null);
    }

    private static Outcome Shift(CsvLine line, ImportSetting setting)
    {
        if (!DateOnly.TryParseExact(line["date"], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return Outcome.Wrong($"{PlainText.Quote(line["date"])} is not a date: write it like 2026-12-09");
        if (setting.Rotation.Cadences.All(cadence => cadence.Name != line["cadence"]))
            return Outcome.Wrong($"{PlainText.Quote(line["cadence"])} is not one of {string.Join(", ", setting.Rotation.Cadences.Select(cadence => cadence.Name))}");
        var made = Calendar.Shift.Of(line["cadence"], date);
        var id = line["shift"] is { Length: > 0 } named ? named : made.Id;
        var known = setting.Rotation.Find(id);
        if (known is null && id != made.Id)
            return Outcome.Wrong($"there is no shift {PlainText.Quote(id)}: leave the column empty for a new one");
        if (!Person("primary", out var primary, out var wrong) || !Person("secondary", out var secondary, out wrong))
            return Outcome.Wrong(wrong);
        if (primary is not null && primary == secondary)
            return Outcome.Wrong("Primary and Secondary are the same person");
        if (Yes("fixed") is not { } isFixed || Yes("dropped") is not { } dropped)
            return Outcome.Wrong("`fixed` and `dropped` must be yes or no");
        var before = known ?? made;
        var shift = before with { Date = date, Primary = primary, Secondary = secondary, IsFixed = isFixed, Dropped = dropped };
        if (shift == before && known is not null)
            return new(null, id, null, null, null);
        return before.Date < setting.Today ? Outcome.Wrong($"{PlainText.Say(before.Date)} is past: the past stays as it was")
            : date < setting.Today ? Outcome.Wrong($"{PlainText.Say(date)} is past")
            : before.Release is { } release ? Outcome.Wrong($"{release} was started from it: change it there")
            : Region(primary) is { } one && one == Region(secondary) ? Outcome.Wrong($"both are in {one}: a pair is of two regions")
            : new(null, id, Say(shift), null, (before, shift));

        bool Person(string column, out string? person, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? wrong)
        {
            person = line[column].Length == 0 ? null : setting.PersonOf(line[column]);
            wrong = person is null ? line[column].Length == 0 ? null : $"{PlainText.Quote(line[column])} is nobody I know: write a Slack id such as U012AB3CD"
                : Region(person) is null && person != (column == "primary" ? known?.Primary : known?.Secondary) ? $"{setting.NameOf(person)} is not on the roster"
                : null;
            return wrong is null;
        }

        bool? Yes(string column) => line[column].ToLowerInvariant() switch { "yes" or "true" => true, "no" or "false" or "" => false, _ => null };

        Region? Region(string? person) => setting.Rotation.Roster.FirstOrDefault(engineer => engineer.UserId == person)?.Region;

        string Say(Shift changed) => $"{PlainText.Say(changed.Date)}: {(changed.Dropped ? "dropped"
            : string.Join(", ", new[] { changed.Primary, changed.Secondary }.Select(person => person is null ? "nobody" : setting.NameOf(person))))}";
    }
}
