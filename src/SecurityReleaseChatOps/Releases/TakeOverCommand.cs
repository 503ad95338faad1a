using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/handover takeover</c>: opens <b>Take over</b>.</summary>
internal sealed class TakeOverCommand(ReleaseStore releases, TakeOvers forms) : ReleaseCommand(releases, TakeOverModal.Open)
{
    private const string Label = "Take over";

    public static Button Button(Release release) => RunCommand.Button(Label, "/handover takeover", release);

    public override CommandUsage Usage { get; } = new("/handover", "takeover", "[release]", "take a release over from someone who is away", Button: Label);

    public override bool Offers(Release release, string by) => by != release.Owner && base.Offers(release, by);

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        await forms.Refuse(release.Value, call.UserId, ct) is { } no
            ? SlashCommandResponse.Ephemeral($"{Mrkdwn.Plain(no)}.")
            : SlashCommandResponse.Open(forms.Form(release.Value));
}

/// <summary>Everything <b>Take over</b> is decided and rendered from.</summary>
internal sealed class TakeOvers(KeptRoster keptRoster, SlackDirectory directory, TimeProvider time)
{
    /// <returns>Why this person cannot take the release over, in plain text; null when they can.</returns>
    public async Task<string?> Refuse(Release release, string by, CancellationToken ct)
    {
        var (holder, taker) = await Of(release, by, ct);
        return HolderRules.Refuse(release, holder, taker, directory.NameOf, time.Now());
    }

    public async Task<Decision<Release>> Decide(Release release, string by, string? reason, CancellationToken ct)
    {
        var (holder, taker) = await Of(release, by, ct);
        return HolderRules.TakeOver(release, holder, taker, reason, directory.NameOf, time.Now());
    }

    public ModalViewDefinition Form(Release release) => TakeOverModal.Render(release, directory.NameOf(release.Owner));

    private async Task<(Engineer? Holder, Taker Taker)> Of(Release release, string by, CancellationToken ct)
    {
        var roster = await keptRoster.Read(ct);
        return (roster.FirstOrDefault(e => e.UserId == release.Owner), new(by, directory.RoleOf(by) == Role.Admin, roster.FirstOrDefault(e => e.UserId == by)));
    }
}

/// <summary>The modal <b>Take over</b>: asks why, and tells the former holder and the thread.</summary>
internal sealed class TakeOverModal(
    FormFrame frame, ReleaseStore releases, TakeOvers forms, Hosting.Settings settings) : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.takeover";
    private const string Reason = "reason";
    private const string Holder = "holder";

    public static While Open { get; } = new("there is nothing left to take over", ReleaseState.Preparing, ReleaseState.Published);

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;

    /// <param name="holder">The holder's name.</param>
    public static ModalViewDefinition Render(Release release, string holder) => FormModal.Of(
        CallbackId, "Take over", "Take over", new AboutRelease(release.Id), ReadAt.Of(Holder, release.Owner),
        [
            ContextBlock.Of($"{Mrkdwn.Plain(holder)} has {release.Named()} and is not at work."),
            InputBlock.Of(Reason, "Why", new PlainTextInput { MaxLength = NewRelease.LongestReason }, "They are told, and everyone on the release"),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var decided = await forms.Decide(read.Value, form.By, form.State.Text(Reason), ct);
        if (decided.Refused)
            return Wrong(Reason, decided.Words);
        var (release, from) = (decided.Value!, read.Value.Owner);
        if (!form.ReadAt.Is(Holder, from))
            return form.StaysOpen(forms.Form(read.Value), form.ReadAt.And(Holder, from), $"{Mrkdwn.Plain(Directory.NameOf(from))} has it by now.");
        var (commit, why) = (new Commit(), ReleaseText.Because(release.TakenOver!.Reason));
        await Releases.Save(commit, read, release, form.By, "took over", ct);
        var (taker, holder) = (Mrkdwn.Plain(Directory.NameOf(form.By)), Mrkdwn.Plain(Directory.NameOf(from)));
        Message told = $"{taker} took {release.Named()} over from {holder}{why}";
        ReleaseMove.Tell(commit, release, read.Version + 1, told with { ReplyBroadcast = true }, settings);
        Directory.Tell(commit, release, from, $"taken-over/{release.Id}/{read.Version + 1}", $"{taker} took {release.Named()} over from you{why}");
        return (commit, Done);
    }
}
