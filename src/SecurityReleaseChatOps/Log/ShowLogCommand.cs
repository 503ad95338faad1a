using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Log;

/// <summary><c>/release log</c>: what happened to a release, ten lines at a time.</summary>
internal sealed class ShowLogCommand(ReleaseStore releases, ReleaseLog log, SlackDirectory directory, TimeProvider time) : ReleaseTextCommand(releases)
{
    public override CommandUsage Usage { get; } = new(
        "/release", "log", "[release] [2d|yesterday|23 Nov]", "what happened, newest first", Role.Viewer, Button: "Log");

    protected override bool EndsInText => true;

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var from = NodaConstants.BclEpoch;
        if (!call.Rest.IsEmpty
            && !Since.TryParse(call.Rest, directory.ZoneOf(call.UserId), time.Now(), out from, out var error))
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(error));
        return SlashCommandResponse.Ephemeral(await LogMessage.Read(log, release.Value, from, null, ct));
    }
}

/// <summary>The button <b>Older</b>.</summary>
internal sealed class OlderLog(ReleaseStore releases, ReleaseLog log) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.log";

    public static Button Button(string release, Instant since, long before) => new()
    {
        ActionId = ActionId,
        Text = "Older",
        Value = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{release} {since.ToUnixTimeMilliseconds()} {before}"),
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        (action.Value ?? "").Split(' ') is [var id, var since, var before] && long.TryParse(since, out var from) && long.TryParse(before, out var seq)
        && await releases.Get(id, cancellation) is { } release
            ? ActionResponse.Replace(await LogMessage.Read(log, release.Value, Instant.FromUnixTimeMilliseconds(from), seq, cancellation))
            : ActionResponse.Ephemeral(ReleaseText.Gone);
}

/// <summary>Ten lines of the log.</summary>
internal static class LogMessage
{
    private const int Most = 10;

    public static async Task<Message> Read(ReleaseLog log, Release release, Instant since, long? before, CancellationToken ct) =>
        Render(release, since, await log.Since(release.Id, since, Most + 1, ct, before));

    /// <param name="lines">Newest first; one more than are shown, when there are more.</param>
    public static Message Render(Release release, Instant since, IReadOnlyList<LogLine> lines) => new()
    {
        Text = $"Log of {release.Named()}",
        Blocks =
        [
            SectionBlock.Of($"Log of {release.Named()}{(since > NodaConstants.BclEpoch ? $" since {Mrkdwn.Date(since)}" : "")}"),
            SectionBlock.Of(lines.Count == 0 ? "Nothing happened." : string.Join('\n', lines.Take(Most).Select(Line))),
            .. lines.Count > Most ? [ActionsBlock.Of(OlderLog.Button(release.Id, since, lines[Most - 1].Seq))] : (IEnumerable<Block>)[],
        ],
    };

    private static string Line(LogLine line) => $"{Mrkdwn.Date(line.At)} · {Mrkdwn.Plain(line.Who)} {line.What}";
}
