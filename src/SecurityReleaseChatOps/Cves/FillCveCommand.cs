using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve fill</c>: opens <b>Fill</b>, unless everything that follows from the release is already filled in.</summary>
internal sealed class FillCveCommand(ReleaseStore releases, CveStore store) : OnCveCommand(releases, store)
{
    public override CommandUsage Usage { get; } = new("/cve", "fill", "[cve]", "versions, solution and a first description, from the release");

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct) => Task.FromResult(
        cve.Problems.Count > 0
            ? SlashCommandResponse.Ephemeral(
                $"Its YAML cannot be read: {Mrkdwn.Plain(cve.Problems[0].ToString())}. Mend that first, with `/cve edit {Mrkdwn.Plain(cve.Name)}`.")
        : FillModal.Difference(cves, cve).Count == 0
        ? SlashCommandResponse.Ephemeral($"*{Mrkdwn.Plain(cve.Name)}* has all that follows from {cves.Release.Named()}.")
        : SlashCommandResponse.Open(FillModal.Render(cves, cve, new(cves.Release.Id, call.Slack.ResponseUrl, Of: cve.Id))));
}

/// <summary>The modal <b>Fill</b>: what filling in would change, line by line.</summary>
internal sealed class FillModal(
    FormFrame frame, ReleaseStore releases, CveStore store, CveAnswer answer, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, CvesCommand.Open)
{
    public const string CallbackId = "cve.fill";
    private const string Filled = "difference";

    public static ModalViewDefinition Render(ReleaseCvesSnapshot all, ReleaseCve cve, AboutRelease about)
    {
        var difference = Difference(all, cve);
        return FormModal.Of(CallbackId, "Fill", "Take", about, ReadAt.Of(Filled, difference),
        [
            ContextBlock.Of($"*{Mrkdwn.Plain(cve.Name)}* of {all.Release.Named()} · what would change"),
            CveMessage.Code(string.Join('\n', difference)),
        ]);
    }

    /// <summary>What filling in would change, line by line; empty for no change.</summary>
    public static IReadOnlyList<string> Difference(ReleaseCvesSnapshot all, ReleaseCve cve) =>
        CveFill.Difference(cve.Record ?? CveRecord.Empty, CveFill.Of(cve.ForChecks(all.Release)));

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var all = await store.Open(read, ct);
        if (all.Find(form.About.Of ?? "") is not { Problems.Count: 0 } cve)
            throw new RefusalException("This CVE is not in the release any more, or cannot be read. /cve list shows all.");
        var difference = Difference(all, cve);
        if (difference.Count == 0)
            return (null, Done);
        if (!form.ReadAt.Is(Filled, difference))
            return form.StaysOpen(
                Render(all, cve, form.About), ReadAt.Of(Filled, difference), "The release or the CVE changed meanwhile: this is what would change now.");
        var record = CveFill.Of(cve.ForChecks(all.Release));
        var decided = CveRules.Edit(all, cve, new(null, null, CveYaml.Write(record), record), form.By, time.Now());
        if (decided.Refused)
            throw new RefusalException(decided.Words);
        var commit = new Commit();
        await store.Save(commit, all, decided.Value, form.By, CveAudit.Filled, ct);
        answer.Withdrawn(commit, all, decided.Value, form.By);
        var after = all.After(decided.Value);
        answer.Say(commit, form, CveMessage.Checked(after, [after.Find(cve.Id)!], CveFindings.In(after), ":white_check_mark: Filled from the release."));
        return (commit, Done);
    }
}
