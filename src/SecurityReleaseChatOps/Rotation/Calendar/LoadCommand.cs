using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary><c>/rotation load</c>: who carried how much within the year; those who may take more come first.</summary>
internal sealed class LoadCommand(RotationReader rotation, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    // More of them nobody reads on a phone: those who carried most, and whom a plan would not choose, are cut.
    private const int Most = 12;

    private readonly Made<IReadOnlyList<Load>> _made = new();

    public CommandUsage Usage { get; } = new("/rotation", "load", "", "who carried how much, and who may take more");

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var (calendar, now) = (await rotation.Read(ct), time.Now());
        // Hours of cover are counted in whole ones.
        var hour = Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 3600 * 3600);
        var loads = _made.Of(() => Ordered(FairnessRules.Of(calendar, hour), directory.NameOf), calendar, hour, (object?)directory.Snapshot ?? "");
        return SlashCommandResponse.Ephemeral(Render(loads, call.UserId, directory.NameOf, directory.TodayOf(call.UserId, now)));
    }

    /// <summary>Those who may take more come first.</summary>
    internal static IReadOnlyList<Load> Ordered(IReadOnlyList<Load> loads, Func<string, string> nameOf) =>
        [.. loads.OrderBy(load => load.AsPrimary + load.AsSecondary + load.Coming).ThenBy(load => nameOf(load.Person), StringComparer.Ordinal)];

    /// <param name="loads">In order.</param>
    /// <param name="reader">Slack user id: their own is always shown.</param>
    /// <param name="nameOf">Plain text.</param>
    /// <param name="today">Where the reader is.</param>
    internal static Message Render(IReadOnlyList<Load> loads, string reader, Func<string, string> nameOf, DateOnly today) => loads.Count == 0
        ? RosterText.Nobody
        : new Message
        {
            Text = "Who carried how much",
            Blocks =
            [
                new TableBlock
                {
                    Rows =
                    [
                        Row("Who", "Primary", "Secondary", "Critical", "Covered", "Coming", "Last on"),
                        .. loads.Take(Most).Concat(loads.Skip(Most).Where(load => load.Person == reader))
                            .Select(load => Row(
                                nameOf(load.Person), Count(load.Primary), Count(load.Secondary), Count(load.Critical),
                                load.CoveredHours == 0 ? "-" : $"{Count(load.CoveredHours)} h", Count(load.Coming),
                                load.LastOn is { } date ? ShiftText.Day(date, today) : "-")),
                    ],
                },
                new ContextBlock { Elements = [new Markdown(
                    "Within a year. Those who may take more come first; a critical release counts twice. Covered: hours done for others."
                        + (loads.Count > Most ? $" There are {loads.Count - Most} more: `/rotation export` has all." : ""))] },
            ],
        };

    private static IReadOnlyList<TableCell> Row(params string[] cells) => [.. cells.Select(cell => new TableCell(cell))];

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
