using System.Globalization;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What a press or form on a customer text came to.</summary>
/// <param name="What">For the audit, in a word or two.</param>
/// <param name="Deeds">What the checklist follows.</param>
/// <param name="Says">What is said in the thread; null for nothing.</param>
/// <param name="Asks">The matrix's message that says it instead, where it can.</param>
internal sealed record CustomerMove(
    Decision<CustomerText> Decided, string What, IReadOnlyList<(Deed Deed, bool Done)> Deeds, string? Says, Func<CommsMessage, bool>? Asks = null);

/// <summary>The frame of every press on a customer text: open, decide, save with the checklist, answer.</summary>
internal sealed class CustomerPress(CustomerDesk desk, CustomerAsk ask, ReadinessDesk readiness, ReleaseDesk releases, DeedSteps steps, SlackDirectory directory, IStore store, TimeProvider time)
{
    public const string Gone = "There is no customer email of this release. `/comms email` writes one.";

    /// <summary>Who writes it, tests it and sends it.</summary>
    public static Who Who => Who.PsirtAndCommunications;

    public static While While { get; } = new("no email is sent", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Whether this person approves the words, or asks for others.</summary>
    public bool MayApprove(Release release, string user) => directory.IsOfCommunications(user) || directory.StandsIn(release, user);

    /// <returns>Why this person may not, in plain words; null when they may.</returns>
    public string? Refuse(string user) => Who.Refuse(directory, user);

    /// <summary>The file that a button names, and the revision beside it.</summary>
    public async Task<(CustomerFile File, int Seen)?> Open(string? value, CancellationToken ct)
    {
        var words = (value ?? "").Split(' ');
        return await releases.Get(words[0], ct) is { } release
            ? (await desk.Open(release, ct), int.TryParse(words.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0)
            : null;
    }

    public async Task<ActionResponse> AtButton(
        ButtonAction action, BlockActionRequest request, Func<CustomerFile, CustomerText, int, CustomerMove> decide, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await Open(action.Value, ct) is not var (file, seen) || file.Text is not { } text)
                return (null, ActionResponse.Ephemeral(Gone));
            if (Refuse(request.UserId) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            var move = decide(file, text, seen);
            if (move.Decided.Refused || !move.Decided.Changed)
                return (null, ActionResponse.Ephemeral($":information_source: {Mrkdwn.Plain(move.Decided.Words)}."));
            var commit = new Commit();
            var notes = await Save(commit, file, move, request.UserId, ct);
            return (commit, Answer(request, move.Decided.Value, file.Release, notes));
        }, ActionResponse.None, cancellation);

    /// <param name="field">The input under which a refusal stands.</param>
    public async Task<(Commit? Commit, ViewSubmissionResponse Answer)> AtForm(
        Submitted<AboutRelease> form, Doc<Release> release, string field, Func<CustomerFile, CustomerText, CustomerMove> decide, CancellationToken ct)
    {
        var file = await desk.Open(release, ct);
        if (file.Text is not { } text)
            return (null, ViewSubmissionResponse.Error(field, "There is no customer email of this release any more"));
        var move = decide(file, text);
        if (move.Decided.Refused)
            return (null, ViewSubmissionResponse.Error(field, move.Decided.Words));
        if (!move.Decided.Changed)
            return (null, ViewSubmissionResponse.Null);
        var commit = new Commit();
        await Save(commit, file, move, form.By, ct);
        return (commit, ViewSubmissionResponse.Null);
    }

    /// <summary>Saves what was decided, the checklist with it, and says so in the thread.</summary>
    /// <returns>Steps that could not follow, mrkdwn.</returns>
    public async Task<IReadOnlyList<string>> Save(Commit commit, CustomerFile file, CustomerMove move, string by, CancellationToken ct)
    {
        var text = move.Decided.Value!;
        desk.Save(commit, file, text, by, move.What);
        // PSIRT is not ready with words that nobody approved.
        var unready = file.Text?.Approved is not null && text.Approved is null
            && await readiness.Withdraw(commit, file.Release, "the customer email changed after its approval", by, null, ct);
        var notes = await steps.Follow(commit, file.ReleaseRead, by, unready ? [(Deed.Ready, false), .. move.Deeds] : move.Deeds, ct);
        var asked = move.Asks is { } which && (await ask.Ask(commit, file.ReleaseRead, which, text.FullEmail, by, ct)).Asked;
        // A second test is asked for in the thread: the matrix's message was for the first.
        asked &= !(text.TestedBefore && text.Sent is null);
        string[] words = [.. asked || move.Says is null ? [] : new[] { move.Says }, .. notes];
        if (words.Length > 0)
            desk.Tell(commit, file, string.Join('\n', words));
        return notes;
    }

    // What only the presser sees is brought up to date; the message in the channel is by the commit.
    private static ActionResponse Answer(BlockActionRequest request, CustomerText text, Release release, IReadOnlyList<string> notes)
    {
        if (!request.IsEphemeral)
            return notes.Count == 0 ? ActionResponse.None : ActionResponse.Ephemeral(string.Join('\n', notes));
        var card = CustomerCard.Render(text, release, mayWork: true);
        return ActionResponse.Replace(card with
        {
            Blocks = [.. card.Blocks!, .. notes.Select(note => new ContextBlock { Elements = [new Markdown(note)] })],
        });
    }
}
