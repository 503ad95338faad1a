using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>The modal <b>Thanks</b>: the text to edit, a preview, and who is named and why.</summary>
internal sealed class ThanksModal(
    FormFrame frame, ThanksStore thanks, ReleaseStore releases, FormAnswer answer, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "thanks.post";
    public const string Text = "text";

    // Slack's limit for a form's button.
    private const int LongestButton = 24;

    private const int MostReasons = 6;

    public static While Open { get; } = new(
        "it is not public any more, and thanks are; post it after /release published", ReleaseState.Published, ReleaseState.Closed);

    /// <param name="typed">The text as edited so far; null at first.</param>
    public static ModalViewDefinition Render(ThanksSnapshot snapshot, string channel, AboutRelease about, string? typed = null)
    {
        var text = typed ?? ThanksText.Write(snapshot.Release, snapshot.Gathered);
        return FormModal.Of(CallbackId, "Thanks", $"Post to #{channel}" is { Length: <= LongestButton } post ? post : "Post", about, ReadAt.Nothing,
        [
            ContextBlock.Of($"{snapshot.Release.Named()} · published {Mrkdwn.Date(snapshot.Release.PublishedAt ?? default)}"),
            InputBlock.Of(
                Text, "Message",
                new PlainTextInput { ActionId = Text, Multiline = true, MaxLength = ThanksText.Longest, InitialValue = text },
                "Whoever is listed below and stands in it as @name is notified; anything else stays as it is typed."),
            ActionsBlock.Of(new Button { ActionId = PreviewThanks.ActionId, Text = "Preview" }),
            new DividerBlock(),
            ContextBlock.Of($":eyes: *{Mrkdwn.Plain("#" + channel)}* · {Notifies(text, snapshot.Gathered)}"),
            .. string.IsNullOrWhiteSpace(typed) ? [] : ThanksMessage.Words(typed, snapshot.Gathered),
            new DividerBlock(),
            SectionBlock.Of($"*Who is in it, and why*\n{Reasons(snapshot.Gathered)}"),
            .. Missing(snapshot.Release) is { } missing ? [ContextBlock.Of(missing)] : (IEnumerable<Block>)[],
        ]);
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var snapshot = await thanks.Open(read, ct);
        if (snapshot.Posted is { } posted)
            return form.StaysOpen(
                Render(snapshot, thanks.Channel, form.About), form.ReadAt, ThanksRules.Already(posted, read.Value, thanks.Channel, snapshot.Address));
        if (form.State.Text(Text) is not { } text || string.IsNullOrWhiteSpace(text))
            return Wrong(Text, "Write a few words of thanks");
        var commit = new Commit();
        var after = await thanks.Post(commit, snapshot, new(read.Id, form.By, time.Now(), text), ct);
        answer.Say(commit, after, form.About, form.Slack, $":white_check_mark: Everyone is thanked in {Mrkdwn.Plain("#" + thanks.Channel)}.");
        return (commit, Done);
    }

    private static string Notifies(string text, IReadOnlyList<Thanked> gathered) => ThanksText.Notified(text, gathered) switch
    {
        [] => "notifies nobody",
        [var one] => $"notifies {Mrkdwn.Plain(one.Name)}",
        var several => string.Create(CultureInfo.InvariantCulture, $"notifies {several.Count} people"),
    };

    /// <summary>mrkdwn: a line for each person.</summary>
    private static string Reasons(IReadOnlyList<Thanked> gathered) => string.Join('\n', gathered.Select(person =>
        $"• {(person.Mentioned ? Mrkdwn.User(person.UserId!) : Mrkdwn.Plain(person.Name))}: {Mrkdwn.Plain(string.Join(", ", person.Why.Take(MostReasons)))}{(person.Why.Count > MostReasons ? " …" : "")}"));

    /// <summary>mrkdwn: which authors and reporters the release does not know; null when it knows all.</summary>
    private static string? Missing(Release release)
    {
        var unwritten = release.Fixes.Count(fix => fix.Authors.Count == 0);
        return release.Fixes.Count == 0 ? ":bulb: No fixes are named yet: `/release fixes` adds them, with who wrote and who reported them."
            : unwritten > 0
            ? string.Create(
                CultureInfo.InvariantCulture,
                $":bulb: {unwritten} of {release.Fixes.Count} fixes {(unwritten == 1 ? "has" : "have")} no author yet: `/release fixes` adds them.")
            : null;
    }
}

/// <summary>The button <b>Preview</b>: shows the typed text as it will look.</summary>
internal sealed class PreviewThanks(ThanksStore thanks, ReleaseStore releases) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "thanks.preview";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        request.View is { } view && Carried.Read<AboutRelease>(view.PrivateMetadata).About is var about
            && await releases.Get(about.Release, cancellation) is { } read
            ? ActionResponse.Update(
                ThanksModal.Render(await thanks.Open(read, cancellation), thanks.Channel, about, request.State.Text(ThanksModal.Text) ?? ""))
            : ActionResponse.None;
}
