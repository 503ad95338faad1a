using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Send the test email</b>: Communications is asked to (row G4).</summary>
internal sealed class SendTest(CustomerPress press, CustomerDesk desk) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.test";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.AtButton(action, request, (file, text, _) => new(
            CustomerRules.Test(text, file.Release, request.UserId, press.Now),
            "asked for the test email",
            $":test_tube: {desk.Communications}, the post of {file.Release.Named()} is live: please send the test email with the text above. {Mrkdwn.User(request.UserId)} asks, and *Check the test email* takes what was found.",
            CustomerAsk.ForTest), cancellation);
}

/// <summary>The button <b>Check the test email</b>, and the modal <b>Test email</b>: its three checks.</summary>
internal sealed class CheckTest(FormFrame frame, ReleaseDesk releases, CustomerPress press, CustomerDesk desk)
    : ReleaseForm<AboutRelease>(frame, releases), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.check";
    public const string CallbackId = "email.check";
    private const string Right = "right";

    private const string Tested = "tested";

    private static readonly Part<EmailCheck> Ticks = new("right", check => check.ToString(), check => check);

    public override Who Who => CustomerPress.Who;

    public override While While => CustomerPress.While;

    public static ModalViewDefinition Render(CustomerText text, Release release)
    {
        IReadOnlyList<Option> options = [.. CustomerRules.AllChecks.Select(check => Option.Of(CustomerCard.Name(check), check.ToString()))];
        var ticked = options.Where(option => text.Checks.Any(done => done.Check.ToString() == option.Value)).ToList();
        return new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = Carried.Write(new AboutRelease(release.Id), Ticks.ReadAt(text.Checks.Select(done => done.Check)).And(Tested, text.Tested)),
            Title = "Test email",
            Submit = "Save",
            Close = "Cancel",
            Blocks =
            [
                new SectionBlock
                {
                    Text = new Markdown($"*{release.ShownId()}* has the versions {Mrkdwn.Plain(string.Join(", ", release.Versions))} and is {(release.WorstSeverity == Severity.Critical ? "" : "not ")}critical.\nThe post: {Mrkdwn.Link(text.Link ?? "", text.Link ?? "no link yet")}"),
                },
                new InputBlock
                {
                    BlockId = Right,
                    Label = "What is right",
                    Hint = "Look at the test email that you received; once all three are ticked it can be sent",
                    Element = new CheckboxGroup { Options = options, InitialOptions = ticked.Count > 0 ? ticked : null },
                    Optional = true,
                },
            ],
        };
    }

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.Refuse(request.UserId) is { } no ? ActionResponse.Ephemeral(no)
        : await press.Open(action.Value, cancellation) is var (file, _) && file.Text is { } text ? ActionResponse.Open(Render(text, file.Release))
        : ActionResponse.Ephemeral(CustomerPress.Gone);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        if (await desk.Find(read.Id, ct) is { Tested: { } tested } now && !form.ReadAt.Is(Tested, tested))
        {
            return form.StaysOpen(
                Render(now, read.Value), Ticks.ReadAt(now.Checks.Select(done => done.Check)).And(Tested, tested), $"{Mrkdwn.User(tested.By)} asked for another test email meanwhile. Look at that one.");
        }
        return await press.AtForm(form, read, Right, (file, text) =>
        {
            var right = Ticks.Merge(form.ReadAt, [.. text.Checks.Select(done => done.Check)], [.. form.State.Options(Right).Select(Enum.Parse<EmailCheck>)]).Values;
            var decided = CustomerRules.Check(text, file.Release, right, form.By, press.Now);
            return new(decided, "checked the test email", null);
        }, ct);
    }
}

/// <summary>The button <b>Ask to send</b>: Communications is asked to send it to all.</summary>
internal sealed class AskToSend(CustomerPress press, CustomerDesk desk) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.send";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.AtButton(action, request, (file, text, _) => new(
            CustomerRules.AskToSend(text, file.Release, request.UserId, press.Now),
            "asked to send",
            $":email: {desk.Communications}, {(CustomerRules.HasTest(file.Release) ? "all three checks are right: please send the email to the Security Alerts subscribers now" : "please send the email to the list and the tweet from @gitlabhq now")}. {Mrkdwn.User(request.UserId)} asks.",
            CustomerAsk.ForAll), cancellation);
}

/// <summary>The button <b>Sent</b>: who sent it says that it is out.</summary>
internal sealed class EmailSent(CustomerPress press) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.sent";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.AtButton(action, request, (file, text, _) => new(
            CustomerRules.Sent(text, file.Release, request.UserId, press.Now),
            "sent",
            $":email: {Mrkdwn.User(request.UserId)} says that the customer email of {file.Release.Named()} is out."), cancellation);
}
