using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Whom to ask about a release, never only somebody who left. Pure.</summary>
public static class Asked
{
    /// <summary>mrkdwn that notifies the person; if they left, the remaining pair and whoever is at work.</summary>
    public static string Person(string userId, Release release, IReadOnlyList<Engineer> roster, Instant now) => Of([userId], release, roster, now);

    /// <summary>mrkdwn that notifies both, or the one who covers for the other; in place of one who left, those at work.</summary>
    public static string Pair(Release release, IReadOnlyList<Engineer> roster, Instant now) => Of([.. release.Carriers], release, roster, now);

    private static string Of(IReadOnlyList<string> people, Release release, IReadOnlyList<Engineer> roster, Instant now)
    {
        var here = people.Where(person => !HasLeft(person, roster)).ToList();
        if (here.Count < people.Count)
        {
            var atWork = roster.Where(engineer => Workdays.IsAtWork(engineer, now)).Select(engineer => engineer.UserId);
            here = [.. release.Carriers.Where(person => !HasLeft(person, roster)), .. atWork];
        }
        return string.Join(' ', here.Distinct().DefaultIfEmpty(people[0]).Select(Mrkdwn.User));
    }

    private static bool HasLeft(string userId, IReadOnlyList<Engineer> roster) => roster.Any(engineer => engineer.UserId == userId && engineer.Left);
}
