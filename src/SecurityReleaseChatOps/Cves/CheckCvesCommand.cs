using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve check</c>: shows what is wrong with one CVE, or with all.</summary>
internal sealed class CheckCvesCommand(ReleaseStore releases, CveStore store) : CvesCommand(releases, store, onlyShows: true)
{
    public override CommandUsage Usage { get; } = new("/cve", "check", "[cve]", "what contradicts itself or the release, or is missing");

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, CommandCall call, CancellationToken ct)
    {
        var name = CveLookup.Split(call.Rest).Name;
        if (name is null && cves.Cves.Count > 0)
            return Task.FromResult(SlashCommandResponse.Ephemeral(CveMessage.Checked(cves, cves.Cves, CveFindings.In(cves))));
        var one = CveLookup.Find(cves, name, out var why);
        return Task.FromResult(SlashCommandResponse.Ephemeral(one is null ? Mrkdwn.Plain(why) : CveMessage.Checked(cves, [one], CveFindings.In(cves))));
    }
}

/// <summary>The button <b>Fix</b> beside a finding: corrects the record as the check proposes.</summary>
internal sealed class FixCve(FormFrame frame, ReleaseStore releases, CveStore store, CveAnswer answer, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "cve.fix";

    public static Button Button(Release release, ReleaseCve cve, CveFinding found) => new()
    {
        ActionId = $"{ActionId}:{found.Check}:{ReadAt.Mark(found.Finding)}",
        Text = "Fix",
        Value = $"{release.Id} {cve.Id} {found.Check} {ReadAt.Mark(found.Finding)}",
    };

    public Task<ActionResponse> Handle(
        ButtonAction action, BlockActionRequest request, CancellationToken cancellation) => frame.Store.Run(request.DeliveryId, async ct =>
    {
        var (gathered, words, no) = await CvePress.Gather(frame, releases, store, request.UserId, action.Value, 4, ct);
        if (gathered is not { } all)
            return (null, no!);
        if (all.Find(words[1]) is not { Record: { } record } cve)
            return (null, ActionResponse.Ephemeral("This CVE is not in the release any more. `/cve list` shows all."));
        // Only the finding the button was drawn for: nobody has seen what fixing another one would change.
        if (CveFindings.In(all).Of(cve).FirstOrDefault(one => one.Check == words[2] && ReadAt.Mark(one.Finding) == words[3]) is not { Fix: { } fix } found)
            return (null, ActionResponse.Replace(CveMessage.Checked(all, [cve], CveFindings.In(all), "It changed meanwhile; this is how it is now.")));
        var fixedRecord = fix(record);
        var decided = CveRules.Edit(all, cve, new(null, null, CveYaml.Write(fixedRecord), fixedRecord), request.UserId, time.Now());
        if (decided.Refused)
            return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(decided.Words)));
        var commit = new Commit();
        await store.Save(commit, all, decided.Value, request.UserId, CveAudit.Fixed, ct);
        answer.Withdrawn(commit, all, decided.Value, request.UserId);
        var after = all.After(decided.Value);
        return (commit,
            ActionResponse.Replace(
                CveMessage.Checked(after, [after.Find(cve.Id)!], CveFindings.In(after), $":white_check_mark: Fixed {Mrkdwn.Plain(found.Finding.Where)}.")));
    }, ActionResponse.Ephemeral("That was done already."), cancellation);
}
