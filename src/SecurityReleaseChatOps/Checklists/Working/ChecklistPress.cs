using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>The frame of every change to a checklist: opened, decided, saved, and shown to the one who pressed.</summary>
internal sealed class ChecklistPress(ChecklistDesk desk, ReleaseDesk releases, IStore store, SlackDirectory directory, TimeProvider time)
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
    public Message Draw(ChecklistFile file, string viewer, Place place, string notice) => (At(file, viewer) with { Notice = notice }).Render(place);

    /// <summary>At a button: what is shown is brought up to date.</summary>
    /// <param name="own">The step that those of its role may press so too; null when it is PSIRT's alone to do.</param>
    public async Task<ActionResponse> AtButton(
        BlockActionRequest request, Place place, Func<Board, DateTimeOffset, ChecklistDecision> decide, CancellationToken cancellation, Func<Board, Step?>? own = null) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await Open(place.Release, ct) is not { } file)
                return (null, ActionResponse.Ephemeral(Gone));
            var decided = Decide(file, decide, request.UserId, own);
            if (decided.Refusal is { } why)
                return (null, place.View == Place.Home ? ActionResponse.Ephemeral(why) : Answer(request, place, At(file, request.UserId) with { Notice = ":information_source: " + why }));
            var commit = new Commit();
            await desk.Save(commit, file, decided, request.UserId, ct);
            return (commit, Answer(request, place, After(file, decided, request.UserId)));
        }, ActionResponse.None, cancellation);

    /// <summary>At a word typed: shows what came of it.</summary>
    /// <inheritdoc cref="AtButton" path="/param"/>
    public async Task<SlashCommandResponse> AtWord(
        CommandCall call, string releaseId, Func<Board, DateTimeOffset, ChecklistDecision> decide, CancellationToken cancellation, Func<Board, Step?>? own = null) =>
        await store.Run(call.Slack.DeliveryId, async ct =>
        {
            if (await Open(releaseId, ct) is not { } file)
                return (null, SlashCommandResponse.Ephemeral(Gone));
            var decided = Decide(file, decide, call.UserId, own);
            if (decided.Refusal is { } why)
                return (null, SlashCommandResponse.Ephemeral(":information_source: " + why));
            var commit = new Commit();
            await desk.Save(commit, file, decided, call.UserId, ct);
            return (commit, SlashCommandResponse.Ephemeral(After(file, decided, call.UserId).Render(new(releaseId))));
        }, SlashCommandResponse.Ephemeral("That was done already."), cancellation);

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
            return (null, ViewSubmissionResponse.Error(field, PlainWords.Of(why, directory.NameOf)));
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

    private async Task<ChecklistFile?> Open(string releaseId, CancellationToken ct) =>
        await releases.Get(releaseId, ct) is { } release ? await desk.Open(release, ct) : null;

    private Screen At(ChecklistFile file, string viewer) =>
        new(file, viewer, directory.RoleOf(viewer) >= Access.Role.Psirt, time.GetUtcNow(), Own: OwnRoles.Of(directory, viewer));

    private ChecklistDecision Decide(ChecklistFile file, Func<Board, DateTimeOffset, ChecklistDecision> decide, string by, Func<Board, Step?>? own) =>
        (ChecklistForm.Worked.Refuse(file.Release) ?? MayNot(file, by, own)) is { } no ? ChecklistDecision.Refuse(file.Board, Mrkdwn.Plain(no)) : decide(file.Board, time.GetUtcNow());

    private string? MayNot(ChecklistFile file, string by, Func<Board, Step?>? own) =>
        At(file, by) is { CanWork: false } screen && !(own?.Invoke(file.Board) is { } step && screen.MayPress(step)) ? Who.Psirt.Words : null;

    private Respond Shown(string url, FormFrom from, Screen screen, string delivery) => new(
        "checklist-form/" + delivery,
        url,
        screen.Viewer,
        new() { Message = screen.Render(new(from.Release, from.View)), ReplaceOriginal = from.Replaces },
        time.GetUtcNow() + Answerable,
        Classification.Embargoed(from.Release));

    // A message that others see stays as it is; the App Home is drawn anew by the commit.
    private static ActionResponse Answer(BlockActionRequest request, Place place, Screen screen) =>
        request.IsEphemeral ? ActionResponse.Replace(screen.Render(place))
        : place.View == Place.Home ? ActionResponse.None
        : ActionResponse.Ephemeral(screen.Render(place));

    private Screen After(ChecklistFile file, ChecklistDecision decided, string viewer)
    {
        var after = file.With(decided);
        return At(after, viewer) with { Notice = PressWords.Of(file.Board, after.Board, decided), Undo = PressWords.Undo(decided) };
    }
}

/// <summary>What others changed since a form opened, see <see cref="Submitted{T}.StaysOpen"/>.</summary>
internal sealed record Meanwhile(ModalViewDefinition Fresh, ReadAt Told, string Words);
