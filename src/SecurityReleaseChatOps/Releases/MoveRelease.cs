using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Moves a release to another state on command, tells its thread, and offers Undo.</summary>
internal sealed class ReleaseMove(ReleaseStore releases, IStore store, SlackDirectory directory, Hosting.Settings settings, TimeProvider time)
{
    public ReleaseStore Store => releases;

    /// <param name="what">What was done, in one word: for the audit, and for the thread when nothing else is given.</param>
    /// <param name="told">mrkdwn: the thread's message after the name of whoever did it.</param>
    /// <param name="done">mrkdwn: the new state, without a full stop.</param>
    public async Task<SlashCommandResponse> Make(
        CommandCall call, string id, string what, Func<Release, Instant, Decision<Release>> decide, CancellationToken cancellation,
        Func<Release, string>? told = null, Func<Release, string>? done = null) =>
        await store.Run(call.Slack.DeliveryId, async ct =>
        {
            var read = await releases.Get(id, ct) ?? throw new InvalidOperationException("A release is never deleted.");
            var now = time.Now();
            var decided = decide(read.Value, now);
            if (decided.Refused || !decided.Changed)
                return (null, SlashCommandResponse.Ephemeral(Mrkdwn.Plain(decided.Words)));
            var commit = new Commit();
            return (commit, SlashCommandResponse.Ephemeral(await Save(commit, read, decided.Value, call.UserId, what, ct, told, done)));
        }, SlashCommandResponse.Ephemeral("That was done already."), cancellation);

    /// <summary>Saves the release in its new state, with what Undo needs.</summary>
    /// <returns>The answer to whoever did it: the new state, with <b>Undo</b>.</returns>
    internal async Task<Message> Save(
        Commit commit, Doc<Release> read, Release moved, string by, string what, CancellationToken ct, Func<Release, string>? told = null,
        Func<Release, string>? done = null)
    {
        var (made, words) = (read.Version + 1, $"{directory.Shown(by)} {told?.Invoke(moved) ?? $"{what} {moved.Named()}"}");
        await releases.Save(commit, read, moved, by, what, ct);
        ReleaseStore.Keep(commit, await releases.LastMove(read.Id, ct), new(made, read.Value, Told: words));
        Tell(commit, moved, made, WithUndo(moved, made, words, words), settings);
        var how = $"{done?.Invoke(moved) ?? $"{moved.Named()} is {what}"}.";
        return WithUndo(moved, made, how, ":white_check_mark: " + how);
    }

    /// <summary>Reports the change in the thread under the release's message.</summary>
    /// <param name="version">The release's version made by the change.</param>
    internal static void Tell(Commit commit, Release release, long version, Message message, Hosting.Settings settings) => commit.Show(
        string.Create(CultureInfo.InvariantCulture, $"{ReleaseStore.CardKey(release.Id)}/{version}"),
        settings.Channels.Psirt,
        message,
        Classification.Embargoed(release.Id),
        ReleaseStore.CardKey(release.Id));

    private static Message WithUndo(Release release, long version, string text, string mrkdwn) => new()
    {
        Text = text,
        Blocks =
        [
            SectionBlock.Of(mrkdwn),
            ActionsBlock.Of(UndoMove.Button(release, version)),
        ],
    };
}

/// <summary>Takes back the last change of a release's state, unless something followed it.</summary>
internal sealed class UndoMove(
    ReleaseStore releases, IEnumerable<ISentSince> tellers, IStore store, SlackDirectory directory,
    Hosting.Settings settings) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.undo";
    private const string AlreadyTakenBack = "That was taken back already.";

    public static Button Button(Release release, long version) => new()
    {
        ActionId = ActionId,
        Text = "Undo",
        Value = string.Create(CultureInfo.InvariantCulture, $"{release.Id} {version}"),
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (Who.PsirtAndReleaseManagers.Refuse(directory, request.UserId) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            var words = (action.Value ?? "").Split(' ');
            if (words.Length != 2
                || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var made)
                || await releases.Get(words[0], ct) is not { } read)
            {
                return (null, Answer(request, ReleaseText.Gone));
            }
            var kept = await releases.LastMove(read.Id, ct);
            if (kept?.Value is not { } move || move.Made < made)
                return (null, Answer(request, "It cannot be undone any more: the app was updated since. `/release status` shows where it stands."));
            if (move is { TakenBack: true } && move.Made == made)
                return (null, Answer(request, AlreadyTakenBack));
            if (move.Made != made || read.Version != made)
                return (null, Answer(request, "It cannot be undone any more: something followed it. `/release status` shows where it stands."));
            var (commit, before, sent) = (new Commit(), move.Before, await Sent(read, move.Before, ct));
            await releases.Save(commit, read, before, request.UserId, "undid", ct);
            ReleaseStore.Keep(commit, kept, move with { TakenBack = true });
            if (move.Told is { } told)
                ReleaseMove.Tell(commit, before, made, told, settings);
            ReleaseMove.Tell(
                commit, before, read.Version + 1, $"{directory.Shown(request.UserId)} took that back: {Again(read.Value, before)}{sent}", settings);
            return (commit, Answer(request, $"Taken back: {Again(read.Value, before)}.{sent}"));
        }, Answer(request, AlreadyTakenBack), cancellation);

    // The thread's message is for everybody; the person who pressed Undo there is answered separately.
    private static ActionResponse Answer(BlockActionRequest request, string mrkdwn) =>
        request.IsEphemeral ? ActionResponse.Replace(mrkdwn) : ActionResponse.Ephemeral(mrkdwn);

    /// <summary>mrkdwn: what was sent while it counted as published, one a line.</summary>
    private async Task<string> Sent(Doc<Release> read, Release before, CancellationToken ct)
    {
        if (before.PublishedAt is not null || read.Value.PublishedAt is not { } published)
            return "";
        var sent = new List<string>();
        foreach (var teller in tellers)
            sent.AddRange(await teller.Sent(read, published, ct));
        return sent.Count == 0 ? "" : $"\nAlready sent since:\n{string.Join('\n', sent.Select(what => "• " + what))}";
    }

    private static string Again(Release now, Release before) => (now.State, now.MergedAt) == (before.State, before.MergedAt)
        ? $"the severity of {before.Named()} is {before.WorstSeverity.Name()} again"
        : $"{before.Named()} is {before.State.ToString().ToLowerInvariant()} again";
}
