using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The frame of every change to a checklist: open, decide, save, and show it to whoever pressed.</summary>
internal sealed class ChecklistPress(
    ChecklistStore checklists, ReleaseStore releases, IStore store, SlackDirectory directory, IToldBesides besides, TimeProvider time)
{
    public const string Gone = "This checklist is not there any more. `/release list` shows all releases.";

    /// <summary>Also after the release is closed: some steps come 30 days later.</summary>
    public static While Worked { get; } = new("nothing is left to do", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    /// <summary>Reads the current checklist; null when there is none.</summary>
    public async Task<Screen?> Look(string releaseId, string viewer, CancellationToken ct) =>
        await Open(releaseId, ct) is { } snapshot ? At(snapshot, viewer) : null;

    /// <summary>A view of the current checklist, with the result of the press.</summary>
    public Message Draw(ChecklistSnapshot snapshot, string viewer, ChecklistPlace place, string notice) =>
        (At(snapshot, viewer) with { Notice = notice }).Render(place);

    /// <summary>For a button: refreshes the view it is on.</summary>
    /// <param name="own">The step that people of its role may press too; null when only PSIRT may.</param>
    public Task<ActionResponse> AtButton(
        BlockActionRequest request, ChecklistPlace place, Func<Board, Instant, ChecklistDecision> decide, CancellationToken ct,
        Func<Board, Step?>? own = null) => Saved(
            request.DeliveryId, place.Release, decide, request.UserId, own,
            (snapshot, why) =>
                snapshot is null || place.View == ChecklistPlace.Home
                    ? ActionResponse.Ephemeral(why)
                    : Answer(request, place, At(snapshot, request.UserId) with { Notice = ":information_source: " + why }),
            screen => Answer(request, place, screen),
            ActionResponse.None, ct);

    /// <summary>For a typed command: shows the result.</summary>
    /// <inheritdoc cref="AtButton" path="/param"/>
    public Task<SlashCommandResponse> AtWord(
        CommandCall call, string releaseId, Func<Board, Instant, ChecklistDecision> decide, CancellationToken ct,
        Func<Board, Step?>? own = null) => Saved(
            call.Slack.DeliveryId, releaseId, decide, call.UserId, own,
            (snapshot, why) => SlashCommandResponse.Ephemeral(snapshot is null ? why : ":information_source: " + why),
            screen => SlashCommandResponse.Ephemeral(screen.Render(new(releaseId))),
            SlashCommandResponse.Ephemeral("That was done already."), ct);

    /// <param name="refused">Called with the checklist, or null when it no longer exists, and why it was refused.</param>
    private Task<T> Saved<T>(
        string delivery, string releaseId, Func<Board, Instant, ChecklistDecision> decide, string by, Func<Board, Step?>? own,
        Func<ChecklistSnapshot?, string, T> refused, Func<Screen, T> done, T again, CancellationToken cancellation) => store.Run(delivery, async ct =>
        {
            if (await Open(releaseId, ct) is not { } snapshot)
                return (null, refused(null, Gone));
            var decided = Decide(snapshot, decide, by, own);
            if (decided.Refusal is { } why)
                return (null, refused(snapshot, why));
            var commit = new Commit();
            await checklists.Save(commit, snapshot, decided, by, ct);
            return (commit, done(After(snapshot, decided, by)));
        }, again, cancellation);

    /// <summary>For a form: closes it and refreshes the checklist under it, or keeps it open with the error.</summary>
    /// <param name="field">The input under which a refusal is shown.</param>
    /// <param name="then">The modal that follows, for instance with a question to confirm; null closes the form.</param>
    /// <param name="meanwhile">What others changed of what the form showed, which keeps it open once; null for nothing.</param>
    /// <inheritdoc cref="AtButton" path="/param[@name='own']"/>
    public async Task<(Commit? Commit, ViewSubmissionResponse Answer)> AtForm(
        Submitted<AboutRelease> form, Doc<Release> release, Func<Board, Instant, ChecklistDecision> decide, string field,
        Func<Board, ChecklistDecision, ModalViewDefinition>? then, CancellationToken ct, Func<Board, Meanwhile?>? meanwhile = null,
        Func<Board, Step?>? own = null)
    {
        if (await checklists.Open(release, ct) is not { } snapshot)
            throw new RefusalException(Gone);
        var decided = Decide(snapshot, decide, form.By, own);
        if (decided.Refusal is { } why)
            return (null, ViewSubmissionResponse.Error(field, ChecklistText.Plain(why, directory.NameOf)));
        if (decided.Question is not null)
            return (null, ViewSubmissionResponse.Update(then!(snapshot.Board, decided)));
        if (meanwhile?.Invoke(snapshot.Board) is { } changed)
            return form.StaysOpen(changed.Fresh, changed.Told, changed.Words);
        var commit = new Commit();
        if (decided.Events.Count > 0)
            await checklists.Save(commit, snapshot, decided, form.By, ct);
        commit.Reply(
            form.Slack, form.About.ResponseUrl, After(snapshot, decided, form.By).Render(new(release.Id, form.About.View ?? ChecklistPlace.Next)), release.Id,
            time.Now(), inPlace: form.About.View is not null);
        return (commit, then is null ? ViewSubmissionResponse.Null : ViewSubmissionResponse.Update(then(snapshot.With(decided).Board, decided)));
    }

    private async Task<ChecklistSnapshot?> Open(string releaseId, CancellationToken ct) =>
        await releases.Get(releaseId, ct) is { } release ? await checklists.Open(release, ct) : null;

    private Screen At(ChecklistSnapshot snapshot, string viewer) =>
        new(snapshot, viewer, directory.RoleOf(viewer) >= Access.Role.Psirt, time.Now(), Own: OwnRoles(directory, viewer), Besides: besides);

    /// <summary>Outside PSIRT, people press the steps of their own role only.</summary>
    public static IReadOnlyCollection<Role> OwnRoles(SlackDirectory directory, string person) =>
    [
        .. directory.IsReleaseManager(person) ? [Role.ReleaseManager] : Array.Empty<Role>(),
        .. directory.IsOfCommunications(person) ? [Role.Communications] : Array.Empty<Role>(),
    ];

    private ChecklistDecision Decide(ChecklistSnapshot snapshot, Func<Board, Instant, ChecklistDecision> decide, string by, Func<Board, Step?>? own)
    {
        var screen = At(snapshot, by);
        var may = screen.CanWork || own?.Invoke(snapshot.Board) is { } step && screen.MayPress(step);
        return (Worked.Refuse(snapshot.Release) ?? (may ? null : Who.Psirt.Words)) is { } no
            ? ChecklistDecision.Refuse(snapshot.Board, Mrkdwn.Plain(no))
            : decide(snapshot.Board, time.Now());
    }

    // A message that others see is not replaced; the App Home is redrawn by the commit.
    private static ActionResponse Answer(BlockActionRequest request, ChecklistPlace place, Screen screen) =>
        request.IsEphemeral ? ActionResponse.Replace(screen.Render(place))
        : place.View == ChecklistPlace.Home ? ActionResponse.None
        : ActionResponse.Ephemeral(screen.Render(place));

    private Screen After(ChecklistSnapshot snapshot, ChecklistDecision decided, string viewer)
    {
        var after = snapshot.With(decided);
        return At(after, viewer) with { Notice = EventText.AtPress(snapshot.Board, after.Board, decided), Undo = EventText.Undo(decided) };
    }
}

/// <summary>What others changed since a form opened, see <see cref="Submitted{T}.StaysOpen"/>.</summary>
internal sealed record Meanwhile(ModalViewDefinition Fresh, ReadAt Told, string Words);

/// <summary>Reports what a form saved where it was opened; a checklist shown there is refreshed.</summary>
internal sealed class FormAnswer(ChecklistStore checklists, ChecklistPress press, TimeProvider time) : IFormAnswer
{
    public async Task Say(Commit commit, Doc<Release> after, Submitted<AboutRelease> form, string words, CancellationToken ct)
    {
        if (form.About.ResponseUrl is not null)
            Say(commit, form.About.View is null ? null : await checklists.Open(after, ct), form.About, form.Slack, words);
    }

    /// <param name="after">The checklist after it; null when there is none.</param>
    /// <param name="words">mrkdwn: what was saved.</param>
    public void Say(Commit commit, ChecklistSnapshot? after, AboutRelease about, ViewSubmission form, string words)
    {
        var drawn = after is not null && about.View is { } view ? press.Draw(after, form.UserId, new(about.Release, view), words) : null;
        commit.Reply(form, about.ResponseUrl, drawn ?? Message.Of(words), about.Release, time.Now(), inPlace: drawn is not null);
    }
}
