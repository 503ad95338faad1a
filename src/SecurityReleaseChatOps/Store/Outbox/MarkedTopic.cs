namespace SecurityReleaseChatOps.Store;

/// <summary>A channel's topic, of which one part is the app's and the rest is people's. Pure.</summary>
internal static class MarkedTopic
{
    /// <summary>Slack's limit, in characters.</summary>
    public const int Longest = 250;

    private const string Between = " | ";

    /// <summary>The topic with this part of the app's in the place of the one before, else at its end; people's own is neither changed nor cut.</summary>
    /// <param name="mark">How the app's part begins.</param>
    /// <param name="words">What follows the mark; empty takes the part out. Left out where it does not fit.</param>
    public static string In(string topic, string mark, string words)
    {
        var part = mark + words.Replace(Between, " / ", StringComparison.Ordinal);
        var parts = topic.Split(Between).ToList();
        var place = parts.FindIndex(one => one.StartsWith(mark, StringComparison.Ordinal));
        var theirs = parts.Where(one => one.Length > 0 && !one.StartsWith(mark, StringComparison.Ordinal)).ToList();
        if (words.Length == 0)
        {
            return place < 0 ? topic : string.Join(Between, theirs);
        }

        var before = place < 0 ? theirs.Count : parts.Take(place).Count(one => one.Length > 0);
        var whole = string.Join(Between, theirs.Take(before).Append(part).Concat(theirs.Skip(before)));
        return whole.Length <= Longest ? whole : place < 0 ? topic : string.Join(Between, theirs);
    }
}
