using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>
/// One part of a close-out: the text and the command to paste, and the pieces to tick as done. It replaces <b>Close-out</b>, which comes back
/// afterwards.
/// </summary>
internal sealed class PartModal(FormFrame frame, ReleaseStore releases, CloseOutReading reading, CloseOutSaving saving, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, CloseOutModal.Open)
{
    public const string CallbackId = "close-out.part";
    private const string Ticked = "done";

    // Slack's limits for an option, a form's title and an input.
    private const int LongestOption = 75;
    private const int LongestTitle = 24;
    private const int LongestInput = 3000;
    private const int MostOptions = 100;
    private const int MostLines = 20;

    public static ModalViewDefinition Render(CloseOutSnapshot snapshot, Part part, AboutRelease about, Func<string, string> shown)
    {
        var doable = CloseOutRules.Doable(snapshot.Plan, snapshot.State, part);
        var options =
            doable.Take(MostOptions)
                .Select(subject => Option.Of(Text.PlainText.Cut(snapshot.Plan.Name(part, subject), LongestOption), Key(snapshot, part, subject))).ToList();
        return new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = Carried.Write(about with { Of = part.ToString() }, ReadAt.Nothing),
            Title = Text.PlainText.Cut(PartText.Title(part), LongestTitle),
            Submit = "Done",
            Close = "Close",
            Blocks =
            [
                .. snapshot.IsAgreed || part is Part.Records or Part.Rewards
                    ? []
                    : (IEnumerable<Block>)[ContextBlock.Of(":warning: Two people have not agreed to the dry run yet")],
                .. Lines(snapshot, part, shown) is { Length: > 0 } lines ? [SectionBlock.Of(lines)] : (IEnumerable<Block>)[],
                .. part == Part.Reports && CloseOutRules.ToSend(snapshot) is { Count: > 0 } send
                    ? [ActionsBlock.Of(CloseOutPress.Send(snapshot.Release, send.Count))]
                    : (IEnumerable<Block>)[],
                .. CloseOutText.Command(snapshot.Release, part) is { } command ? [Copy("Command", command)] : (IEnumerable<Block>)[],
                .. Texts(snapshot, part) is { Length: > 0 } texts
                    ? CopyModal.Pieces(texts).Take(5).Select((piece, i) => Copy(i == 0 ? "Or by hand" : "Or by hand, continued", piece))
                    : [],
                .. options.Count == 0
                    ? []
                    : (IEnumerable<Block>)[InputBlock.Of(
                        Ticked, PartText.Asked(part), new StaticMultiSelectMenu { Options = options, InitialOptions = options }, optional: true)],
            ],
        };
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var (part, (snapshot, state)) = (Enum.Parse<Part>(form.About.Of!), await reading.Read(read, ct));
        var chosen = form.State.Options(Ticked);
        var subjects = snapshot.Plan.Subjects(part).Where(subject => chosen.Contains(Key(snapshot, part, subject))).ToList();
        var decided = CloseOutRules.Tick(snapshot, part, subjects, form.By, time.Now());
        if (!decided.Changed)
            return (null, ViewSubmissionResponse.Update(CloseOutModal.Render(snapshot, form.About, Directory.Shown)));
        var commit = new Commit();
        var after = await saving.Save(commit, read, state, snapshot with { State = decided.Value! }, form.By, "closed out", ct);
        return (commit, ViewSubmissionResponse.Update(CloseOutModal.Render(after, form.About, Directory.Shown)));
    }

    /// <summary>mrkdwn: what was done and by whom, and what is held back and why.</summary>
    private static string Lines(CloseOutSnapshot snapshot, Part part, Func<string, string> shown)
    {
        var subjects = snapshot.Plan.Subjects(part);
        var held = part == Part.Cves ? snapshot.Plan.Cves.Where(cve => cve.Hindrance is not null && snapshot.Open(part).Contains(cve.Id)).ToList() : [];
        var lines = snapshot.State.Done.Where(did => did.Part == part && subjects.Contains(did.Subject))
            .Select(did =>
                $":white_check_mark: {Mrkdwn.Plain(snapshot.Plan.Name(part, did.Subject))}: {(did.Sent ? "sent by" : "says")} {shown(did.By)} {Mrkdwn.Date(did.At)}")
            .Concat(held.Select(cve => $":no_entry_sign: {Mrkdwn.Plain(cve.Name)}: {Mrkdwn.Plain(cve.Hindrance)}")).ToList();
        return Text.PlainText.Some(lines, MostLines, line => line, "\n", "\n… and ");
    }

    /// <summary>The texts to send by hand for the open pieces.</summary>
    private static string Texts(CloseOutSnapshot snapshot, Part part)
    {
        var open = snapshot.Open(part);
        return part switch
        {
            Part.Issues =>
                string.Join("\n\n", snapshot.Plan.Issues.Where(issue => open.Contains(issue.Id)).Select(issue => $"{issue.Link ?? issue.Id}\n{issue.Comment}")),
            Part.Reports => string.Join("\n\n", snapshot.Plan.Reports.Where(report => open.Contains(report.Id)).Select(report => report.Text)),
            _ => "",
        };
    }

    private static InputBlock Copy(string label, string text) =>
        new() { Label = label, Element = new PlainTextInput { Multiline = true, InitialValue = Text.PlainText.Cut(text, LongestInput) }, Optional = true };

    // A hash, since an id may be longer than Slack allows for an option's value.
    private static string Key(CloseOutSnapshot snapshot, Part part, string subject) => ReadAt.Mark($"{snapshot.Release.Id}/{part}/{subject}")!;
}
