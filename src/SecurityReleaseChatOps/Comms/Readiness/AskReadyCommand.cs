using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The question whether PSIRT is ready, with its current answer: for PSIRT in its channel, and for whoever asks.</summary>
internal static class ReadinessCard
{
    /// <summary>For PSIRT's channel.</summary>
    /// <param name="missing">Null when not determined.</param>
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
                SectionBlock.Of(words),
                SectionBlock.Of(
                    open || readiness.Confirmed is not null
                        ? State(readiness, missing, shown)
                        : $"{release.Id} is {release.State.ToString().ToLowerInvariant()}."),
                .. open && readiness.Confirmed is null
                    ? [Confirm(release.Id), ContextBlock.Of($"`/release ready {release.Id}` shows what is missing now")]
                    : (IEnumerable<Block>)[],
            ],
            UnfurlLinks = false,
        };
    }

    /// <summary>For whoever asks, mrkdwn.</summary>
    /// <param name="question">Link to the question in PSIRT's channel; null until Slack has provided it.</param>
    public static string Answer(Readiness readiness, Release release, IReadOnlyList<Missing> missing, string? question, Func<string, string> shown) =>
        $"*Is PSIRT ready* for {release.Named()}? {State(readiness, missing, shown)}"
        + (readiness.Confirmed is not null
            ? ""
            : $"\n{(question is null ? "PSIRT is asked" : Mrkdwn.Link(question, "PSIRT is asked"))}; you hear once it is ready.");

    /// <summary>For the pair, and for whoever says that the step is done: the current state, and the button that confirms it.</summary>
    public static ReadyAnswer Look(Readiness? readiness, Release release, IReadOnlyList<Missing> missing, Func<string, string> shown) =>
        new($"{release.Named()}: {State(readiness ?? new() { Release = release.Id }, missing, shown)}", readiness?.Confirmed is null ? release.Id : null);

    /// <summary>An answer of any length, as a message.</summary>
    public static Message Say(ReadyAnswer answer) => new()
    {
        Text = Text.PlainText.Cut(answer.Words, 300),
        Blocks =
        [
            SectionBlock.Of(answer.Words),
            .. answer.Confirms is { } release ? [Confirm(release)] : (IEnumerable<Block>)[],
        ],
    };

    private static ActionsBlock Confirm(string release) => new() { BlockId = "ready", Elements = [ConfirmReady.Button(release)] };

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

/// <summary>The answer to whoever asks.</summary>
/// <param name="Words">mrkdwn.</param>
/// <param name="Confirms">The release's id, for somebody who may confirm it at once; null for others.</param>
internal sealed record ReadyAnswer(string Words, string? Confirms = null);

/// <summary><c>/release ready?</c>, and the button <b>Is PSIRT ready?</b> where release managers see a release.</summary>
internal sealed class AskReadyCommand(ReleaseStore releases, ReadinessStore readinessStore, IStore store, TimeProvider time)
    : ReleaseCommand(releases), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "ready.ask";

    public override CommandUsage Usage { get; } = new(
        "/release", "ready", "[release]", "ask whether PSIRT is ready, and see what is missing", Access.Role.Viewer, Button: "Ready?");

    public static Button Button(string releaseId) => new() { ActionId = ActionId, Text = "Is PSIRT ready?", Value = releaseId };

    public override bool Offers(Release release, string by) => release.State == ReleaseState.Preparing;

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        SlashCommandResponse.Ephemeral(ReadinessCard.Say(await Ask(call.Slack.DeliveryId, release.Id, call.UserId, ct)));

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        var answer = await Ask(request.DeliveryId, action.Value ?? "", request.UserId, cancellation);
        return request.View is null ? ActionResponse.Ephemeral(ReadinessCard.Say(answer)) : ActionResponse.Open(Modals.Says("Is PSIRT ready?", answer.Words));
    }

    /// <summary>Answers what is missing; the first request also posts the question to PSIRT. The pair is only answered: they would ask themselves.</summary>
    private async Task<ReadyAnswer> Ask(string? deliveryId, string releaseId, string by, CancellationToken cancellation) =>
        await store.Run<ReadyAnswer>(deliveryId, async ct =>
        {
            if (await Releases.Get(releaseId, ct) is not { } read)
                return (null, new("That release is not there any more."));
            var (release, snapshot) = (read.Value, await readinessStore.Open(read, ct));
            if (release.State != ReleaseState.Preparing)
                return (null, new ReadyAnswer($"{release.Named()} is {release.State.ToString().ToLowerInvariant()}: nothing waits for PSIRT any more."));
            if (release.Pair.Contains(by))
                return (null, ReadinessCard.Look(snapshot.Read?.Value, release, snapshot.Missing, readinessStore.Shown));
            var readiness = ReadinessRules.Ask(snapshot.Read?.Value, release.Id, by, time.Now());
            var commit = new Commit();
            if (readiness != snapshot.Read?.Value)
                await readinessStore.Save(commit, snapshot.Read, readiness, release, snapshot.Missing, by, "asked", ct);
            else
                await readinessStore.Show(commit, readiness, release, snapshot.Missing, ct);
            ReleaseStore.Require(commit, snapshot.ReleaseRead);
            return (commit,
                new(ReadinessCard.Answer(readiness, release, snapshot.Missing, await readinessStore.Address(release.Id, ct), readinessStore.Shown)));
        }, new("That was asked just now."), cancellation);
}
