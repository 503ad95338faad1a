using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Operation;

/// <summary><c>/rotation forget @person</c>: makes somebody anonymous who asks for it; asks first, in <b>Forget somebody</b>.</summary>
internal sealed class ForgetCommand(ForgetModal modal) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "forget", "@person", "make somebody who left anonymous in all that I keep; asks first", Role.Admin);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) =>
        !RosterText.TryParseId(call.Rest, out var person) ? SlashCommandResponse.Ephemeral("Whom? Type `/rotation forget @` and the name, or their Slack user id.")
        : await modal.Refuse(person, ct) is { } no ? SlashCommandResponse.Ephemeral(no)
        : SlashCommandResponse.Open(modal.Render(person));
}

/// <summary>The modal <b>Forget somebody</b>: what becomes of them, and under which names people wrote of them.</summary>
internal sealed class ForgetModal(FormFrame frame, KeptRoster roster, IEnumerable<IDuties> duties) : Form<ForgetModal.About>(frame, Who.Admins)
{
    public const string CallbackId = "rotation.forget";
    private const string Names = "names";

    /// <param name="Person">Slack user id.</param>
    internal sealed record About(string Person);

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Update(Modals.Says("Forgotten", "Nothing that I keep names them any more."));

    public static ModalViewDefinition Render(string person, string name) => FormModal.Of(CallbackId, "Forget somebody", "Forget", new About(person), ReadAt.Nothing,
    [
        SectionBlock.Of(
            $"{Mrkdwn.Plain(name)} gets a meaningless name in everything I keep, the audit too, which still verifies. *This cannot be undone.* "
            + "Messages in Slack and old backups stay."),
        InputBlock.Of(
            Names, "Names", new PlainTextInput { InitialValue = name == person ? null : name, MaxLength = 300 },
            "As people typed them, separated by commas: each is removed from every text", optional: true),
    ]);

    public ModalViewDefinition Render(string person) => Render(person, Directory.NameOf(person));

    /// <summary>Why somebody cannot be forgotten yet: mrkdwn; null: they can.</summary>
    public async Task<string?> Refuse(string person, CancellationToken ct)
    {
        if (Directory.RoleOf(person) != Role.None)
            return $"{Directory.Shown(person)} is in a user group that gives them a role here: take them out of it first.";
        if ((await roster.Read(ct)).Any(engineer => engineer.UserId == person))
            return $"{Directory.Shown(person)} is on the rotation: `/rotation remove` them first.";
        foreach (var giver in duties)
        {
            if ((await giver.Now(ct)).FirstOrDefault(duty => duty.UserId == person) is { Duty: { } duty })
                return $"{Directory.Shown(person)} is {duty}: let someone else take that first.";
        }
        return null;
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<About> form, CancellationToken ct)
    {
        if (await Refuse(form.About.Person, ct) is { } no)
            return Wrong(Names, no);
        var names = (form.State.Text(Names) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(names, name => name.Length < Forgetting.ShortestName) is { } tooShort)
            return Wrong(Names, $"“{tooShort}” stands in too much else: names have {Forgetting.ShortestName} letters or more.");
        // First, since what keeps the directory would write the name again from memory; should the commit fail, Slack tells it anew.
        Directory.Forget(form.About.Person);
        return (new Commit().MakeAnonymous(form.By, string.Join(',', [form.About.Person, .. names])), Done);
    }
}
