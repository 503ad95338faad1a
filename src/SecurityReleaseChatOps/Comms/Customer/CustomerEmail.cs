using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms email</c>: opens <b>Customer email</b>; once it is cleared and the post is live, shows its state and next step.</summary>
internal sealed class WriteEmailCommand(ReleaseStore releases, CustomerStore emails) : ReleaseCommand(releases)
{
    public override CommandUsage Usage { get; } = new(
        "/comms", "email", "[release]", "write the customer email, see where it stands, send it", Access.Role.Viewer, Button: "Customer email");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var snapshot = await emails.Open(release, ct);
        if (snapshot.Text is not { Sent: not null } && CustomerRules.NoEmail(release.Value) is { } none)
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(none) + ".");
        var mayWork = emails.MayWork(call.UserId);
        var state = CustomerRules.State(snapshot.Text, release.Value);
        var next = state >= CustomerState.TestSent || state == CustomerState.Approved && release.Value.PublishedAt is not null;
        return snapshot.Text is { } text && (next || !mayWork) ? SlashCommandResponse.Ephemeral(emails.Card(text, release.Value, call.UserId))
            : mayWork ? SlashCommandResponse.Open(CustomerModal.Render(snapshot, emails.Shown, new(release.Id, call.Slack.ResponseUrl)))
            : SlashCommandResponse.Ephemeral($"Nobody has written the customer email of {release.Value.Named()} yet.");
    }
}

/// <summary>The button <b>Edit</b>, and the modal <b>Customer email</b>.</summary>
internal sealed class CustomerModal(FormFrame frame, ReleaseStore releases, CustomerPress press, CustomerStore emails, FormAnswer answer)
    : ReleaseForm<AboutRelease>(frame, releases, CustomerPress.Who, CustomerPress.While), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.edit";
    public const string CallbackId = "email.write";
    private const string Ready = "ready";
    private const string Changes = "changes";

    // How much of others' text is shown on a clash, in characters: it leaves room in the block for the sentence about it.
    private const int LongestShown = 2500;

    private static readonly Part<(string Input, string Value)> Each = new("text", one => one.Input, one => one.Value);

    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static ModalViewDefinition Render(CustomerSnapshot snapshot, Func<string, string> shown, AboutRelease? about = null)
    {
        var (release, text) = (snapshot.Release, snapshot.Text);
        var email = text?.Email ?? snapshot.Proposed.Email;
        var tweet = text is null ? snapshot.Proposed.Tweet : text.Tweet;
        var link = text?.Link ?? snapshot.Proposed.Link;
        IReadOnlyList<Option> ready = [Option.Of(CustomerRules.NeedsApproval(release) ? "Ready: ask Communications to approve it" : "Ready to send", Ready)];
        return FormModal.Of(CallbackId, "Customer email", "Save", about ?? new(release.Id), Each.ReadAt(Shown(text)).And(Changes, text?.Changes),
        [
            ContextBlock.Of(
                $"{release.Named()} · severity {release.WorstSeverity.Name()}{(text?.Approved is null ? "" : " · *approved: new words withdraw that*")}"),
            .. text?.Changes is { } asked ? [SectionBlock.Of(CustomerCard.Asked(asked, shown))] : (IEnumerable<Block>)[],
            Input(CustomerFields.Email, "Email", $"{CustomerText.LinkMark} becomes the link to the post", email),
            .. !CustomerRules.HasTest(release) ? [Input(CustomerFields.Tweet, "Tweet", "From @gitlabhq", tweet ?? "")] : (IEnumerable<Block>)[],
            InputBlock.Of(
                CustomerFields.Link, "Link to the post", new UrlTextInput { InitialValue = link }, "Where the published post is read", optional: true),
            SectionBlock.Of("*Automatic checks*, run again with *Ready*\n" + CustomerCard.Findings(TextChecks.Of(release, email, tweet, link))),
            InputBlock.Of(Ready, "Ready", new CheckboxGroup { Options = ready, InitialOptions = text?.Ready is null ? null : ready }, optional: true),
        ]);
    }

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.Opens(action, request, (snapshot, about) => Render(snapshot, emails.Shown, about), cancellation);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var snapshot = await emails.Open(read, ct);
        var merged = Each.Merge(form.ReadAt, Shown(snapshot.Text), Typed(form.State));
        if (merged.Clashes.Count > 0)
            return form.StaysOpen(
                Render(snapshot, emails.Shown, form.About), merged.Told.And(Changes, snapshot.Text!.Changes), Meanwhile(snapshot.Text!, merged.Clashes));
        if (snapshot.Text?.Changes is { } asked && !form.ReadAt.Is(Changes, asked))
            return form.StaysOpen(
                Render(snapshot, emails.Shown, form.About), form.ReadAt.And(Changes, asked), $"{emails.Shown(asked.By)} asked for changes meanwhile.");
        var values = merged.Values.ToDictionary(one => one.Input, one => one.Value);
        var input = new CustomerInput(
            values.GetValueOrDefault(CustomerFields.Email), values.GetValueOrDefault(CustomerFields.Tweet), values.GetValueOrDefault(CustomerFields.Link),
            values.ContainsKey(Ready), form.By);
        var decided = CustomerRules.Write(snapshot.Text, snapshot.Release, input, press.Now);
        if (decided.Refused)
            return Wrong(decided.Errors);
        if (decided.Value == snapshot.Text)
            return (null, Done);
        var commit = new Commit();
        var after = await press.Save(commit, snapshot, Move(snapshot, decided.Value, form.By), form.By, ct);
        // Once it may go out, its card shows the next step.
        if (read.Value.PublishedAt is not null && CustomerRules.State(decided.Value, read.Value) >= CustomerState.Approved)
            commit.Reply(form.Slack, form.About.ResponseUrl, emails.Card(decided.Value, read.Value, form.By), read.Id, press.Now);
        else
            answer.Say(commit, after, form.About, form.Slack, $":white_check_mark: Customer email saved. {Next(decided.Value, read.Value)}");
        return (commit, Done);
    }

    private static string Next(CustomerText text, Release release) => CustomerRules.State(text, release) switch
    {
        CustomerState.Draft => "It is a draft.",
        CustomerState.Waiting => "Communications is asked to approve it.",
        _ => "It is ready.",
    };

    private static IReadOnlyList<(string Input, string Value)> Shown(CustomerText? text) =>
        text is null ? [] : Given(text.Email, text.Tweet, text.Link, text.Ready is not null);

    private static IReadOnlyList<(string Input, string Value)> Typed(ViewState state) =>
        Given(state.Text(CustomerFields.Email), state.Text(CustomerFields.Tweet), state.Text(CustomerFields.Link), state.Options(Ready).Count > 0);

    private static IReadOnlyList<(string Input, string Value)> Given(string? email, string? tweet, string? link, bool ready)
    {
        (string Input, string? Value)[] all = [(CustomerFields.Email, email), (CustomerFields.Tweet, tweet), (CustomerFields.Link, link),
            (Ready, ready ? Ready : null)];
        return [.. all.Select(one => (one.Input, one.Value?.ReplaceLineEndings("\n").Trim() ?? "")).Where(one => one.Item2.Length > 0)];
    }

    /// <summary>mrkdwn: what others saved meanwhile.</summary>
    private string Meanwhile(CustomerText text, IReadOnlyList<string> inputs) =>
        $"{emails.Shown(text.Edited.By)} changed it meanwhile. *Save* replaces these words with yours:\n"
        + string.Join(
            '\n', Shown(text).Where(one => inputs.Contains(one.Input))
                .Select(one => "> " + Mrkdwn.Plain(Text.PlainText.Cut(one.Value, LongestShown)).Replace("\n", "\n> ")));

    private CustomerMove Move(CustomerSnapshot snapshot, CustomerText after, string by)
    {
        var (before, release) = (snapshot.Text, snapshot.Release);
        var edited = after.Revision != before?.Revision;
        return new(Decision<CustomerText>.New(after), before is null ? "wrote" : edited ? "edited" : "changed", Words());

        string? Words()
        {
            var (waits, who) = (CustomerRules.State(after, release) == CustomerState.Waiting, emails.Shown(by));
            if (before?.Approved is not null && after.Approved is null)
            {
                return $":warning: {who} {(edited ? "edited the words" : "made it a draft again")}, so the approval is withdrawn. "
                    + $"{emails.Communications}, {(waits ? "please approve the new words, or ask for changes" : "it comes back once it is ready")}.";
            }
            return before?.Posted != true ? null
                : waits ? $"{emails.Communications}, {who} {(edited ? "changed the words" : "says it is ready")}: please approve them, or ask for changes."
                : before.Tested is not null && after.Tested is null ? $":warning: {who} changed it after the test email: send a new test first."
                : null;
        }
    }

    private static InputBlock Input(string id, string label, string hint, string value) => InputBlock.Of(
        id, label,
        new PlainTextInput { Multiline = true, MaxLength = CustomerRules.MaxLength, InitialValue = Text.PlainText.Cut(value, CustomerRules.MaxLength) }, hint);
}
