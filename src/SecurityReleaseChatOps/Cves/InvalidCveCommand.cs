using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve invalid</c>: marks a CVE's submission invalid, with the reason; without a reason, clears the mark.</summary>
internal sealed class InvalidCveCommand(
    ReleaseStore releases, CveStore store, IStore documents, Settings settings, TimeProvider time) : OnCveCommand(releases, store)
{
    private const int LongestReason = 300;

    public override CommandUsage Usage { get; } = new("/cve", "invalid", "cve [reason]", "why its submission is invalid; without a reason, it is valid again");

    protected override Task<SlashCommandResponse> On(
        ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct) => documents.Run(call.Slack.DeliveryId, async again =>
    {
        var reason = call.Rest.Own;
        if (reason.Length > LongestReason)
            return (null, SlashCommandResponse.Ephemeral($"The reason has {reason.Length} characters: at most {LongestReason} fit."));
        if (reason.Length == 0 && cve.Known?.Invalid is null)
            return (null,
                SlashCommandResponse.Ephemeral($"It is not invalid. Say what the bot says behind it: `/cve invalid {Mrkdwn.Plain(cve.Name)} reason`."));
        var all = await Cves.Open(cves.ReleaseRead, again);
        if (all.Find(cve.Id) is not { } now)
            return (null, SlashCommandResponse.Ephemeral("This CVE is not in the release any more. `/cve list` shows all."));
        var change = CveRules.Invalidate(all, now, reason, call.UserId, time.Now());
        var commit = new Commit();
        await Cves.Save(commit, all, change, call.UserId, reason.Length == 0 ? CveAudit.Valid : CveAudit.Invalid, again);
        var words = reason.Length == 0
            ? $":white_check_mark: *{Mrkdwn.Plain(cve.Name)}* is not `advisory::invalid` any more."
            : $":no_entry: *{Mrkdwn.Plain(cve.Name)}* is `advisory::invalid`: {Mrkdwn.Plain(Text.PlainText.Cut(reason, LongestReason))}. It is not "
                + $"published like that.";
        commit.Show(
            $"cve/{CveStore.Key(change.Cves[0])}/invalid/{call.Slack.DeliveryId}", settings.Channels.Psirt, words, Classification.Embargoed(cves.Release.Id),
            ReleaseStore.CardKey(cves.Release.Id));
        return (commit, SlashCommandResponse.Ephemeral(words));
    }, SlashCommandResponse.Ephemeral("That was done already."), ct);
}
