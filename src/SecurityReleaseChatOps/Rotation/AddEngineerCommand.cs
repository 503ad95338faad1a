using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation;

/// <summary><c>/rotation add @person EMEA 09:00-17:00 [Mon-Fri] [zone]</c>; without arguments the modal <b>Add to rotation</b>.</summary>
internal sealed class AddEngineerCommand(RosterChange change) : ISubcommand
{
    public CommandUsage Usage { get; } = new(
        "/rotation", "add", "@person APAC|EMEA|AMER 09:00-17:00 [Mon-Fri] [zone]", "put someone on the rotation", Role.Admin);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        if (call.Rest.IsEmpty)
            return SlashCommandResponse.Open(EngineerModal.Render());
        if (!RosterText.TryParseAdd(call.Rest, out var entry, out var error))
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(error));
        return SlashCommandResponse.Ephemeral(await change.Add(entry, call.UserId, call.Slack.DeliveryId, ct));
    }
}

/// <summary><c>/rotation edit @person …</c>: changes only what is given.</summary>
internal sealed class EditEngineerCommand(RosterChange change) : ISubcommand
{
    public CommandUsage Usage { get; } = new(
        "/rotation", "edit", "@person [region] [hours] [days] [zone] [holidays:NL|none]", "change someone's region, hours, days, zone or holidays", Role.Admin);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) => SlashCommandResponse.Ephemeral(
        RosterText.TryParseEdit(call.Rest, out var entry, out var error)
            ? await change.Edit(entry, call.UserId, call.Slack.DeliveryId, ct)
            : Mrkdwn.Plain(error));
}

/// <summary><c>/rotation remove @person</c>, refused while they carry a release.</summary>
internal sealed class RemoveEngineerCommand(RosterChange change) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "remove", "@person", "take someone off the rotation", Role.Admin);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) => SlashCommandResponse.Ephemeral(
        RosterText.TryParseMention(call.Rest, out var person)
            ? await change.Remove(person, call.UserId, call.Slack.DeliveryId, ct)
            : "Whom? Type `/rotation remove @` and pick the name from Slack's list.");
}

/// <summary>The modal <b>Add to rotation</b>.</summary>
internal sealed class EngineerModal(FormFrame frame, RosterChange change) : Form<EngineerModal.Nobody>(frame, Who.Admins)
{
    public const string CallbackId = "rotation.add";

    private static readonly Part<Engineer> Each = new("engineer", engineer => engineer.UserId, engineer => engineer with { ChangedAt = default });

    /// <summary>The modal opens without a person, so it has shown nothing of somebody picked who is already on the rotation.</summary>
    internal sealed record Nobody;

    public static ModalViewDefinition Render() => FormModal.Of(CallbackId, "Add to rotation", "Add", new Nobody(), ReadAt.Nothing,
    [
        InputBlock.Of("person", "Person", new UserSelectMenu()),
        InputBlock.Of(
            "region", "Region", new StaticSelectMenu { Options = [.. Enum.GetNames<Region>().Select(r => new Option { Text = r, Value = r })] }),
        InputBlock.Of(
            "hours", "Working hours", new PlainTextInput { InitialValue = "09:00-17:00", MaxLength = 20 }, "In their own time, such as 09:00-17:00"),
        InputBlock.Of("days", "Working days", new PlainTextInput { InitialValue = "Mon-Fri", MaxLength = 40 }, "Such as Mon-Fri, Sun-Thu or Mon,Wed,Fri"),
        InputBlock.Of(
            "zone", "Time zone",
            new PlainTextInput { MaxLength = 60 },
            "Such as Europe/Amsterdam; left empty: the one they set in Slack", optional: true),
    ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<Nobody> form, CancellationToken ct)
    {
        var state = form.State;
        var errors = new Dictionary<string, string>();
        if (state.User("person") is not { } person)
            return Wrong("person", "Pick the person.");
        if (!Enum.TryParse<Region>(state.Option("region"), out var region))
            errors["region"] = "Pick APAC, EMEA or AMER.";
        if (!WorkingHours.TryParseHours(state.Text("hours") ?? "", out var start, out var end, out var wrongHours))
            errors["hours"] = wrongHours;
        if (!WorkingHours.TryParseDays(state.Text("days") ?? "", out var days, out var wrongDays))
            errors["days"] = wrongDays;
        var typed = state.Text("zone");
        var zone = typed is null ? null : RosterText.FindZone(typed);
        if (typed is not null && zone is null)
            errors["zone"] = "There is no such time zone. Write it like Europe/Amsterdam.";
        if (errors.Count > 0)
            return Wrong(errors);

        var entry = new RosterEntry(person) { Region = region, Hours = (start, end), Days = days, Zone = zone };
        if (change.Refuse(entry) is { } no)
            return Wrong("person", no);
        var read = await Store.Get(Roster.Kind, person, ct);
        var engineer = change.Entered(read, entry);
        var merged = Each.Merge(form.ReadAt, read is null ? [] : [read.Value], [engineer]);
        if (merged.Clashes.Count > 0)
        {
            var by = await LastBy("engineer/" + person, ct, "added to rotation", "changed rotation");
            return form.StaysOpen(
                Render(), merged.Told,
                $"{Mrkdwn.User(person)} is on the rotation, by {by}: {RosterChange.Say(read!.Value)}. *Add* changes that to what stands here.");
        }
        var (commit, words) = RosterChange.Add(read, engineer, form.By);
        return (commit, ViewSubmissionResponse.Update(Modals.Says("Added", words)));
    }
}
