using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Someone to be thanked, listed under the first thing they did.</summary>
/// <param name="UserId">Slack user id; null for somebody who is not in Slack.</param>
/// <param name="Name">Plain text: the user name if they are mentioned, otherwise the display name.</param>
/// <param name="Mentioned">Whether the message notifies them; people who left are not.</param>
/// <param name="Why">Everything they did.</param>
public sealed record Thanked(ThanksGroup Group, string? UserId, string Name, bool Mentioned, IReadOnlyList<string> Why)
{
    /// <summary>The name as written in the editable text.</summary>
    public string Typed => Mentioned ? "@" + Name : Name;
}

/// <summary>Gathers who is thanked: each person once, bots never.</summary>
public static partial class Gathering
{
    /// <param name="contributions">In the order in which people are named within a group.</param>
    /// <param name="people">The workspace's people by id.</param>
    public static IReadOnlyList<Thanked> Of(IEnumerable<Contribution> contributions, IReadOnlyDictionary<string, Member> people)
    {
        var all = contributions
            .Where(did => !string.IsNullOrWhiteSpace(did.Who))
            .Select(did => (Did: did, Member: Find(did.Who, people)))
            .Where(did => did.Member is not { IsBot: true })
            .ToList();
        // A typed name may belong to somebody already listed by id.
        var known = all.Select(did => did.Member).OfType<Member>().DistinctBy(member => member.Id).ToLookup(
            member => member.ShownName, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. all
                .Select(did => did.Member is null && known[did.Did.Who].Count() == 1 ? (did.Did, Member: known[did.Did.Who].Single()) : did)
                .GroupBy(did => did.Member?.Id ?? did.Did.Who, StringComparer.OrdinalIgnoreCase)
                .Select(of => Thank([.. of.Select(did => did.Did)], of.First().Member))
                .OrderBy(thanked => thanked.Group),
        ];
    }

    private static Thanked Thank(List<Contribution> did, Member? member)
    {
        var mentioned = member is { Deleted: false } && Typeable().IsMatch(member.Name);
        return new(
            did.Min(one => one.Group),
            member?.Id,
            mentioned ? member!.Name : member?.ShownName ?? did[0].Who,
            mentioned,
            [.. did.OrderBy(one => one.Group).Select(one => one.What).Distinct()]);
    }

    private static Member? Find(string who, IReadOnlyDictionary<string, Member> people)
    {
        if (people.TryGetValue(who, out var member))
            return member;
        var named = who is ['@', .. var name] ? people.Values.Where(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList() : [];
        return named is [var one] ? one : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9._\-]*[A-Za-z0-9])?\z", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Typeable();
}
