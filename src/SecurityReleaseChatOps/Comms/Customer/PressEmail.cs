using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// The buttons without a form. <b>Approve</b>: Communications approves the words beside it (row G2). <b>Send the test
/// email</b> and <b>Ask to send</b>: Communications is asked to do so (row G4). <b>Sent</b>: whoever sent it records that it is out.
/// </summary>
internal sealed class PressEmail(CustomerPress press, CustomerStore emails) : IBlockActionHandler<ButtonAction>
{
    public const string ApproveActionId = "email.approve";
    public const string TestActionId = "email.test";
    public const string AskActionId = "email.send";
    public const string SentActionId = "email.sent";

    public static IReadOnlyList<string> All { get; } = [ApproveActionId, TestActionId, AskActionId, SentActionId];

    public Task<ActionResponse> Handle(
        ButtonAction action, BlockActionRequest request, CancellationToken cancellation) => press.AtButton(action, request, (snapshot, text, seen) =>
    {
        var (release, by, who) = (snapshot.Release, request.UserId, emails.Shown(request.UserId));
        return action.ActionId switch
        {
            ApproveActionId => new(
                CustomerRules.Approve(text, release, by, press.MayApprove(release, by), seen == text.Revision, press.Now),
                "approved",
                $":white_check_mark: {who} approved the customer email of {release.Named()}."),
            TestActionId => new(
                CustomerRules.Test(text, release, by, press.Now),
                "asked for the test email",
                $":test_tube: {emails.Communications}, the post of {release.Named()} is live. Please send the test email with the text above. {who} asks.",
                message => message.Needs.Contains("email.cleared") && !message.Needs.Contains("email.checked")),
            AskActionId => new(
                CustomerRules.AskToSend(text, release, by, press.Now),
                "asked to send",
                $":email: {emails.Communications}, {(CustomerRules.HasTest(release) ? "the test email is right: please send it to the Security Alerts subscribers now" : "please send the email to the list and the tweet from @gitlabhq now")}. {who} asks.",
                message => message.Needs.Contains("email.checked")),
            _ => new(CustomerRules.Sent(text, release, by, press.Now), "sent", $":email: {who} sent the customer email of {release.Named()}."),
        };
    }, cancellation);
}

/// <summary>
/// The button <b>Changes needed</b>, and the modal of that name, which asks why and turns it back into a draft. Not only for Communications: PSIRT
/// stands in for them in a rehearsal, and only the release tells whether it is one.
/// </summary>
internal sealed class AskForChanges(FormFrame frame, ReleaseStore releases, CustomerPress press)
    : ReleaseForm<AboutRelease>(frame, releases, CustomerPress.Who, CustomerPress.While), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.changes";
    public const string CallbackId = "email.changes";
    private const string Why = "why";

    // The revision that was read is the one that is judged.
    private const string Revision = "revision";

    public static ModalViewDefinition Render(Release release, int seen) => FormModal.Of(
        CallbackId, "Changes needed", "Send", new AboutRelease(release.Id), ReadAt.Of(Revision, seen),
    [
        ContextBlock.Of($"Customer email of {release.Named()}. It goes back to draft."),
        InputBlock.Of(
            Why, "What has to change", new PlainTextInput { Multiline = true, MaxLength = NewRelease.LongestReason, FocusOnLoad = true },
            "Shown with the text"),
    ]);

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await press.Open(action.Value, cancellation) is not var (snapshot, seen) ? ActionResponse.Ephemeral(CustomerPress.Gone)
        : press.MayApprove(snapshot.Release, request.UserId) ? ActionResponse.Open(Render(snapshot.Release, seen))
        : ActionResponse.Ephemeral($"{Who.Communications.Words} To change the text yourself, press Edit.");

    protected override Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct) =>
        press.AtForm(form, read, Why, (snapshot, text) => new(
            CustomerRules.AskForChanges(
                text, snapshot.Release, form.By, press.MayApprove(snapshot.Release, form.By), form.State.Text(Why),
                form.ReadAt.Is(Revision, text.Revision), press.Now),
            "asked for changes",
            $":speech_balloon: {string.Join(' ', text.Authors.Select(Mrkdwn.User))}, {Directory.Shown(form.By)} asks for changes: "
            + $"{Mrkdwn.Plain(form.State.Text(Why))}"), ct);
}

/// <summary>The button <b>Check the test email</b>, and the modal <b>Test email</b> with its three checks.</summary>
internal sealed class CheckTest(FormFrame frame, ReleaseStore releases, CustomerPress press, CustomerStore emails)
    : ReleaseForm<AboutRelease>(frame, releases, CustomerPress.Who, CustomerPress.While), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.check";
    public const string CallbackId = "email.check";
    private const string Right = "right";

    private const string Tested = "tested";

    private static readonly Part<EmailCheck> Ticks = new("right", check => check.ToString(), check => check);

    public static ModalViewDefinition Render(CustomerText text, Release release, AboutRelease? about = null)
    {
        IReadOnlyList<Option> options = [.. CustomerRules.AllChecks.Select(check => Option.Of(CustomerCard.Name(check), check.ToString()))];
        var ticked = options.Where(option => text.Checks.Any(done => done.Check.ToString() == option.Value)).ToList();
        return FormModal.Of(
            CallbackId, "Test email", "Save", about ?? new(release.Id), Ticks.ReadAt(text.Checks.Select(done => done.Check)).And(Tested, text.Tested),
        [
            SectionBlock.Of(
                $"*{release.ShownId()}* has the versions {Mrkdwn.Plain(string.Join(", ", release.Versions))} and is "
                    + $"{(release.WorstSeverity == Severity.Critical ? "" : "not ")}critical.\nThe post: {Mrkdwn.Link(text.Link ?? "", text.Link ?? "no link yet")}"),
            InputBlock.Of(
                Right, "What is right", new CheckboxGroup { Options = options, InitialOptions = ticked.Count > 0 ? ticked : null },
                "Compare with the test email you received", optional: true),
        ]);
    }

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.Opens(action, request, (snapshot, about) => snapshot.Text is { } text ? Render(text, snapshot.Release, about) : null, cancellation);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        if (await emails.Find(read.Id, ct) is { Tested: { } tested } now && !form.ReadAt.Is(Tested, tested))
        {
            return form.StaysOpen(
                Render(now, read.Value, form.About), Ticks.ReadAt(now.Checks.Select(done => done.Check)).And(Tested, tested),
                $"{emails.Shown(tested.By)} asked for another test email meanwhile. Check that one.");
        }
        return await press.AtForm(form, read, Right, (snapshot, text) =>
        {
            var right = Ticks.Merge(
                form.ReadAt, [.. text.Checks.Select(done => done.Check)], [.. form.State.Options(Right).Select(Enum.Parse<EmailCheck>)]).Values;
            var decided = CustomerRules.Check(text, snapshot.Release, right, form.By, press.Now);
            return new(decided, "checked the test email", null);
        }, ct);
    }
}
