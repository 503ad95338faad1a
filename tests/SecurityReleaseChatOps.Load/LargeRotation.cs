using System.Diagnostics;
using System.Globalization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Load;

/// <summary>A database of a rotation used for years: generated, and identical for every run on the same day.</summary>
/// <param name="People">How many people are on it.</param>
/// <param name="Cadences">How many products there are, each released twice a month.</param>
/// <param name="Years">How many years of past releases, shifts, absences, swaps and covers there are.</param>
internal sealed record LargeRotation(int People, int Cadences, int Years)
{
    private static readonly (string Zone, Region Region)[] Places =
    [
        ("Europe/Amsterdam", Region.EMEA), ("America/New_York", Region.AMER), ("Australia/Sydney", Region.APAC), ("Asia/Kolkata", Region.APAC),
        ("America/Los_Angeles", Region.AMER), ("Europe/London", Region.EMEA),
    ];

    private static readonly Instant Now = TimeProvider.System.Now();

    private static DateOnly Today => Now.UtcDay();

    /// <summary>Slack user ids.</summary>
    public IReadOnlyList<string> Ids { get; } =
        [.. Enumerable.Range(0, People).Select(i => i switch { 0 => "UANN", 1 => "UBOB", _ => string.Create(CultureInfo.InvariantCulture, $"UP{i:000}") })];

    private IReadOnlyList<Cadence> All { get; } =
    [
        .. Enumerable.Range(0, Cadences).Select(i => new Cadence(
            string.Create(CultureInfo.InvariantCulture, $"c{i}"), string.Create(CultureInfo.InvariantCulture, $"Product {i}"), "GitLab", "planned",
            Cadence.UsualTime,
            [new((i % 4) + 1, (DayOfWeek)((i % 5) + 1)), new(((i + 2) % 4) + 1, (DayOfWeek)((i % 5) + 1))])),
    ];

    /// <summary>How many releases have ended, numbered from R1. The next one gets the next number.</summary>
    public int Ended => All.Sum(cadence => Past(cadence).Count());

    private IEnumerable<DateOnly> Past(Cadence cadence) => cadence.Between(Today.AddYears(-Years), Today.AddDays(-1));

    /// <summary>Writes the cadences' files.</summary>
    /// <returns>The app's settings for them.</returns>
    public IReadOnlyList<string> WriteCadences(string directory)
    {
        foreach (var cadence in All)
        {
            File.WriteAllText(
                Path.Combine(directory, cadence.Name + ".yaml"),
                $"name: {cadence.Name}\ntitle: {cadence.Title}\nproduct: {cadence.Product}\nkind: {cadence.Kind}\ndays: [{string.Join(", ", cadence.Days)}]\n");
        }
        return [$"--Rotation:CadenceDirectory={directory}", $"--Rotation:Cadences={string.Join(',', All.Select(cadence => cadence.Name))}"];
    }

    /// <summary>Writes the database, with the coming year's plan accepted.</summary>
    /// <returns>How long planning takes: of an empty year, of the planned year again, and of that year from scratch.</returns>
    public async Task<(TimeSpan Empty, TimeSpan Again, TimeSpan Anew)> Write(StoreOptions options)
    {
        using var store = DocumentStore.Open(options, TimeProvider.System, () => throw new InvalidOperationException("Nothing is told."));
        var roster = Ids.Select((id, i) => new Engineer(
            id, Places[i % Places.Length].Region, Places[i % Places.Length].Zone, new(new(9, 0), new(17, 0), WorkingHours.Weekdays))
        { Since = Today.AddYears(-Years).AtUtc(default) }).ToList();
        var past = All.SelectMany((cadence, c) => Past(cadence).Select((date, i) => Shift.Of(cadence.Name, date) with
        {
            Primary = Ids[((c * 7) + i) % People],
            Secondary = Ids[((c * 7) + i + 1) % People],
        })).ToList();
        var releases = past.Select((shift, i) => Release(shift, i)).ToList();
        await Save(store, new DocumentKind<Engineer>("engineer"), roster.Select(one => (one.UserId, one)));
        await Save(store, ReleaseStore.Kind, releases.Select(one => (one.Id, one)));
        await Save(store, new DocumentKind<Absence>("absence"), Absences().Select(one => (one.Id, one)));
        await Save(store, new DocumentKind<SwapRequest>("swap"), past.Where((_, i) => i % 5 == 0).Select(Swap).Select(one => (one.Id, one)));
        await Save(store, new DocumentKind<Cover>("cover"), past.Where((_, i) => i % 5 == 1).Select(Covered).Select(one => (one.Id, one)));
        await Save(store, new DocumentKind<Dictionary<string, string[]>>("shift-reminders"), past.Select(shift => (shift.Id, Reminded(shift))));

        // What the app reads from it.
        var (since, holidays) = (RotationReader.Since(TimeProvider.System), HolidayCalendars.Load(null));
        var away = Absences().Where(one => DateOnly.FromDateTime(one.Until.ToDateTimeUnspecified()) >= since).ToLookup(one => one.Person);
        var pairs = releases.Select(ReleasePairs.Of).Where(one => one.Date >= since).ToList();
        var rotation = new RotationSnapshot(
            All, [.. roster.Select(one => one with { Off = new([.. away[one.UserId]], holidays.Of(one)) })],
            Shifts.Of(All, past.Where(one => one.Date >= since), pairs, Today.AddDays(-8), Today.AddDays(RotationReader.Ahead)), [], [], pairs);
        var (planned, empty) = Plan(rotation);
        await Save(store, new DocumentKind<Shift>("shift"), past.Concat(planned.Select(one => one.After)).Select(one => (one.Id, one)));
        var accepted = rotation with
        {
            Shifts = [.. rotation.Shifts.Select(shift => planned.FirstOrDefault(one => one.Before.Id == shift.Id)?.After ?? shift)],
        };
        return (empty, Plan(accepted).Took, Plan(accepted, anew: true).Took);
    }

    /// <summary>The best of three, in processor time, which does not depend on other load.</summary>
    private static (IReadOnlyList<PlannedShift> Planned, TimeSpan Took) Plan(RotationSnapshot rotation, bool anew = false)
    {
        var (planned, best) = ((IReadOnlyList<PlannedShift>)[], TimeSpan.MaxValue);
        using var self = Process.GetCurrentProcess();
        for (var i = 0; i < 3; i++)
        {
            self.Refresh();
            var begin = self.TotalProcessorTime;
            planned = Planner.Propose(rotation, Now, id => id, anew);
            self.Refresh();
            best = self.TotalProcessorTime - begin is var took && took < best ? took : best;
        }
        return (planned, best);
    }

    private static Release Release(Shift shift, int i)
    {
        var due = shift.Date.AtUtc(Cadence.UsualTime);
        return new()
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"R{i + 1}"),
            Kind = ReleaseKind.Planned,
            Product = "GitLab",
            Versions = [string.Create(CultureInfo.InvariantCulture, $"9.{i}.3"), string.Create(CultureInfo.InvariantCulture, $"8.{i}.5")],
            DueDate = shift.Date,
            Shift = shift.Id,
            Primary = shift.Primary!,
            Secondary = shift.Secondary!,
            Owner = shift.Primary!,
            CreatedBy = shift.Primary!,
            CreatedAt = due - Duration.FromDays(2),
            State = ReleaseState.Closed,
            MergedAt = due,
            PublishedAt = due + Duration.FromHours(1),
            Changed = new(shift.Primary!, due + Duration.FromDays(1)),
            OverAt = due + Duration.FromDays(8),
            Severity = i % 9 == 0 ? Severity.Critical : Severity.High,
        };
    }

    /// <summary>Four weeks a year for everyone, including the coming year.</summary>
    private IEnumerable<Absence> Absences() =>
        from person in Enumerable.Range(0, People)
        from week in Enumerable.Range(-4, 4 * (Years + 1))
        let first = LocalDate.FromDateOnly(Today.AddDays(-(week * 91) - (person * 7 % 91) - 7)).AtMidnight()
        select new Absence(AbsenceStore.Id(Ids[person], first), Ids[person], first, first.PlusDays(7), "Holiday");

    private static SwapRequest Swap(Shift shift) => new($"{shift.Id}/{shift.Secondary}/1", shift.Id, shift.Secondary!, shift.Primary)
    {
        By = shift.Secondary!,
        AskedAt = shift.Date.AddDays(-9).AtUtc(new(9, 0)),
        State = SwapState.Taken,
        EndedBy = shift.Primary,
    };

    private static Cover Covered(Shift shift)
    {
        var from = shift.Date.AddDays(-1).AtUtc(new(9, 0));
        return new($"{shift.Primary}/{shift.Date:O}", shift.Primary!, shift.Secondary!, from, from + Duration.FromHours(24)) { Releases = [], IsOver = true };
    }

    private static Dictionary<string, string[]> Reminded(Shift shift) =>
        new() { ["keys"] = [.. shift.Pair.SelectMany(person => new[] { $"{person}/28", $"{person}/7", $"{person}/1" })] };

    private static async Task Save<T>(DocumentStore store, DocumentKind<T> kind, IEnumerable<(string Id, T Value)> all)
    {
        foreach (var some in all.DistinctBy(one => one.Id).Chunk(1000))
        {
            var result = await store.Commit(some.Aggregate(new Commit(), (commit, one) => commit.Put(kind, one.Id, one.Value, 0)));
            if (result != CommitResult.Saved)
                throw new LoadException($"The generated {kind.Name} could not be saved: {result}.");
        }
    }
}
