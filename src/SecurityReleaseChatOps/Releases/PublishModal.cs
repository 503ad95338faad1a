using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release published</c>: the packages and the post are public; opens <b>Publish</b>.</summary>
internal sealed class PublishReleaseCommand(ReleaseStore releases, PublishForms forms, SlackDirectory directory) : ReleaseCommand(releases, PublishModal.Open)
{
    public override CommandUsage Usage { get; } = new(
        "/release", "published", "[release]", "say that the release and its post are public", Role.Viewer, Button: "Publish");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Who.PsirtAndReleaseManagers.Refuse(directory, call.UserId) is { } no
            ? SlashCommandResponse.Ephemeral(no)
            : SlashCommandResponse.Open((await forms.Open(release, call.UserId, ct)).Render(new(release.Id, call.Slack.ResponseUrl)));
}

/// <summary>Everything <b>Publish</b> is decided and rendered from.</summary>
internal sealed record PublishForm(Release Release, IReadOnlyList<Missing> Missing, Publisher Person, Instant Now)
{
    public const string Reason = "reason";
    public const string Early = "early";

    public bool May => PublishRules.May(Release, Missing, Person);

    public bool IsEarly => PublishRules.IsEarly(Release, Now);

    /// <param name="about">The release, and where it was opened.</param>
    public ModalViewDefinition Render(AboutRelease about) => new()
    {
        CallbackId = PublishModal.CallbackId,
        PrivateMetadata = Carried.Write(about, MissingList.Whole.ReadAt([Missing])),
        Title = "Publish",
        Submit = May ? "It is public" : (PlainText?)null,
        Close = May ? "Cancel" : "Close",
        Blocks =
        [
            SectionBlock.Of($"{Release.Named()}, due {Release.Due()}. Saying that it is public ends its embargo."),
            .. Missing.Count > 0 ? [SectionBlock.Of($":warning: {Counted()}\n{Missing.Listed()}")] : (IEnumerable<Block>)[],
            .. May ? Inputs() : [ContextBlock.Of(PublishRules.WhoMay(Release, Missing))],
        ],
    };

    private string Counted() => string.Create(CultureInfo.InvariantCulture, $"*{Missing.Count} {(Missing.Count == 1 ? "thing is" : "things are")} missing*");

    private IEnumerable<Block> Inputs()
    {
        if (Missing.Count > 0)
            yield return InputBlock.Of(
                Reason, "Reason", new PlainTextInput { MaxLength = NewRelease.LongestReason }, "Why it goes out without. Everyone concerned is told");
        if (IsEarly)
            yield return InputBlock.Of(Early, "Before its due time", new CheckboxGroup { Options = [Option.Of("It is public already", "yes")] });
    }
}

/// <summary>Opens <b>Publish</b> for somebody.</summary>
internal sealed class PublishForms(Gates gates, SlackDirectory directory, KeptRoster keptRoster, TimeProvider time)
{
    public async Task<PublishForm> Open(Doc<Release> release, string by, CancellationToken ct)
    {
        var now = time.Now();
        var engineer = (await keptRoster.Read(ct)).FirstOrDefault(engineer => engineer.UserId == by);
        var atWork = engineer is not null && Workdays.IsAtWork(engineer, now);
        return new(release.Value, await gates.Before(Gate.Publish, release, ct), new(
            by, directory.RoleOf(by) == Role.Admin, directory.IsReleaseManager(by) || directory.StandsIn(release.Value, by), atWork), now);
    }
}

/// <summary>The modal <b>Publish</b>: what is missing, who has it, and that it ends the embargo. Whoever may not publish sees who can.</summary>
internal sealed class PublishModal(
    FormFrame frame, ReleaseMove move, PublishForms forms, IFormAnswer answer, Hosting.Settings settings,
    TimeProvider time) : ReleaseForm<AboutRelease>(frame, move.Store, Who.PsirtAndReleaseManagers, Open)
{
    public const string CallbackId = "release.publish";

    public static While Open { get; } = new("there is nothing to publish any more", ReleaseState.Preparing);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var now = await forms.Open(read, form.By, ct);
        if (!now.May)
            return StaysOpen(form, now, "You cannot say that it is public any more.");
        // When nothing is missing any more, no second look is needed.
        if (now.Missing.Count > 0 && !MissingList.Whole.WasShown(form.ReadAt, now.Missing))
            return StaysOpen(form, now, "What is missing changed meanwhile.");
        if (now.IsEarly && form.State.Options(PublishForm.Early).Count == 0)
            return StaysOpen(form, now, $"It is due {read.Value.Due()}: say that it is public already.");
        var decided = PublishRules.Publish(read.Value, now.Missing, form.State.Text(PublishForm.Reason), now.Person, now.Now);
        if (decided.Refused)
            return Wrong(PublishForm.Reason, decided.Words);
        var (commit, release) = (new Commit(), decided.Value!);
        var done = await move.Save(commit, read, release, form.By, "published", ct, r => $"published {r.Named()}{ReleaseText.Because(r.PublishedWhy)}");
        if (release.PublishedWhy is not null)
            TellAll(commit, release, read.Version + 1, now);
        commit.Reply(form.Slack, form.About.ResponseUrl, done, read.Id, time.Now(), key: "publish");
        // Shown, with its Undo, above a checklist if it was opened from one.
        if (form.About.View is not null)
            await answer.Say(commit, new(read.Id, release, read.Version + 1), form, $":white_check_mark: {done.Text}", ct);
        return (commit, Done);
    }

    /// <summary>Whoever had what was missing hears about it in the PSIRT channel.</summary>
    private void TellAll(Commit commit, Release release, long version, PublishForm form) => commit.Show(
        string.Create(CultureInfo.InvariantCulture, $"{ReleaseStore.CardKey(release.Id)}/{version}/missing"),
        settings.Channels.Psirt,
        $":rotating_light: {Directory.Shown(form.Person.UserId)} published {release.Named()} with {form.Missing.Count} "
        + $"missing{ReleaseText.Because(release.PublishedWhy)}\n{form.Missing.Listed()}",
        Classification.Embargoed(release.Id));

    private static (Commit? Commit, ViewSubmissionResponse Answer) StaysOpen(Submitted<AboutRelease> form, PublishForm now, string words) =>
        form.StaysOpen(now.Render(form.About), MissingList.Whole.ReadAt([now.Missing]), words);
}
