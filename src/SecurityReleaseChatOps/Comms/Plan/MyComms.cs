using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What the audiences of one release are due to be told, for the Home of its pair.</summary>
/// <param name="Entries">What is overdue, unanswered or due within a day, the most urgent first.</param>
internal sealed record MyComms(CommsFile File, IReadOnlyList<PlanEntry> Entries)
{
    private const int Shown = 3;
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    public static MyComms Of(CommsFile file, DateTimeOffset now) => new(
        file,
        [.. PlanScreen.Urgent(file.Plan(now)).Where(entry => entry.Message.Required && (entry.State != PlanState.Due || entry.Due <= now + Ahead))]);

    public IEnumerable<Block> Render(DateTimeOffset now)
    {
        yield return new SectionBlock { Text = new Markdown($":loudspeaker: *To tell* for {File.Release.Named()}: {PlanScreen.Counted(Entries)}") };
        foreach (var entry in Entries.Take(Shown))
        {
            yield return new SectionBlock
            {
                Text = new Markdown(PlanScreen.Line(File, entry, now)),
                Accessory = PlanScreen.Buttons(File, entry)[0] with { Style = null },
            };
        }
        if (Entries.Count > Shown)
            yield return new ContextBlock { Elements = [new Markdown($"… and {Entries.Count - Shown} more: `/comms {File.Release.Id}`")] };
    }
}
