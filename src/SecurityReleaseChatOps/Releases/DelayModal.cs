using System.Globalization;
using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release delay</c>: opens <b>Move due date</b>, with the date that was typed.</summary>
internal sealed class DelayRelease(ReleaseDesk desk, SlackDirectory directory, TimeProvider time) : WordsOnRelease(desk)
{
    public override CommandWord Word { get; } = new("/release", "delay", "[release] [to a date]", "move its due date, with a reason");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var to = release.Value.DueDate;
        return Task.FromResult(call.Rest.IsEmpty || TypedDate.TryParse(call.Rest, directory.TodayOf(call.UserId, time.GetUtcNow()), out to, out var wrong)
            ? SlashCommandResponse.Open(DelayModal.Render(release.Value, to))
            : SlashCommandResponse.Ephemeral($"{Mrkdwn.Plain(wrong)}."));
    }
}

/// <summary>The modal <b>Move due date</b>.</summary>
internal sealed class DelayModal(ReleaseDesk desk, IStore store, SlackDirectory directory, Hosting.Settings settings, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "release.delay";
    private const string Reason = "reason";

    public static ModalViewDefinition Render(Release release, DateOnly to) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = release.Id,
        Title = "Move due date",
        Submit = "Move",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"{release.Named()} is due {release.Due()}")] },
            new InputBlock { BlockId = ReleaseFields.DueDate, Label = "Due date", Element = new DatePicker { InitialDate = to } },
            new InputBlock { BlockId = Reason, Label = "Why", Hint = "Shown with the release", Element = new PlainTextInput { MaxLength = NewRelease.LongestReason }, Optional = true },
        ],
    };

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            if (await desk.Get(submission.View.PrivateMetadata ?? "", ct) is not { } read)
                return (null, ViewSubmissionResponse.Update(ReleaseModals.Gone));
            if (submission.State.Date(ReleaseFields.DueDate) is not { } to)
                return (null, ViewSubmissionResponse.Error(ReleaseFields.DueDate, "Pick the new date."));
            var now = time.GetUtcNow();
            var today = directory.TodayOf(submission.UserId, now);
            var decided = ReleaseRules.Delay(read.Value, to, submission.State.Text(Reason), submission.UserId, today, Instant.FromDateTimeOffset(now));
            if (decided.Refused || !decided.Changed)
                return (null, ViewSubmissionResponse.Error(ReleaseFields.DueDate, decided.Words!));
            var commit = new Commit();
            await desk.Save(commit, read, decided.Value, submission.UserId, "moved due date", ct);
            ReleaseMove.Tell(commit, decided.Value, read.Version + 1, Moved(decided.Value, submission.UserId), settings);
            return (commit, ViewSubmissionResponse.Null);
        }, ViewSubmissionResponse.Null, cancellation);

    private static string Moved(Release release, string by)
    {
        var move = release.Moves[^1];
        return string.Create(CultureInfo.InvariantCulture, $"{Mrkdwn.User(by)} moved {release.Named()} from {move.From:ddd d MMM} to {move.To:ddd d MMM}{ReleaseWords.Because(move.Reason)}");
    }
}
