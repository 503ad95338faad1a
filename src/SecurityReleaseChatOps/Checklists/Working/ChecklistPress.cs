using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The frame of every change to a checklist: opened, decided, saved, and shown to the one who pressed.</summary>
internal sealed class ChecklistPress(ChecklistStore desk, ReleaseStore releases, IStore store, SlackDirectory directory, TimeProvider time)
{
    /// <summary>How long Slack takes answers to a click.</summary>
    private static readonly TimeSpan Answerable = TimeSpan.FromMinutes(30);

    public const string Gone = "This checklist is not there any more. `/release list` shows all releases.";

    /// <summary>mrkdwn: that a release has no checklist.</summary>
    public static string None(Release release) => $"There is no checklist for {release.Named()}: no definition is for a release of its kind and product.";

    /// <summary>Looks at a checklist as it stands; null when there is none.</summary>
    public async Task<Screen?> Look(string releaseId, string viewer, CancellationToken ct) =>
        await Open(releaseId, ct) is { } file ? At(file, viewer) : null;

    /// <summary>A view of a checklist as it stands, with what came of what was done.</summary>
    public Message Draw(ChecklistSnapshot file, string viewer, ChecklistPlace place, string notice) => (At(file, viewer) with { Notice = notice }).Render(place);

    /// <summary>At a button: what is shown is brought up to date.</summary>
    /// <param name="own">The step that those of its role may press so too; null when it is PSIRT's alone to do.</param>
    public Task<ActionResponse> AtButton(
        BlockActionRequest request, ChecklistPlace place, Func<Board, DateTimeOffset, ChecklistDecision> decide, CancellationToken ct, Func<Board, Step?>? own = null) => Saved(
            request.DeliveryId, place.Release, decide, request.UserId, own,
            (file, why) => file is null || place.View == ChecklistPlace.Home ? ActionResponse.Ephemeral(why) : Answer(request, place, At(file, request.UserId) with { Notice = ":information_source: " + why }),
            screen => Answer(request, place, screen),
            ActionResponse.None, ct);

    /// <summary>At a word typed: shows what came of it.</summary>
    /// <inheritdoc cref="AtButton" path="/param"/>
    public Task<SlashCommandResponse> AtWord(
        CommandCall call, string releaseId, Func<Board, DateTimeOffset, ChecklistDecision> decide, CancellationToken ct, Func<Board, Step?>? own = null) => Saved(
            call.Slack.DeliveryId, releaseId, decide, call.UserId, own,
            (file, why) => SlashCommandResponse.Ephemeral(file is null ? why : ":information_source: " + why),
            screen => SlashCommandResponse.Ephemeral(screen.Render(new(releaseId))),
            SlashCommandResponse.Ephemeral("That was done already."), ct);

    /// <param name="refused">By the checklist, null when it is not there any more, and why.</param>
    private Task<T> Saved<T>(
        string delivery, string releaseId, Func<Board, DateTimeOffset, ChecklistDecision> decide, string by, Func<Board, Step?>? own,
        Func<ChecklistSnapshot?, string, T> refused, Func<Screen, T> done, T again, CancellationToken cancellation) => store.Run(delivery, async ct =>
        {
            if (await Open(releaseId, ct) is not { } file)
                return (null, refused(null, Gone));
            var decided = Decide(file, decide, by, own);
            if (decided.Refusal is { } why)
                return (null, refused(file, why));
            var commit = new Commit();
            await desk.Save(commit, file, decided, by, ct);
            return (commit, done(After(file, decided, by)));
        }, again, cancellation);

    /// <summary>At a form: it closes and the checklist under it is brought up to date, or it stays with what is wrong.</summary>
    /// <param name="field">The input that a refusal stands under.</param>
    /// <param name="then">The modal that follows, also with what must be asked first; null closes it.</param>
    /// <param name="meanwhile">What others changed of what the form showed, so that it stays open once; null for nothing.</param>
    /// <inheritdoc cref="AtButton" path="/param[@name='own']"/>
    public async Task<(Commit? Commit, ViewSubmissionResponse Answer)> AtForm(
        Submitted<FormFrom> form, Doc<Release> release, Func<Board, DateTimeOffset, ChecklistDecision> decide, string field,
        Func<Board, ChecklistDecision, ModalViewDefinition>? then, CancellationToken ct, Func<Board, Meanwhile?>? meanwhile = null, Func<Board, Step?>? own = null)
    {
        if (await desk.Open(release, ct) is not { } file)
            throw new RefusalException(Gone);
        var decided = Decide(file, decide, form.By, own);
        if (decided.Refusal is { } why)
            return (null, ViewSubmissionResponse.Error(field, ChecklistText.Plain(why, directory.NameOf)));
        if (decided.Question is not null)
            return (null, ViewSubmissionResponse.Update(then!(file.Board, decided)));
        if (meanwhile?.Invoke(file.Board) is { } changed)
            return form.StaysOpen(changed.Fresh, changed.Told, changed.Words);
        var commit = new Commit();
        if (decided.Events.Count > 0)
            await desk.Save(commit, file, decided, form.By, ct);
        if (form.About.ResponseUrl is { } url)
            commit.Effect(Shown(url, form.About, After(file, decided, form.By), form.Slack.DeliveryId));
        return (commit, then is null ? ViewSubmissionResponse.Null : ViewSubmissionResponse.Update(then(file.With(decided).Board, decided)));
    }

    private async Task<ChecklistSnapshot?> Open(string releaseId, CancellationToken ct) =>
        await releases.Get(releaseId, ct) is { } release ? await desk.Open(release, ct) : null;

    private Screen At(ChecklistSnapshot file, string viewer) =>
        new(file, viewer, directory.RoleOf(viewer) >= Access.Role.Psirt, time.GetUtcNow(), Own: OwnRoles(directory, viewer));

    /// <summary>Whose steps a person presses who is not of PSIRT: those of their own role, and no others.</summary>
    public static IReadOnlyCollection<Role> OwnRoles(SlackDirectory directory, string person) =>
    [
        .. directory.IsReleaseManager(person) ? [Role.ReleaseManager] : Array.Empty<Role>(),
        .. directory.IsOfCommunications(person) ? [Role.Communications] : Array.Empty<Role>(),
    ];

    private ChecklistDecision Decide(ChecklistSnapshot file, Func<Board, DateTimeOffset, ChecklistDecision> decide, string by, Func<Board, Step?>? own) =>
        (ChecklistForm.Worked.Refuse(file.Release) ?? MayNot(file, by, own)) is { } no ? ChecklistDecision.Refuse(file.Board, Mrkdwn.Plain(no)) : decide(file.Board, time.GetUtcNow());

    private string? MayNot(ChecklistSnapshot file, string by, Func<Board, Step?>? own) =>
        At(file, by) is { CanWork: false } screen && !(own?.Invoke(file.Board) is { } step && screen.MayPress(step)) ? Who.Psirt.Words : null;

    private Respond Shown(string url, FormFrom from, Screen screen, string delivery) => new(
        "checklist-form/" + delivery,
        url,
        screen.Viewer,
        new() { Message = screen.Render(new(from.Release, from.View)), ReplaceOriginal = from.Replaces },
        time.GetUtcNow() + Answerable,
        Classification.Embargoed(from.Release));

    // A message that others see stays as it is; the App Home is drawn anew by the commit.
    private static ActionResponse Answer(BlockActionRequest request, ChecklistPlace place, Screen screen) =>
        request.IsEphemeral ? ActionResponse.Replace(screen.Render(place))
        : place.View == ChecklistPlace.Home ? ActionResponse.None
        : ActionResponse.Ephemeral(screen.Render(place));

    private Screen After(ChecklistSnapshot file, ChecklistDecision decided, string viewer)
    {
        var after = file.With(decided);
        return At(after, viewer) with { Notice = EventText.AtPress(file.Board, after.Board, decided), Undo = EventText.Undo(decided) };
    }
}

/// <summary>What others changed since a form opened, see <see cref="Submitted{T}.StaysOpen"/>.</summary>
internal sealed record Meanwhile(ModalViewDefinition Fresh, ReadAt Told, string Words);
