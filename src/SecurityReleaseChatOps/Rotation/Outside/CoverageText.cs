using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>A pair's gaps in words.</summary>
internal static class CoverageText
{
    private const int MostGaps = 6;
    private const int MostFillers = 3;

    /// <summary>For whoever asked: the worst gap with who could fill it, then the others.</summary>
    public static Message Message(WeekCoverage of, Func<string, string> nameOf) => new()
    {
        Text = $"Coverage in the week of {of.WeekOf}",
        Blocks =
        [
            SectionBlock.Of(Words(of, nameOf)),
            ContextBlock.Of("The picture is in your messages with me."),
        ],
    };

    /// <summary>mrkdwn.</summary>
    internal static string Words(WeekCoverage of, Func<string, string> nameOf)
    {
        var gaps = of.Gaps;
        var head = $"*{Mrkdwn.Plain(of.Named)}*: {Mrkdwn.Plain(Names(of, nameOf))}";
        if (Coverage.Worst(gaps) is not { } worst)
            return $"{head}\n:large_green_circle: One of the pair is always at work.";
        var others = gaps.Where(gap => gap != worst).ToList();
        return $"{head}\n*Worst gap:* {of.Say(worst)}.{Fill(of.Roster, [.. of.Pair.Select(one => one.UserId)], worst, nameOf)}"
            + (others.Count == 0 ? "" : "\nAlso nobody at work: " + string.Join("; ", others.Take(MostGaps).Select(of.Say)))
            + (others.Count > MostGaps ? string.Create(CultureInfo.InvariantCulture, $"; {others.Count - MostGaps} more") : "")
            + $"\n_Times in {Mrkdwn.Plain(of.Zone.Id)}_";
    }

    /// <summary>Plain text of everything the picture shows.</summary>
    public static string Plain(WeekCoverage of, Func<string, string> nameOf) => string.Join(". ",
    [
        $"{of.Named}, times in {of.Zone.Id}: {Names(of, nameOf)}",
        .. of.Gaps.Count == 0 ? ["One of the pair is always at work"] : of.Gaps.Select(gap => $"Nobody is at work {of.Say(gap)}"),
    ]);

    /// <summary>mrkdwn: who could fill a gap, and for how long; begins with a space, or is empty.</summary>
    public static string Fill(IReadOnlyList<Engineer> roster, IReadOnlyCollection<string> pair, Stretch gap, Func<string, string> nameOf) =>
        Coverage.Fillers(roster, pair, gap) is { Count: > 0 } fillers
            ? $" Could fill it: {string.Join(", ", fillers.Take(MostFillers)
                .Select(filler => $"{Mrkdwn.Plain(nameOf(filler.Engineer.UserId))} ({WeekCoverage.Hours(filler.Length)})"))}."
            : "";

    private static string Names(WeekCoverage of, Func<string, string> nameOf) =>
        of.Pair.Count == 0 ? "nobody yet" : string.Join(", ", of.Pair.Select(engineer => nameOf(engineer.UserId)));
}
