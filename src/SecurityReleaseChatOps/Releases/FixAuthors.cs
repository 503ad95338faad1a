using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Who wrote a fix, as people type it: <c>@anna, Jane Doe</c>. Whom Slack knows is kept by id, anyone else by name.</summary>
internal static class FixAuthors
{
    /// <summary>Ids and names, each once.</summary>
    public static IReadOnlyList<string> Read(string words, IReadOnlyDictionary<string, Member> people) =>
    [
        .. words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(name => name switch
            {
                ['<', '@', .. var id, '>'] => id,
                ['@', .. var known] => Id(known, people) ?? name,
                _ => name,
            })
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>An author in words that <see cref="Read"/> takes for the same.</summary>
    public static string Written(string author, IReadOnlyDictionary<string, Member> people) =>
        people.GetValueOrDefault(author) is { } known && Id(known.Name, people) == author ? "@" + known.Name : author;

    /// <summary>The person of a user name, or of a shown name that only one has.</summary>
    private static string? Id(string name, IReadOnlyDictionary<string, Member> people)
    {
        var named = people.Values.Where(member => member.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (named.Count == 0)
            named = [.. people.Values.Where(member => !member.Deleted && member.ShownName.Equals(name, StringComparison.OrdinalIgnoreCase))];
        return named is [var one] ? one.Id : null;
    }
}
