using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms email</c>: opens <b>Customer email</b>; once its words stand and the post is live, shows where it is and what comes next.</summary>
internal sealed class WriteEmail(ReleaseDesk releases, CustomerDesk desk) : ReleaseSubcommand(releases)
{
    public override CommandWord Word { get; } = new("/comms", "email", "[release]", "write the customer email, see where it stands, send it", Access.Role.Viewer, Button: "Customer email");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var file = await desk.Open(release, ct);
        if (file.Text is not { Sent: not null } && CustomerRules.NoEmail(release.Value) is { } none)
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(none) + ".");
        var mayWork = desk.MayWork(call.UserId);
        var state = CustomerRules.State(file.Text, release.Value);
        var next = state >= CustomerState.TestSent || state == CustomerState.Approved && release.Value.PublishedAt is not null;
        return file.Text is { } text && (next || !mayWork) ? SlashCommandResponse.Ephemeral(CustomerCard.Render(text, release.Value, mayWork))
            : mayWork ? SlashCommandResponse.Open(CustomerModal.Render(file))
            : SlashCommandResponse.Ephemeral($"Nobody has written the customer email of {release.Value.Named()} yet.");
    }
}

/// <summary>The button <b>Edit</b>, and the modal <b>Customer email</b>.</summary>
internal sealed class CustomerModal(FormFrame frame, ReleaseDesk releases, CustomerPress press, CustomerDesk desk)
    : ReleaseForm<AboutRelease>(frame, releases), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "email.edit";
    public const string CallbackId = "email.write";
    private const string Ready = "ready";
    private const string Changes = "changes";

    // Of what others wrote meanwhile so much is shown, which leaves room in a block for what is said about it.
    private const int LongestShown = 2500;

    private static readonly Part<(string Input, string Value)> Each = new("text", one => one.Input, one => one.Value);

    public override Who Who => CustomerPress.Who;

    public override While While => CustomerPress.While;

    public static ModalViewDefinition Render(CustomerFile file)
    {
        var (release, text) = (file.Release, file.Text);
        var email = text?.Email ?? file.Proposed.Email;
        var tweet = text is null ? file.Proposed.Tweet : text.Tweet;
        var link = text?.Link ?? file.Proposed.Link;
        IReadOnlyList<Option> ready = [Option.Of(CustomerRules.NeedsApproval(release) ? "It is ready: ask Communications to approve it" : "It is ready", Ready)];
        return new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = Carried.Write(new AboutRelease(release.Id), Each.ReadAt(Shown(text)).And(Changes, text?.Changes)),
            Title = "Customer email",
            Submit = "Save",
            Close = "Cancel",
            Blocks =
            [
                new ContextBlock { Elements = [new Markdown($"{release.Named()} · severity {release.WorstSeverity.Name()}{(text?.Approved is null ? "" : " · *approved: other words withdraw that*")}")] },
                .. text?.Changes is { } asked ? [new SectionBlock { Text = new Markdown($":speech_balloon: {Mrkdwn.User(asked.By)} asked for changes: {Mrkdwn.Plain(asked.Why)}") }] : (IEnumerable<Block>)[],
                Input(CustomerFields.Email, "Email", $"{CustomerText.LinkMark} becomes the link to the post", email),
                .. !CustomerRules.HasTest(release) ? [Input(CustomerFields.Tweet, "Tweet", "From @gitlabhq", tweet ?? "")] : (IEnumerable<Block>)[],
                new InputBlock
                {
                    BlockId = CustomerFields.Link,
                    Label = "Link to the post",
                    Hint = "Where the published post is read; proposed by the release's version, and opened when the test email is checked",
                    Element = new UrlTextInput { InitialValue = link },
                    Optional = true,
                },
                new SectionBlock { Text = new Markdown("*Checked by itself*, as it stood when this opened; *Ready* checks it again\n" + CustomerCard.Findings(TextChecks.Of(release, email, tweet, link))) },
                new InputBlock
                {
                    BlockId = Ready,
                    Label = "Ready",
                    Element = new CheckboxGroup { Options = ready, InitialOptions = text?.Ready is null ? null : ready },
                    Optional = true,
                },
            ],
        };
    }

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        press.Opens(action, request, (file, _) => Render(file), cancellation);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var file = await desk.Open(read, ct);
        var merged = Each.Merge(form.ReadAt, Shown(file.Text), Typed(form.State));
        if (merged.Clashes.Count > 0)
            return form.StaysOpen(Render(file), merged.Told.And(Changes, file.Text!.Changes), Meanwhile(file.Text!, merged.Clashes));
        if (file.Text?.Changes is { } asked && !form.ReadAt.Is(Changes, asked))
            return form.StaysOpen(Render(file), form.ReadAt.And(Changes, asked), $"{Mrkdwn.User(asked.By)} asked for changes meanwhile.");
        var values = merged.Values.ToDictionary(one => one.Input, one => one.Value);
        var input = new CustomerInput(
            values.GetValueOrDefault(CustomerFields.Email), values.GetValueOrDefault(CustomerFields.Tweet), values.GetValueOrDefault(CustomerFields.Link), values.ContainsKey(Ready), form.By);
        var decided = CustomerRules.Write(file.Text, file.Release, input, press.Now);
        if (decided.Refused)
            return Wrong(decided.Errors);
        if (decided.Value == file.Text)
            return (null, Done);
        var commit = new Commit();
        await press.Save(commit, file, Move(file, decided.Value, form.By), form.By, ct);
        return (commit, Done);
    }

    private static IReadOnlyList<(string Input, string Value)> Shown(CustomerText? text) =>
        text is null ? [] : Given(text.Email, text.Tweet, text.Link, text.Ready is not null);

    private static IReadOnlyList<(string Input, string Value)> Typed(ViewState state) =>
        Given(state.Text(CustomerFields.Email), state.Text(CustomerFields.Tweet), state.Text(CustomerFields.Link), state.Options(Ready).Count > 0);

    private static IReadOnlyList<(string Input, string Value)> Given(string? email, string? tweet, string? link, bool ready)
    {
        (string Input, string? Value)[] all = [(CustomerFields.Email, email), (CustomerFields.Tweet, tweet), (CustomerFields.Link, link), (Ready, ready ? Ready : null)];
        return [.. all.Select(one => (one.Input, one.Value?.ReplaceLineEndings("\n").Trim() ?? "")).Where(one => one.Item2.Length > 0)];
    }

    /// <summary>mrkdwn: what stands there now.</summary>
    private static string Meanwhile(CustomerText text, IReadOnlyList<string> inputs) =>
        $"{Mrkdwn.User(text.Edited.By)} changed it meanwhile. *Save* puts your words in place of these:\n"
        + string.Join('\n', Shown(text).Where(one => inputs.Contains(one.Input)).Select(one => "> " + Mrkdwn.Plain(Text.Words.Cut(one.Value, LongestShown)).Replace("\n", "\n> ")));

    private CustomerMove Move(CustomerFile file, CustomerText after, string by)
    {
        var (before, release) = (file.Text, file.Release);
        var edited = after.Revision != before?.Revision;
        return new(Decision<CustomerText>.New(after), before is null ? "wrote" : edited ? "edited" : "changed", Words());

        string? Words()
        {
            var waits = CustomerRules.State(after, release) == CustomerState.Waiting;
            if (before?.Approved is { } approved && after.Approved is null)
            {
                return $":warning: {Mrkdwn.User(by)} {(edited ? "edited" : "took back")} the customer email of {release.Named()}: the approval by {Mrkdwn.User(approved.By)} is withdrawn. "
                    + $"{desk.Communications}, {(waits ? "please read the new words and approve them, or ask for changes" : "it is a draft again and comes back once it is ready")}.";
            }
            return before?.Posted != true ? null
                : waits ? $"{desk.Communications}, {Mrkdwn.User(by)} {(edited ? "changed the words" : "says that it is ready")}: please read and approve them, or ask for changes."
                : before.Tested is not null && after.Tested is null ? $":warning: {Mrkdwn.User(by)} changed it after the test email: a new test email comes first."
                : null;
        }
    }

    private static InputBlock Input(string id, string label, string hint, string value) => new()
    {
        BlockId = id,
        Label = label,
        Hint = hint,
        Element = new PlainTextInput { Multiline = true, MaxLength = CustomerRules.MaxLength, InitialValue = Text.Words.Cut(value, CustomerRules.MaxLength) },
    };
}
