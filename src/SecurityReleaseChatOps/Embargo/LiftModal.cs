using System.Text.Json;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Embargo;

/// <summary><c>/comms lift</c>: lets an admin send one message that the embargo would hold back.</summary>
internal sealed class LiftEmbargoCommand(ReleaseStore releases) : ReleaseCommand(releases, EmbargoModal.Open)
{
    public override CommandUsage Usage { get; } = new(
        "/comms", "lift", "[release]", "send one message in spite of the embargo, with a reason", Access.Role.Admin);

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(LiftModal.Render(release.Value)));
}

/// <summary>The modal <b>Lift embargo</b>: the one message, where it goes, and why.</summary>
internal sealed class LiftModal(
    FormFrame frame, ReleaseStore releases, EmbargoGuard guard, EmbargoStore embargoes, Settings settings)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Admins, EmbargoModal.Open)
{
    public const string CallbackId = "comms.lift";
    private const string Channel = "channel";
    private const string Person = "person";
    private const string Text = "text";
    private const string Reason = "reason";
    private const string Confirm = "confirm";
    private const string Too = "too";
    private const int LongestText = 2900;

    /// <summary>What the audit records about it.</summary>
    /// <param name="Releases">Ids of the releases whose embargo was lifted.</param>
    internal sealed record Lifted(string To, string Text, string Reason, IReadOnlyList<string> Releases);

    /// <param name="others">Ids of further unpublished releases that the text gives away.</param>
    public static ModalViewDefinition Render(Release release, params IReadOnlyList<string> others) => FormModal.Of(
        CallbackId, "Lift embargo", "Lift and send", new AboutRelease(release.Id), ReadAt.Nothing,
        [
            SectionBlock.Of($"Sends one message in spite of the embargo of {release.Named()}. PSIRT is told, with your name and the reason."),
            InputBlock.Of(Channel, "Channel", new ConversationSelectMenu(), optional: true),
            InputBlock.Of(Person, "Person", new UserSelectMenu(), "A direct message instead", optional: true),
            InputBlock.Of(Text, "Text", new PlainTextInput { Multiline = true, MaxLength = LongestText }),
            InputBlock.Of(Reason, "Reason", new PlainTextInput { MaxLength = NewRelease.LongestReason }),
            .. others.Count == 0
                ? (IEnumerable<Block>)[]
                : [InputBlock.Of(
                    Too, "Other releases",
                    new CheckboxGroup { Options = [.. others.Select(id => Option.Of($"Lift the embargo of {id} too", id))] },
                    optional: true)],
            InputBlock.Of(Confirm, "Confirm", new CheckboxGroup { Options = [Option.Of("Everyone there may read this", "yes")] }),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var (state, by, release) = (form.State, form.By, read.Id);
        var (channel, person) = (state.Conversation(Channel), state.User(Person));
        if (channel is not null)
            await guard.Look(channel, ct);
        if ((channel is null) == (person is null))
            return Wrong(Channel, "Choose either a channel or a person");
        var reader = guard.ReaderOf(channel ?? person!, isLast: true);
        if (channel is not null && reader.Channel is null)
            return Wrong(Channel, "I do not see that channel: invite me there first. For a direct message choose the person");
        if (string.IsNullOrWhiteSpace(state.Text(Text)) || string.IsNullOrWhiteSpace(state.Text(Reason)))
            return Wrong(string.IsNullOrWhiteSpace(state.Text(Text)) ? Text : Reason, "Write a few words");
        if (state.Options(Confirm).Count == 0)
            return Wrong(Confirm, "Confirm that everyone there may read it");
        var lifted = new Lifted(channel ?? person!, state.Text(Text)!, state.Text(Reason)!, [release, .. state.Options(Too)]);
        var text = NormalText.OfJson(JsonSerializer.Serialize(Message(lifted, Directory.Shown(by)), StoreJson.Options));
        var others = (await embargoes.Read(ct)).Releases
            .Where(other => other.Id != release && EmbargoRules.Why(other, reader, settings.Embargo) is not null && EmbargoRules.Found(other, text).Count > 0)
            .Select(other => other.Id).ToList();
        if (others.Except(lifted.Releases).Any())
            return form.StaysOpen(
                Render(read.Value, others), form.ReadAt, $"It gives away what {CommsText.List(others)} keeps too. Tick that, or leave it out.");
        var (key, commit) = ($"lift/{release}/{form.Slack.DeliveryId}", new Commit());
        commit.Show(
            key, lifted.To, Message(lifted, Directory.Shown(by)),
            Classification.Embargoed(release) with { LiftedBy = by, LiftedToo = string.Join(' ', lifted.Releases.Skip(1)) });
        foreach (var id in lifted.Releases)
        {
            commit
                .Show($"{key}/told/{id}", settings.Channels.Psirt, Told(
                    lifted, reader, id, Directory.Shown(by)), Classification.Embargoed(id), ReleaseStore.CardKey(id))
                .Audit(by, "lifted embargo", ReleaseStore.CardKey(id), after: lifted);
        }
        return (commit, ViewSubmissionResponse.Update(Modals.Says("Lift embargo", $"It is on its way to {Mrkdwn.Plain(reader.Named)}.")));
    }

    /// <param name="by">The admin's name as mrkdwn.</param>
    private static Message Message(Lifted lifted, string by) => new()
    {
        Text = Mrkdwn.Plain(lifted.Text),
        Blocks =
        [
            SectionBlock.Of(Mrkdwn.Plain(lifted.Text)),
            ContextBlock.Of($"Sent for {by}"),
        ],
    };

    private static string Told(Lifted lifted, Reader reader, string release, string by) =>
        $":unlock: {by} lifted the embargo of {release} for one message to {Mrkdwn.Plain(reader.Named)}{ReleaseText.Because(lifted.Reason)}";
}
