using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Check the test email</b>, and the modal <b>Test email</b>: its three checks.</summary>
internal sealed class CheckTest(FormFrame frame, ReleaseStore releases, CustomerPress press, CustomerStore emails)
    : ReleaseForm<AboutRelease>(frame, releases), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.check";
    public const string CallbackId = "email.check";
    private const string Right = "right";

    private const string Tested = "tested";

    private static readonly Part<EmailCheck> Ticks = new("right", check => check.ToString(), check => check);

    public override Who Who => CustomerPress.Who;

    public override While While => CustomerPress.While;

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
        return await press.AtForm(form, read, Right, (emailSnapshot, text) =>
        {
            var right = Ticks.Merge(
                form.ReadAt, [.. text.Checks.Select(done => done.Check)], [.. form.State.Options(Right).Select(Enum.Parse<EmailCheck>)]).Values;
            var decided = CustomerRules.Check(text, emailSnapshot.Release, right, form.By, press.Now);
            return new(decided, "checked the test email", null);
        }, ct);
    }
}
