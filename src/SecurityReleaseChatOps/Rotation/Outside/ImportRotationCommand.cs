using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary><c>/rotation import</c>: opens <b>Import rotation</b>, which first shows what a file would change.</summary>
internal sealed class ImportRotationCommand : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "import", "", "change roster or shifts by a CSV file", Role.Admin);

    public Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) => Task.FromResult(SlashCommandResponse.Open(ImportRotationModal.Ask()));
}

/// <summary>The modal <b>Import rotation</b>: takes a file, shows what it would change, and imports it when submitted again.</summary>
internal sealed class ImportRotationModal(
    FormFrame frame, RotationReader rotation, ShiftChanges shifts, GivenFiles files, RosterChange roster, TimeProvider time)
    : Form<ImportRotationModal.Import>(frame, Who.Admins)
{
    public const string CallbackId = "rotation.import";

    private const string Shown = "shown";
    private const string Given = "file";
    private const string Name = "Import rotation";
    private const int MostBytes = 512 * 1024;
    private const int MostLines = 15;

    /// <param name="File">Slack's id of the file whose changes are shown; null before one was given.</param>
    internal sealed record Import(string? File);

    /// <param name="wrong">mrkdwn: what was wrong with the previous file; null for nothing.</param>
    public static ModalViewDefinition Ask(string? wrong = null) => FormModal.Of(CallbackId, Name, "Check", new Import(null), ReadAt.Nothing,
    [
        .. wrong is null ? [] : (IEnumerable<Block>)[SectionBlock.Of(wrong)],
        InputBlock.Of(
            Given, "Roster or shifts",
            new FileInput { ActionId = Given, Filetypes = ["csv"], MaxFiles = 1 },
            "An edited file from /rotation export. Whatever it leaves out stays as it is."),
    ]);

    public static ModalViewDefinition Refused(ImportPlan plan) => Ask(
        $":warning: *Nothing was imported: {(plan.Errors.Count == 1 ? "one line is" : $"{plan.Errors.Count} lines are")} wrong.*\n{Listed(plan.Errors)}");

    public static ModalViewDefinition Confirm(string file, ImportPlan plan) => FormModal.Of(
        CallbackId, Name, "Import", new Import(file), ReadAt.Of(Shown, Mark(plan)),
        [SectionBlock.Of($"*{Count(plan)}*\n{Listed(plan.Changes)}")]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<Import> form, CancellationToken ct)
    {
        if (form.About.File is null && form.State.Files(Given) is not [_, ..])
            return Wrong(Given, "Choose the file.");
        var file = form.About.File ?? form.State.Files(Given)[0].Id;
        var plan = ImportRules.Read(GivenFiles.Text(await files.Read(new() { Id = file }, MostBytes, ct)), await Setting(ct));
        if (plan.Errors.Count > 0)
            return (null, ViewSubmissionResponse.Update(Refused(plan)));
        if (plan.Changes.Count == 0)
            return (null, ViewSubmissionResponse.Update(Modals.Says(Name, "Nothing changes: all of it is there already.")));
        if (form.About.File is null || !form.ReadAt.Is(Shown, Mark(plan)))
            return (null, ViewSubmissionResponse.Update(Confirm(file, plan)));
        return (await Save(plan, form.By, ct), ViewSubmissionResponse.Update(Modals.Says(Name, $"*{Count(plan)}* `/rotation export` shows all.")));
    }

    private async Task<Commit> Save(ImportPlan plan, string by, CancellationToken ct)
    {
        var commit = new Commit();
        foreach (var engineer in plan.Engineers)
        {
            var read = await Store.Get(Roster.Kind, engineer.UserId, ct);
            commit.Put(Roster.Kind, engineer.UserId, engineer, read?.Version ?? 0)
                .Audit(by, read is null ? "added to rotation" : "changed rotation", "engineer/" + engineer.UserId, read?.Value, engineer);
        }
        if (plan.Shifts.Count > 0)
            await shifts.Save(commit, plan.Shifts, by, "imported", ct);
        return commit;
    }

    private async Task<ImportSetting> Setting(CancellationToken ct)
    {
        var snapshot = await rotation.Whole(ct);
        var now = time.Now();
        return new(snapshot, now.UtcDay(), now, PersonOf, MayJoin, Directory.NameOf);

        string? PersonOf(string named) => Directory.People.Values
            .FirstOrDefault(member => member.Id == named || member.Name.Equals(named.TrimStart('@'), StringComparison.OrdinalIgnoreCase))?.Id;

        string? MayJoin(string person) => roster.Refuse(new(person) { Zone = "Etc/UTC" }) is null ? null
            : $"{Directory.NameOf(person)} cannot be on the rotation: they left, or are not in PSIRT";
    }

    private static string Mark(ImportPlan plan) => string.Join('\n', plan.Changes);

    private static string Count(ImportPlan plan) => string.Create(CultureInfo.InvariantCulture,
        $"{plan.Changes.Count} {(plan.Changes.Count == 1 ? "change" : "changes")}{(plan.Same > 0 ? $", {plan.Same} unchanged" : "")}.");

    private static string Listed(IReadOnlyList<string> lines) =>
        Text.PlainText.Some(lines, MostLines, line => "• " + Mrkdwn.Plain(line), "\n", "\n… and ");
}
