using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>Saves what people did in a close-out, and updates the checklist.</summary>
internal sealed class CloseOutSaving(ChecklistStore checklists)
{
    /// <returns>The close-out as it will be once the commit is saved.</returns>
    public async Task<CloseOutSnapshot> Save(
        Commit commit, Doc<Release> release, Doc<CloseOutState>? read, CloseOutSnapshot after, string by, string what, CancellationToken ct)
    {
        CloseOutStore.Save(commit, read, after.State, release, by, what);
        var followed = await checklists.Follow(
            commit, release, new Dictionary<Type, IReadOnlyList<Fact>> { [typeof(CloseOutEvidence)] = CloseOutEvidence.Of(after) }, by, ct);
        return followed is null ? after : after with { Board = followed.Board };
    }
}

/// <summary>The buttons of <b>Close-out</b>: agree, the dry run as a file, a part, the messages to engineers, the next tracking issue.</summary>
internal sealed class CloseOutPress(
    ReleaseStore releases, CloseOutReading reading, CloseOutSaving saving, IStore store, SlackDirectory directory,
    NextReleases next, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string AgreeActionId = "close-out.agree";
    public const string DryRunActionId = "close-out.dry-run";
    public const string PartActionId = "close-out.part";
    public const string SendActionId = "close-out.send";
    public const string NextIssueActionId = "close-out.next";

    public static Button Button(string actionId, string label, Release release) => new() { ActionId = actionId, Text = label, Value = release.Id };

    public static Button Send(
        Release release, int count) => Button(SendActionId, string.Create(CultureInfo.InvariantCulture, $"Send {count} by Slack"), release) with
        {
            Confirm = new()
            {
                Title = "Send them?", Text = "Each engineer gets the words of the dry run as a direct message.", Confirm = "Send",
                Deny = "Cancel"
            },
        };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await releases.Get(action.Value ?? "", ct) is not { } read)
                return (null, ActionResponse.Ephemeral(ReleaseText.Gone));
            if ((Who.Psirt.Refuse(directory, request.UserId) ?? CloseOutModal.Open.Refuse(read.Value)) is { } no)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(no)));
            var (snapshot, state) = await reading.Read(read, ct);
            var about = request.View is { CallbackId: CloseOutModal.CallbackId or PartModal.CallbackId } view
                ? Carried.Read<AboutRelease>(view.PrivateMetadata).About
                : new(read.Id);
            return action.ActionId.Split(':')[0] switch
            {
                AgreeActionId => await Keep(CloseOutRules.Agree(snapshot, request.UserId, time.Now()), "agreed", new Commit()),
                SendActionId => await Tell(),
                DryRunActionId =>
                    (new Commit().Effect(DryRun(snapshot, request.UserId)),
                        ActionResponse.Push(Modals.Says("Dry run", "The file is in your messages with me."))),
                NextIssueActionId => (null, ActionResponse.Push(await NextIssue(read.Value, ct))),
                _ => (null, Show(PartModal.Render(snapshot, Enum.Parse<Part>(action.Detail), about, directory.Shown))),
            };

            ActionResponse Show(ModalViewDefinition view) => request.View is null ? ActionResponse.Open(view) : ActionResponse.Update(view);

            async Task<(Commit?, ActionResponse)> Tell()
            {
                var (commit, send) = (new Commit(), CloseOutRules.ToSend(snapshot));
                foreach (var report in send)
                    commit.Show(
                        $"{CloseOutStore.Subject(read.Id)}/told/{report.Id}", report.Engineer!, Mrkdwn.Plain(report.Text), Classification.Public(read.Id));
                return await Keep(
                    CloseOutRules.Tick(snapshot, Part.Reports, [.. send.Select(report => report.Id)], request.UserId, time.Now(), sent: true),
                    "told engineers", commit);
            }

            async Task<(Commit?, ActionResponse)> Keep(Decision<CloseOutState> decided, string what, Commit commit)
            {
                var after = decided.Changed
                    ? await saving.Save(commit, read, state, snapshot with { State = decided.Value! }, request.UserId, what, ct)
                    : snapshot;
                return (decided.Changed ? commit : null, Show(CloseOutModal.Render(after, about, directory.Shown)));
            }
        }, ActionResponse.None, cancellation);

    private GiveFile DryRun(CloseOutSnapshot snapshot, string to) => new(
        string.Create(CultureInfo.InvariantCulture, $"{snapshot.Release.Id}-close-out-{time.Now():yyyy-MM-dd-HHmmssfff}.md"),
        to,
        CloseOutText.DryRun(snapshot.Release, snapshot.Plan),
        $"The dry run of the close-out of {snapshot.Release.Named()}: nothing of it is done yet.",
        Classification.Embargoed(snapshot.Release.Id));

    private async Task<ModalViewDefinition> NextIssue(Release release, CancellationToken ct)
    {
        var (shift, all) = (await next.Next(release.Product, ct), (await releases.All(ct)).Select(read => read.Value).ToList());
        var managers = string.Join(", ", (shift?.Pair ?? []).Select(directory.NameOf));
        var (title, description) = CloseOutText.NextIssue(release, all, shift?.Date, managers);
        return CopyModal.Render("Next tracking issue", [], ("Title", title), ("Description", description));
    }
}
