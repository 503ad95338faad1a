using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>What one engineer carried within the last year, and what is coming.</summary>
/// <param name="Person">Slack user id.</param>
/// <param name="Primary">Releases as Primary, including active ones.</param>
/// <param name="Secondary">The same as Secondary.</param>
/// <param name="Critical">How many of them were critical.</param>
/// <param name="Coming">Coming shifts whose release is not started.</param>
/// <param name="LastOn">The date of the last release; null for none within the year.</param>
/// <param name="Covered">Working time spent covering for others; shown separately, without weight.</param>
/// <param name="AsPrimary">Load as Primary beyond their share, a critical release counting twice; negative when they owe.</param>
/// <param name="AsSecondary">The same as Secondary.</param>
public sealed record Load(
    string Person, int Primary, int Secondary, int Critical, int Coming, DateOnly? LastOn, Duration Covered, double AsPrimary, double AsSecondary)
{
    /// <summary><see cref="Covered"/> in whole hours, rounded up.</summary>
    public int CoveredHours => (int)Math.Ceiling(Covered.TotalHours);
}

/// <summary>
/// Who carried how much. Pure. A release counts for its pair by <see cref="Covers.CountsFor"/>: a swap gives it away, a cover does not.
/// Everyone has the same share of a release from the day they joined: newcomers owe nothing.
/// </summary>
public static class FairnessRules
{
    /// <summary>The weight of a critical release, relative to a planned one: it comes at any hour and cannot wait.</summary>
    public const double CriticalWeighs = 2;

    /// <summary>The load of everyone on the roster who has not left, in its order.</summary>
    public static IReadOnlyList<Load> Of(RotationSnapshot rotation, Instant now)
    {
        var today = now.UtcDay();
        var people = rotation.Roster.Where(engineer => !engineer.Left).ToList();
        var covers = rotation.Covers.SelectMany(cover => (cover.Releases ?? []).Select(release => (release, cover))).ToLookup(of => of.release, of => of.cover);
        var covered = rotation.Covers.ToLookup(cover => cover.By);
        var carried = rotation.Releases.Where(release => release.Date > today.AddYears(-1))
            .Select(release => Covers.CountsFor(covers[release.Release], release)).ToList();
        var (primary, secondary) = (carried.ToLookup(release => release.Primary), carried.ToLookup(release => release.Secondary));
        var coming = rotation.Coming(now).Where(shift => shift.Release is null).SelectMany(shift => shift.Pair).CountBy(person => person).ToDictionary();
        var share = Shares(people, carried);
        return
        [
            .. people.Select(engineer =>
            {
                var (first, second) = (primary[engineer.UserId], secondary[engineer.UserId]);
                return new Load(
                    engineer.UserId,
                    first.Count(),
                    second.Count(),
                    first.Concat(second).Count(release => release.IsCritical),
                    coming.GetValueOrDefault(engineer.UserId),
                    first.Concat(second).Where(release => release.Date <= today).Max(release => (DateOnly?)release.Date),
                    Covers.Worked(covered[engineer.UserId], engineer, now - Duration.FromDays(365), now),
                    first.Sum(Weight) - share[Joined(engineer)],
                    second.Sum(Weight) - share[Joined(engineer)]);
            }),
        ];
    }

    private static double Weight(ReleasePair release) => release.IsCritical ? CriticalWeighs : 1;

    private static DateOnly Joined(Engineer engineer) => engineer.Since is { } since ? since.UtcDay() : DateOnly.MinValue;

    /// <summary>By date of joining: the share of everything since.</summary>
    private static Dictionary<DateOnly, double> Shares(IReadOnlyList<Engineer> people, IReadOnlyList<ReleasePair> carried)
    {
        var joined = people.Select(Joined).Order().ToList();
        var (shares, sum, here) = (new Dictionary<DateOnly, double>(), 0.0, joined.Count);
        var releases = new Stack<ReleasePair>(carried.OrderBy(release => release.Date));
        foreach (var date in joined.Distinct().Reverse())
        {
            // From the newest release back to this date, shared among all who had joined.
            here = joined.Count(other => other <= date);
            while (releases.TryPeek(out var release) && release.Date >= date)
                sum += Weight(releases.Pop()) / here;
            shares[date] = sum;
        }
        return shares;
    }
}
