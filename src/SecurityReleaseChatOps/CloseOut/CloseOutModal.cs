using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>The modal <b>Close-out</b>: what will be done and said, what has been, and closing the release. Each part opens in a form of its own.</summary>
internal sealed class CloseOutModal(FormFrame frame, ReleaseMove move, CloseOutReading reading, IFormAnswer answer, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, move.Store, Who.Psirt, new("it is ended already", ReleaseState.Published))
{
    public const string CallbackId = "close-out";
    private const string Reason = "reason";

    public static While Open { get; } = new("there is nothing to close out", ReleaseState.Published, ReleaseState.Closed);

    /// <param name="shown">From a Slack user id to the name as mrkdwn that does not notify.</param>
    public static ModalViewDefinition Render(CloseOutSnapshot snapshot, AboutRelease about, Func<string, string> shown)
    {
        var (release, missing) = (snapshot.Release, snapshot.Missing);
        var ends = release.State == ReleaseState.Published;
        return new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = Carried.Write(about, MissingList.Whole.ReadAt([missing])),
            Title = "Close-out",
            Submit = ends ? "Close the release" : (PlainText?)null,
            Close = "Close",
            Blocks =
            [
                SectionBlock.Of($"{release.Named()}, published {Mrkdwn.Date(release.PublishedAt ?? default)}. *{Agreement(snapshot, shown)}*"),
                new ActionsBlock { Elements = [.. snapshot.IsAgreed ? [] : new[] { CloseOutPress.Button(CloseOutPress.AgreeActionId, "Agree", release) },
                    CloseOutPress.Button(CloseOutPress.DryRunActionId, "Dry run", release),
                    CloseOutPress.Button(CloseOutPress.NextIssueActionId, "Next tracking issue", release)] },
                .. Enum.GetValues<Part>().Select(part => Section(snapshot, part, shown)),
                ContextBlock.Of(Outputs.Line(snapshot)),
                .. ends && missing.Count > 0 ? End(missing) : [],
            ],
        };
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var snapshot = await reading.Open(read, ct);
        if (snapshot.Missing.Count > 0 && !MissingList.Whole.WasShown(form.ReadAt, snapshot.Missing))
            return form.StaysOpen(
                Render(snapshot, form.About, Directory.Shown), MissingList.Whole.ReadAt([snapshot.Missing]), "What is left changed meanwhile.");
        var decided = CloseOutRules.Close(snapshot, form.State.Text(Reason), form.By, time.Now());
        if (decided.Refused)
            return Wrong(Reason, decided.Words);
        var commit = new Commit();
        var done = await move.Save(
            commit, read, decided.Value, form.By, "closed", ct, release => $"closed {release.Named()}{ReleaseText.Because(release.Changed?.Reason)}");
        commit.Reply(form.Slack, form.About.ResponseUrl, done, read.Id, time.Now(), key: "close");
        if (form.About.View is not null)
            await answer.Say(commit, new(read.Id, decided.Value, read.Version + 1), form, $":white_check_mark: {done.Text}", ct);
        return (commit, Done);
    }

    private static string Agreement(CloseOutSnapshot snapshot, Func<string, string> shown) => snapshot.Agreed switch
    {
        [] => "Dry run: two people agree before anything is done",
        [var one] => $"Dry run: {shown(one.By)} agreed, a second person must too",
        var both => $"{shown(both[0].By)} and {shown(both[1].By)} agreed to the dry run",
    };

    private static SectionBlock Section(CloseOutSnapshot snapshot, Part part, Func<string, string> shown)
    {
        var (all, open) = (snapshot.Plan.Subjects(part).Count, snapshot.Open(part).Count);
        var how = all == 0 ? "none"
            : open > 0 ? string.Create(CultureInfo.InvariantCulture, $"{all - open} of {all}")
            : $"{all}, says {shown(CloseOutRules.Completed(snapshot, part)!.Value.By)}";
        return new()
        {
            Text = new Markdown($"{(open == 0 ? ":white_check_mark:" : ":white_circle:")} *{PartText.Title(part)}*: {how}"),
            Accessory = all == 0 ? null : CloseOutPress.Button($"{CloseOutPress.PartActionId}:{part}", "Open", snapshot.Release),
        };
    }

    private static IEnumerable<Block> End(IReadOnlyList<Missing> missing) =>
    [
        SectionBlock.Of($":warning: *Left before it is closed*\n{missing.Listed()}"),
        InputBlock.Of(Reason, "Reason", new PlainTextInput { MaxLength = NewRelease.LongestReason }, "Why it is closed without", optional: true),
    ];
}

/// <summary>The five outputs that are visible at the end (row H3), each by what is known to have happened, or a step says was done another way; pure.</summary>
internal static class Outputs
{
    private static readonly (string Name, string Fact)[] all =
        [("release", "published"), ("post", "linked.blog-post"), ("email", "email.sent"), ("CVE records", PartText.Fact(Part.Records)),
            ("HackerOne reports", PartText.Fact(Part.Rewards))];

    /// <summary>mrkdwn: each output, and whether it is there.</summary>
    public static string Line(CloseOutSnapshot snapshot) => "Outputs: " + string.Join(" · ", all.Select(output =>
        $"{(snapshot.Board is { } board && IsThere(board, output.Fact) ? ":white_check_mark:" : ":white_circle:")} {output.Name}"));

    private static bool IsThere(Board board, string fact) => board.Happened.Any(happened => happened.Kind == fact)
        || board.Steps.Any(step => step.State.Status == StepStatus.Done && step.Item.SettledBy.Any(term => term.Fact == fact));
}
