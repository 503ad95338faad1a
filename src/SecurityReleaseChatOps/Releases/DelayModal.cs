using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release delay</c>: opens <b>Move due date</b>, with the date that was typed.</summary>
internal sealed class DelayReleaseCommand(ReleaseStore releases, SlackDirectory directory, TimeProvider time) : ReleaseTextCommand(releases, DelayModal.Open)
{
    public override CommandUsage Usage { get; } = new("/release", "delay", "[release] [to a date]", "move its due date, with a reason", Button: "Due date");

    protected override bool EndsInText => true;

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var to = release.Value.DueDate;
        return Task.FromResult(call.Rest.IsEmpty || TypedDate.TryParse(call.Rest, directory.TodayOf(call.UserId, time.Now()), out to, out var wrong)
            ? SlashCommandResponse.Open(DelayModal.Render(release.Value, to))
            : SlashCommandResponse.Ephemeral($"{Mrkdwn.Plain(wrong)}."));
    }
}

/// <summary>The button <b>Move the due date</b>: opens the same, with the date beside which it stands.</summary>
internal sealed class MoveDueDate(ReleaseStore releases) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "release.move";

    public static Button Button(string releaseId, DateOnly to) =>
        new() { ActionId = ActionId, Text = "Move the due date", Value = string.Create(CultureInfo.InvariantCulture, $"{releaseId} {to:O}") };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if ((action.Value ?? "").Split(' ') is not [var id, var date]
            || !DateOnly.TryParseExact(date, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            || await releases.Get(id, cancellation) is not { } release)
            return ActionResponse.Ephemeral(ReleaseText.Gone);
        return DelayModal.Open.Refuse(release.Value) is { } no
            ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
            : ActionResponse.Open(DelayModal.Render(release.Value, to));
    }
}

/// <summary>The modal <b>Move due date</b>.</summary>
internal sealed class DelayModal(
    FormFrame frame, ReleaseStore releases, Hosting.Settings settings, TimeProvider time) : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.delay";
    private const string Reason = "reason";

    private static readonly Part<DateOnly> Due = new("due", _ => "", date => date);

    public static While Open { get; } = new("its due date stays", ReleaseState.Preparing);

    public static ModalViewDefinition Render(Release release, DateOnly to) => FormModal.Of(
        CallbackId, "Move due date", "Move", new AboutRelease(release.Id), Due.ReadAt([release.DueDate]),
        [
            ContextBlock.Of($"{release.Named()} is due {release.Due()}"),
            InputBlock.Of(ReleaseFields.DueDate, "Due date", new DatePicker { InitialDate = to }),
            InputBlock.Of(Reason, "Why", new PlainTextInput { MaxLength = NewRelease.LongestReason }, "Shown with the release", optional: true),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        if (form.State.Date(ReleaseFields.DueDate) is not { } to)
            return Wrong(ReleaseFields.DueDate, "Pick the new date.");
        var due = Due.Merge(form.ReadAt, [read.Value.DueDate], [to]);
        if (due.Clashes.Count > 0)
            return form.StaysOpen(
                Render(read.Value, to), due.Told,
                $"{Moved(read.Value, Directory.Shown(read.Value.Moves[^1].By))} meanwhile. *Move* puts your date in its place.");
        var now = time.Now();
        var decided = ReleaseRules.Delay(
            read.Value, due.Values[0], form.State.Text(Reason), form.By, Directory.TodayOf(form.By, now), now);
        if (decided.Refused || !decided.Changed)
            return Wrong(ReleaseFields.DueDate, decided.Words!);
        var commit = new Commit();
        await Releases.Save(commit, read, decided.Value, form.By, "moved due date", ct);
        ReleaseMove.Tell(commit, decided.Value, read.Version + 1, Moved(decided.Value, Directory.Shown(form.By)), settings);
        return (commit, Done);
    }

    private static string Moved(Release release, string by)
    {
        var move = release.Moves[^1];
        return string.Create(
            CultureInfo.InvariantCulture, $"{by} moved {release.Named()} from {move.From:ddd d MMM} to {move.To:ddd d MMM}{ReleaseText.Because(move.Reason)}");
    }
}
