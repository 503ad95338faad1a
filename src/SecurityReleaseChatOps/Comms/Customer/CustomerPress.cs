using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The outcome of a press or form on a customer text.</summary>
/// <param name="What">For the audit, in a word or two.</param>
/// <param name="Says">What is posted in the thread; null for nothing.</param>
/// <param name="Asks">The matrix's message that says it instead, if it can be sent.</param>
internal sealed record CustomerMove(
    Decision<CustomerText> Decided, string What, string? Says, Func<CommsMessage, bool>? Asks = null);

/// <summary>The frame of every press on a customer text: open, decide, save with the checklist, answer.</summary>
internal sealed class CustomerPress(
    CustomerStore emails, MatrixSending matrix, ReadinessStore readiness, ReleaseStore releases, CommsStore comms, SlackDirectory directory, IStore store,
    TimeProvider time)
{
    public const string Gone = "There is no customer email of this release. `/comms email` writes one.";

    /// <summary>Who writes it, tests it and sends it.</summary>
    public static Who Who => Who.PsirtAndCommunications;

    public static While While { get; } = new("no email is sent", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    public Instant Now => time.Now();

    /// <summary>Whether this person may approve the words, or ask for others.</summary>
    public bool MayApprove(Release release, string user) => directory.IsOfCommunications(user) || directory.StandsIn(release, user);

    /// <summary>The snapshot for a button's value, and the revision shown beside the button.</summary>
    public async Task<(CustomerSnapshot Snapshot, int Seen)?> Open(string? value, CancellationToken ct)
    {
        var words = (value ?? "").Split(' ');
        return await releases.Get(words[0], ct) is { } release
            ? (await emails.Open(release, ct),
                int.TryParse(words.ElementAtOrDefault(1), NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0)
            : null;
    }

    /// <summary>Opens a form about it. Submitting it refreshes a card that only they see; the one in the channel is refreshed anyway.</summary>
    /// <param name="form">Returns null while there is nothing to fill it with.</param>
    public async Task<ActionResponse> Opens(
        ButtonAction action, BlockActionRequest request, Func<CustomerSnapshot, AboutRelease, ModalViewDefinition?> form, CancellationToken ct) =>
        !emails.MayWork(request.UserId) ? ActionResponse.Ephemeral(Who.Words)
        : await Open(action.Value, ct) is var (snapshot, _)
            && form(snapshot, new(snapshot.Release.Id, request.IsEphemeral ? request.ResponseUrl : null)) is { } modal ? ActionResponse.Open(modal)
        : ActionResponse.Ephemeral(Gone);

    public async Task<ActionResponse> AtButton(
        ButtonAction action, BlockActionRequest request, Func<CustomerSnapshot, CustomerText, int, CustomerMove> decide, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await Open(action.Value, ct) is not var (snapshot, seen) || snapshot.Text is not { } text)
                return (null, ActionResponse.Ephemeral(Gone));
            if (!emails.MayWork(request.UserId))
                return (null, ActionResponse.Ephemeral(Who.Words));
            var move = decide(snapshot, text, seen);
            if (move.Decided.Refused || !move.Decided.Changed)
                return (null, ActionResponse.Ephemeral($":information_source: {Mrkdwn.Plain(move.Decided.Words)}."));
            var commit = new Commit();
            await Save(commit, snapshot, move, request.UserId, ct);
            return (commit,
                request.IsEphemeral ? ActionResponse.Replace(emails.Card(move.Decided.Value, snapshot.Release, request.UserId)) : ActionResponse.None);
        }, ActionResponse.None, cancellation);

    /// <param name="field">The input under which a refusal is shown.</param>
    public async Task<(Commit? Commit, ViewSubmissionResponse Answer)> AtForm(
        Submitted<AboutRelease> form, Doc<Release> release, string field, Func<CustomerSnapshot, CustomerText, CustomerMove> decide, CancellationToken ct)
    {
        var snapshot = await emails.Open(release, ct);
        if (snapshot.Text is not { } text)
            return (null, ViewSubmissionResponse.Error(field, "There is no customer email of this release any more"));
        var move = decide(snapshot, text);
        if (move.Decided.Refused)
            return (null, ViewSubmissionResponse.Error(field, move.Decided.Words));
        if (!move.Decided.Changed)
            return (null, ViewSubmissionResponse.Null);
        var commit = new Commit();
        await Save(commit, snapshot, move, form.By, ct);
        commit.Reply(form.Slack, form.About.ResponseUrl, emails.Card(move.Decided.Value, release.Value, form.By), release.Id, Now, inPlace: true);
        return (commit, ViewSubmissionResponse.Null);
    }

    /// <summary>Saves what was decided, updates the checklist, and posts it in the thread.</summary>
    /// <returns>The checklist after it; null when there is none.</returns>
    public async Task<ChecklistSnapshot?> Save(Commit commit, CustomerSnapshot snapshot, CustomerMove move, string by, CancellationToken ct)
    {
        var text = move.Decided.Value!;
        emails.Save(commit, snapshot, text, by, move.What);
        List<(Type, IReadOnlyList<Fact>)> changed = [(typeof(CustomerEvidence), CustomerEvidence.Of(text, snapshot.Release))];
        // PSIRT is not ready while nobody has approved the words.
        if (snapshot.Text?.Approved is not null && text.Approved is null
            && await readiness.Withdraw(commit, snapshot.Release, "the customer email changed after its approval", by, null, ct))
            changed.Add((typeof(ReadinessEvidence), []));
        var (told, asked, before) = await matrix.Ask(commit, snapshot.ReleaseRead, move.Asks, text.FullEmail, by, ct);
        var after = await comms.Follow(commit, told, by, ct, [.. changed]);
        releases.Show(commit, snapshot.Release, await releases.Card(snapshot.Release, ct, after is null ? null : CustomerDay.Of(after.Board)));
        // A second request goes to the thread: the matrix's message was sent for the first.
        if (move.Says is { } words && (!asked || before && text.TestedBefore))
            emails.Tell(commit, snapshot.Release, $"{(snapshot.Read?.Version ?? 0) + 1}", words);
        return after;
    }
}
