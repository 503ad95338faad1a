using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve validate</c>: opens <b>Validate</b>, for somebody who did not write title or description.</summary>
internal sealed class ValidateCveCommand(ReleaseStore releases, CveStore store, TimeProvider time) : OnCveCommand(releases, store)
{
    public override CommandUsage Usage { get; } = new("/cve", "validate", "[cve]", "confirm title and description that someone else wrote");

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct) =>
        Task.FromResult(Opens(cves, cve, new(cves.Release.Id, call.Slack.ResponseUrl, Of: cve.Id), call.UserId, time.Now()));

    /// <summary>The form, or why this person has nothing to validate.</summary>
    internal static SlashCommandResponse Opens(ReleaseCvesSnapshot cves, ReleaseCve cve, AboutRelease about, string by, Instant now) =>
        CveRules.Validate(cves, cve, by, now) is { Words: { } words }
            ? SlashCommandResponse.Ephemeral(Mrkdwn.Plain(words) + ".")
            : SlashCommandResponse.Open(ValidateModal.Render(cves, cve, about));
}

/// <summary>The modal <b>Validate</b>: the current title and description.</summary>
internal sealed class ValidateModal(
    FormFrame frame, ReleaseStore releases, CveStore store, CveAnswer answer, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, CvesCommand.Open)
{
    public const string CallbackId = "cve.validate";
    private const string Words = "text";
    private const string Sure = "sure";

    public static ModalViewDefinition Render(ReleaseCvesSnapshot all, ReleaseCve cve, AboutRelease about) => FormModal.Of(
        CallbackId, "Validate", "Validate", about, ReadAt.Of(Words, ReleaseCve.TextHash(cve.Title, cve.Record?.Description)),
        [
            ContextBlock.Of($"*{Mrkdwn.Plain(cve.Name)}* of {all.Release.Named()}"),
            SectionBlock.Of($"*{Mrkdwn.Plain(cve.Title)}*"),
            SectionBlock.Of(Mrkdwn.Plain(cve.Record?.Description)),
            InputBlock.Of(
                Sure, "I have read both",
                new CheckboxGroup { Options = [Option.Of("Accurate, and no endpoint, parameter, code path or way to reproduce it", "yes")] }),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var all = await store.Open(read, ct);
        if (all.Find(form.About.Of ?? "") is not { } cve)
            throw new RefusalException("This CVE is not in the release any more. /cve list shows all.");
        var hash = ReleaseCve.TextHash(cve.Title, cve.Record?.Description);
        if (!form.ReadAt.Is(Words, hash))
            return form.StaysOpen(Render(all, cve, form.About), ReadAt.Of(Words, hash), "Its title or description changed meanwhile: please read them again.");
        var decided = CveRules.Validate(all, cve, form.By, time.Now());
        if (decided.Refused)
            return Wrong(Sure, decided.Words);
        if (!decided.Changed)
            return (null, Done);
        var commit = new Commit();
        await store.Save(commit, all, decided.Value, form.By, CveAudit.Validated, ct);
        answer.Say(commit, form, $":white_check_mark: *{Mrkdwn.Plain(cve.Name)}* is validated. Put `description::validated` on its request too.");
        return (commit, Done);
    }
}
