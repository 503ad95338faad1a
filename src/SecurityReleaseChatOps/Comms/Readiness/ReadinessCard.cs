using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The question whether PSIRT is ready, as it stands: for PSIRT in its channel, and for whoever asks.</summary>
internal static class ReadinessCard
{
    /// <summary>For PSIRT's channel.</summary>
    /// <param name="missing">Null when nobody has looked.</param>
    /// <param name="atWork">Whom it mentions.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static Message Question(
        Readiness readiness, Release release, IReadOnlyList<Missing>? missing, IReadOnlyList<string> atWork, Func<string, string> shown)
    {
        var open = release.State == ReleaseState.Preparing;
        var who = CommsText.List([.. readiness.Asked.Select(asked => shown(asked.By))]);
        var words =
            $"{string.Join(' ', atWork.Select(Mrkdwn.User))}: {who} {(readiness.Asked.Count == 1 ? "asks" : "ask")} whether PSIRT is ready for "
            + $"{release.Named()}, due {release.Due()}.";
        return new()
        {
            Text = words,
            Blocks =
            [
                new SectionBlock { Text = new Markdown(words) },
                new SectionBlock { Text = new Markdown(
                    open || readiness.Confirmed is not null
                        ? State(readiness, missing, shown)
                        : $"{release.Id} is {release.State.ToString().ToLowerInvariant()}.") },
                .. open && readiness.Confirmed is null
                    ? [new ActionsBlock { BlockId = "ready", Elements = [ConfirmReady.Button(release.Id)] }]
                    : (IEnumerable<Block>)[],
                .. open && readiness.Confirmed is null
                    ? [new ContextBlock { Elements = [new Markdown($"`/release ready {release.Id}` shows what is missing now")] }]
                    : (IEnumerable<Block>)[],
            ],
            UnfurlLinks = false,
        };
    }

    /// <summary>For whoever asks, mrkdwn.</summary>
    /// <param name="question">Address of the question in PSIRT's channel; null as long as Slack has not told it.</param>
    public static string Answer(Readiness readiness, Release release, IReadOnlyList<Missing> missing, string? question, Func<string, string> shown) =>
        $"*Is PSIRT ready* for {release.Named()}? {State(readiness, missing, shown)}"
        + (readiness.Confirmed is not null
            ? ""
            : $"\n{(question is null ? "PSIRT is asked" : Mrkdwn.Link(question, "PSIRT is asked"))}; you hear once it is ready.");

    /// <summary>For one of the pair, and for one who says that the step is done: how it stands, and the press that confirms it.</summary>
    public static ReadyAnswer Look(Readiness? readiness, Release release, IReadOnlyList<Missing> missing, Func<string, string> shown) =>
        new($"{release.Named()}: {State(readiness ?? new() { Release = release.Id }, missing, shown)}", readiness?.Confirmed is null ? release.Id : null);

    /// <summary>An answer, however long, as a message.</summary>
    public static Message Say(ReadyAnswer answer) => new()
    {
        Text = Text.PlainText.Cut(answer.Words, 300),
        Blocks =
        [
            new SectionBlock { Text = new Markdown(answer.Words) },
            .. answer.Confirms is { } release ? [new ActionsBlock { BlockId = "ready", Elements = [ConfirmReady.Button(release)] }] : (IEnumerable<Block>)[],
        ],
    };

    private static string State(Readiness readiness, IReadOnlyList<Missing>? missing, Func<string, string> shown) => readiness switch
    {
        { Confirmed: { } confirmed } => $":white_check_mark: PSIRT is ready, confirmed by {shown(confirmed.By)} {Mrkdwn.Date(confirmed.At)}."
            + (confirmed.Why is { } why ? $"\nConfirmed with steps missing: {Mrkdwn.Plain(why)}" : ""),
        { Withdrawn: { } withdrawn } => $":warning: Not ready any more, {Mrkdwn.Date(withdrawn.At)}: {withdrawn.Why}.\n{NotYet(missing)}".TrimEnd(),
        _ => NotYet(missing),
    };

    private static string NotYet(IReadOnlyList<Missing>? missing) => missing switch
    {
        null => "",
        [] => "Nothing is missing. PSIRT confirms it next.",
        _ => $"Not yet. Missing:\n{missing.Listed()}",
    };
}
