using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary>Who is covered.</summary>
internal sealed record AboutCover(string Person);

/// <summary>Everything <b>Cover</b> is rendered from.</summary>
internal sealed class CoverForms(KeptRoster keptRoster, CoverStore covers, Covering covering, SlackDirectory directory, TimeProvider time)
{
    public async Task<ModalViewDefinition> Open(string person, CancellationToken ct) =>
        Render(person, await keptRoster.Read(ct), [.. (await covers.Read(ct)).Where(cover => !cover.IsOver && (cover.Person == person || cover.By == person))]);

    /// <param name="theirs">Covers for and by this person that are not over.</param>
    public ModalViewDefinition Render(string person, IReadOnlyList<Engineer> roster, IReadOnlyList<Cover> theirs)
    {
        var now = time.Now();
        return CoverModal.Render(
            person, $"For {directory.Shown(person)}", [.. theirs.Select(cover => (cover, covering.Names(cover)))],
            PersonPicker.Of(roster.Where(engineer => engineer.UserId != person), directory.NameOf, now, null), now);
    }
}

/// <summary>The modal <b>Cover</b>: who covers for somebody for some hours or days.</summary>
internal sealed class CoverModal(
    FormFrame frame, CoverStore covers, Covering covering, KeptRoster keptRoster, TimeProvider time) : Form<AboutCover>(frame, Who.Psirt)
{
    public const string CallbackId = "rotation.cover";
    private const string By = "by";
    private const string From = "from";
    private const string Until = "until";
    private const int MostShown = 20;
    private const int Quarter = 15 * 60;

    /// <param name="who">mrkdwn: the person covered.</param>
    /// <param name="theirs">Covers that are not over, with mrkdwn saying who covers for whom.</param>
    public static ModalViewDefinition Render(
        string person, string who, IReadOnlyList<(Cover Cover, string Names)> theirs, InputElement picker, Instant now) => new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = Carried.Write(new AboutCover(person), ReadAt.Nothing),
            Title = "Cover",
            Submit = "Save",
            Close = "Close",
            Blocks =
        [
            .. theirs.Take(MostShown).Select(one => SectionBlock.Of(
                $":handshake: {one.Names}, {Mrkdwn.Date(one.Cover.From)} – {Covering.Until(one.Cover)}", EndCover.Button(one.Cover))),
            ContextBlock.Of($"{who}: releases, prompts and steps; they come back when it ends."),
            InputBlock.Of(By, "Who covers", picker),
            InputBlock.Of(From, "From", new DateTimePicker().Showing(Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / Quarter * Quarter))),
            InputBlock.Of(Until, "Until", new DateTimePicker()),
        ],
        };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutCover> form, CancellationToken ct)
    {
        var (person, now) = (form.About.Person, time.Now());
        if (person != form.By && Directory.RoleOf(form.By) != Role.Admin)
            return Wrong(By, OfPersonCommand.NotForOthers);
        if (PersonPicker.Of(form.State, By) is not { } by)
            return Wrong(By, "Choose who covers.");
        if (form.State.Moment(From) is not { } from || form.State.Moment(Until) is not { } until)
            return Wrong(Until, "Pick when it begins and ends.");
        var cover = new Cover($"{person}/{ReadAt.Mark(form.Slack.DeliveryId)}", person, by, from, until);
        if (Covers.Refuse(person, by, cover.From, cover.Until, await keptRoster.Read(ct), await covers.Read(ct), Directory.NameOf, now) is { } no)
            return Wrong(By, $"{no}.");
        var commit = new Commit();
        if (cover.IsOn(now))
            await covering.Begin(commit, null, cover, form.By, ct);
        else
            CoverStore.Save(commit, null, cover, form.By, "cover");
        covering.Tell(commit, cover, form.By);
        return (commit, Done);
    }
}

/// <summary>The button <b>End</b> of a cover, for its two people and admins; one that has not begun is deleted.</summary>
internal sealed class EndCover(CoverStore covers, Covering covering, SlackDirectory directory, IStore store) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.cover.end";

    public static Button Button(Cover cover) => new() { ActionId = ActionId, Text = "End", Value = cover.Id };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await covers.Get(action.Value ?? "", ct) is not { Value: { IsOver: false } cover } read)
                return (null, ActionResponse.Update(Commands.Modals.Says("Cover", "That is over already.")));
            if (request.UserId != cover.Person && request.UserId != cover.By && directory.RoleOf(request.UserId) != Role.Admin)
                return (null, ActionResponse.Ephemeral("Only the two of them or an admin can end it."));
            var commit = new Commit();
            await covering.End(commit, read, request.UserId, ct);
            return (commit, ActionResponse.Update(Commands.Modals.Says("Cover", $":white_check_mark: {covering.Ended(cover)}.")));
        }, ActionResponse.None, cancellation);
}
