using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release pair</c>: opens <b>Change pair</b>.</summary>
internal sealed class ChangePairCommand(ReleaseStore releases, KeptRoster keptRoster, SlackDirectory directory, TimeProvider time)
    : ReleaseCommand(releases, PairModal.Open)
{
    private const string Label = "Change pair";

    public static Button Button(Release release) => RunCommand.Button(Label, "/release pair", release);

    public override CommandUsage Usage { get; } = new("/release", "pair", "[release]", "change its Primary or Secondary", Button: Label);

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        if (PairModal.Refuse(release.Value, call.UserId, directory) is { } no)
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(no));
        var (roster, now) = (await keptRoster.Read(ct), time.Now());
        return SlashCommandResponse.Open(
            PairModal.Render(release.Value, user => PersonPicker.Of(roster, directory.NameOf, now, user), directory.RoleOf(call.UserId) == Role.Admin));
    }
}

/// <summary>The modal <b>Change pair</b>: by the rules of <b>New release</b>; whose part changes is told.</summary>
internal sealed class PairModal(
    FormFrame frame, ReleaseStore releases, KeptRoster keptRoster, Hosting.Settings settings, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.pair";
    private const string Both = "pair";

    public static While Open { get; } = new("its pair stays", ReleaseState.Preparing, ReleaseState.Published);

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;

    /// <returns>Why this person may not change it, in plain text; null when they may.</returns>
    public static string? Refuse(Release release, string by, SlackDirectory directory) =>
        release.Pair.Contains(by) || directory.RoleOf(by) == Role.Admin
            ? null
            : $"Only {directory.NameOf(release.Primary)}, {directory.NameOf(release.Secondary)} or an admin can change the pair of {release.Id}.";

    /// <param name="picker">The field for someone of the rotation, with whom it chooses at first.</param>
    public static ModalViewDefinition Render(Release release, Func<string?, InputElement> picker, bool mayOverride, string? question = null) => FormModal.Of(
        CallbackId, "Change pair", "Change", new AboutRelease(release.Id), ReadAt.Of(Both, release.Pair),
        [
            ContextBlock.Of($"{release.Named()} · due {release.Due()}"),
            .. PairInputs.Of(picker, release.Primary, release.Secondary, question, mayOverride),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        if (Refuse(read.Value, form.By, Directory) is { } no)
            return Wrong(ReleaseFields.Primary, no);
        if (PairInputs.Left(form.State, Directory) is { Count: > 0 } left)
            return Wrong(left);
        var (roster, admin, now) = (await keptRoster.Read(ct), Directory.RoleOf(form.By) == Role.Admin, time.Now());
        if (!form.ReadAt.Is(Both, read.Value.Pair))
        {
            return form.StaysOpen(Render(read.Value, Picker, admin), form.ReadAt.And(Both, read.Value.Pair),
                $"{await LastBy(ReleaseStore.CardKey(read.Id), ct, PairRules.Audited)} changed the pair meanwhile: {Names(read.Value)}. *Change* puts "
                + $"yours in its place.");
        }
        var decided = PairRules.Change(read.Value, PairInputs.Read(form.State, admin), roster, now);
        // Slack keeps what was chosen in inputs that stay.
        if (decided.Errors.Count == 1 && decided.Errors.TryGetValue(ReleaseFields.SameHours, out var question))
            return (null, ViewSubmissionResponse.Update(Render(read.Value, Picker, admin, question)));
        if (decided.Refused)
            return Wrong(decided.Errors);
        var (commit, release) = (new Commit(), decided.Value);
        await Releases.Save(commit, read, release, form.By, PairRules.Audited, ct);
        ReleaseMove.Tell(
            commit, release, read.Version + 1, $"{Mrkdwn.Plain(Directory.NameOf(form.By))} changed the pair: {Names(release)}{Holds(read.Value, release)}",
            settings);
        foreach (var person in read.Value.Pair.Union(release.Pair).Where(person => person != form.By && Part(read.Value, person) != Part(release, person)))
        {
            Directory.Tell(commit, release, person, $"pair/{release.Id}/{read.Version + 1}/{person}",
                $"{Mrkdwn.Plain(Directory.NameOf(form.By))} changed the pair of {release.Named()}. You are "
                + $"{Part(release, person) ?? "not on it any more"}{(release.Owner == person && read.Value.Owner != person ? ", and have it now" : "")}.");
        }
        return (commit, Done);

        InputElement Picker(string? user) => PersonPicker.Of(roster, Directory.NameOf, now, user);
    }

    private string Names(Release release) =>
        $"{Mrkdwn.Plain(Directory.NameOf(release.Primary))} is Primary, {Mrkdwn.Plain(Directory.NameOf(release.Secondary))} Secondary";

    private string Holds(Release before, Release after) => before.Owner == after.Owner ? "" : $". {Mrkdwn.Plain(Directory.NameOf(after.Owner))} has it now";

    private static string? Part(Release release, string person) =>
        person == release.Primary ? "Primary now" : person == release.Secondary ? "Secondary now" : null;
}
