using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Send the test email</b>: Communications is asked to (row G4).</summary>
internal sealed class SendTest(CustomerPress press, CustomerDesk desk) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.test";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.AtButton(action, request, (file, text, _) => new(
            CustomerRules.Test(text, file.Release, request.UserId, press.Now),
            "asked for the test email",
            [(Deed.EmailTested, true)],
            $":test_tube: {desk.Communications}, the post of {file.Release.Named()} is live: please send the test email with the text above. {Mrkdwn.User(request.UserId)} asks, and *Check the test email* takes what was found.",
            CustomerAsk.ForTest), cancellation);
}

/// <summary>The button <b>Check the test email</b>, and the modal <b>Test email</b>: its three checks.</summary>
internal sealed class CheckTest(CustomerPress press, CustomerDesk desk) : IBlockActionHandler<ButtonAction>, IViewSubmissionHandler
{
    public const string ActionId = "email.check";
    public const string CallbackId = "email.check";
    private const string Right = "right";

    private static readonly IReadOnlyList<(EmailCheck Check, Deed Deed)> Each =
        [(EmailCheck.Links, Deed.EmailLinks), (EmailCheck.Versions, Deed.EmailVersions), (EmailCheck.Mark, Deed.EmailMark)];

    public static ModalViewDefinition Render(CustomerText text, Release release, string value)
    {
        IReadOnlyList<Option> options = [.. CustomerRules.AllChecks.Select(check => Option.Of(CustomerCard.Name(check), check.ToString()))];
        var ticked = options.Where(option => text.Checks.Any(done => done.Check.ToString() == option.Value)).ToList();
        return new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = value,
            Title = "Test email",
            Submit = "Save",
            Close = "Cancel",
            Blocks =
            [
                new SectionBlock
                {
                    Text = new Markdown($"*{release.Id}* has the versions {Mrkdwn.Plain(string.Join(", ", release.Versions))} and is {(release.WorstSeverity == Severity.Critical ? "" : "not ")}critical.\nThe post: {Mrkdwn.Link(text.Link ?? "", text.Link ?? "no link yet")}"),
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
        !desk.MayWork(request.UserId) ? ActionResponse.Ephemeral(CustomerPress.NotYours)
        : await press.Open(action.Value, cancellation) is var (file, _) && file.Text is { } text ? ActionResponse.Open(Render(text, file.Release, action.Value!))
        : ActionResponse.Ephemeral(CustomerPress.Gone);

    public Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        press.AtForm(submission, Right, (file, text, _) =>
        {
            var right = submission.State.Options(Right).Select(Enum.Parse<EmailCheck>).ToList();
            var decided = CustomerRules.Check(text, file.Release, right, submission.UserId, press.Now);
            return new(decided, "checked the test email", Deeds(text, decided.Value ?? text), null);
        }, cancellation);

    private static IReadOnlyList<(Deed, bool)> Deeds(CustomerText before, CustomerText after) =>
    [
        .. Each.Where(each => Is(before, each.Check) != Is(after, each.Check)).Select(each => (each.Deed, Is(after, each.Check))),
        .. All(before) == All(after) ? [] : (IEnumerable<(Deed, bool)>)[(Deed.EmailChecked, All(after))],
    ];

    private static bool Is(CustomerText text, EmailCheck check) => text.Checks.Any(done => done.Check == check);

    private static bool All(CustomerText text) => CustomerRules.AllChecks.All(check => Is(text, check));
}

/// <summary>The button <b>Send</b>: Communications is asked to send it to all, once.</summary>
internal sealed class SendEmail(CustomerPress press, CustomerDesk desk) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.send";

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.AtButton(action, request, (file, text, _) => new(
            CustomerRules.Send(text, file.Release, request.UserId, press.Now),
            "sent",
            [(Deed.EmailSent, true)],
            $":email: {desk.Communications}, {(CustomerRules.HasTest(file.Release) ? "all three checks are right: please send the email to the Security Alerts subscribers now" : "please send the email to the list and the tweet from @gitlabhq now")}. {Mrkdwn.User(request.UserId)} asks.",
            CustomerAsk.ForAll), cancellation);
}
