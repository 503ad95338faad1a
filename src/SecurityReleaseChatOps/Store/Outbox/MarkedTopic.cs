namespace SecurityReleaseChatOps.Store;

/// <summary>A channel's topic, one part of which belongs to the app and the rest to people. Pure.</summary>
internal static class MarkedTopic
{
    /// <summary>Slack's limit, in characters.</summary>
    public const int Longest = 250;

    private const string Between = " | ";

    /// <summary>The topic with the app's part replaced, or added at its end; people's part is neither changed nor cut.</summary>
    /// <param name="mark">The beginning of the app's part.</param>
    /// <param name="words">The words after the mark; empty removes the part. Left out where it does not fit.</param>
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
