using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The modal <b>Hand over</b> and its submission.</summary>
internal sealed class HandoverModal(
    FormFrame frame, HandoverStore handovers, IHandoverSource source, ReleaseStore releases,
    KeptRoster keptRoster, TimeProvider time) : ReleaseForm<HandoverModal.AboutHandover>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "handover.write";

    // A group holds ten checkboxes, and nobody reads more than three groups on a phone: the rest waits for the next handover.
    private const int BoxesInGroup = 10;
    private const int Groups = 3;

    /// <summary>How many collected messages are offered.</summary>
    public const int MostOffered = BoxesInGroup * Groups;

    // The newest handover, which the written one replaces.
    private const string Newest = "newest";

    /// <param name="Offered">Ids of the offered messages, in the order of their boxes.</param>
    internal sealed record AboutHandover(string Release, IReadOnlyList<string> Offered) : IAboutRelease;

    public static While Open { get; } = new("there is nothing left to hand over", ReleaseState.Preparing, ReleaseState.Published);

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;

    /// <param name="picker">The field for somebody on the rotation, with its initial choice.</param>
    public static ModalViewDefinition Render(HandoverSnapshot snapshot, string? to, Func<string?, InputElement> picker, SuggestedHandover? drafted = null)
    {
        var release = snapshot.Release.Value;
        var draft = HandoverDraft.For(release, to, snapshot.AllHandovers, snapshot.AllCollected, drafted);
        return Render(release, draft, picker, [.. draft.Items.Take(MostOffered)]);
    }

    private static ModalViewDefinition Render(
        Release release, HandoverDraft draft, Func<string?, InputElement> picker, IReadOnlyList<Collected> offered) => FormModal.Of(
            CallbackId, "Hand over", "Hand over", new AboutHandover(release.Id, [.. offered.Select(item => item.Id)]),
            ReadAt.Of(Newest, release.LastHandover?.Id),
            [
                ContextBlock.Of($"{release.Named()} · due {release.Due()}"),
                InputBlock.Of(HandoverFields.To, "Hand over to", picker(draft.To)),
                Text(HandoverFields.Status, HandoverTemplate.Status, "Where the release stands", draft.Status),
                Text(HandoverFields.Next, HandoverTemplate.Next, "What should happen next, and what is still open", draft.Next),
                .. offered.Chunk(BoxesInGroup).Select((items, group) => Boxes(items, group)),
                Text(HandoverFields.Notes, HandoverTemplate.Notes, "Anything else that helps", null, optional: true),
                SectionBlock.Of("*Links* go with it\n" + ReleaseCard.Links(release)),
                ContextBlock.Of("`/release links` changes them."),
            ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(
        Submitted<AboutHandover> form, Doc<Release> read, CancellationToken ct)
    {
        if (read.Value.Owner != form.By)
            return Wrong(HandoverFields.To, $"{Directory.NameOf(read.Value.Owner)} has {read.Id} by now: only they hand it over.");
        var (handoverSnapshot, offered) = (await handovers.Open(read, ct), form.About.Offered);
        if (Directory.HasLeft(PersonPicker.Of(form.State, HandoverFields.To)))
            return Wrong(HandoverFields.To, "This person left: choose someone else");
        var (roster, now) = (await keptRoster.Read(ct), time.Now());
        var decided = HandoverRules.Write(Read(form.Slack, offered), read.Value, roster, handoverSnapshot.AllHandovers, handoverSnapshot.AllCollected, now);
        if (decided.Refused)
            return Wrong(decided.Errors);
        if (read.Value.LastHandover is { } last && !form.ReadAt.Is(Newest, last.Id))
        {
            // With the boxes it was opened with: messages collected since are offered in the next form.
            var draft = HandoverDraft.For(
                read.Value, Receiver.Of(read.Value, form.By, roster, now).Suggested, handoverSnapshot.AllHandovers, handoverSnapshot.AllCollected);
            return form.StaysOpen(
                Render(read.Value, draft, user =>
                    PersonPicker.Of(Others(roster, form.By), Directory.NameOf, now, user),
                    [.. offered.Select(id => handoverSnapshot.AllCollected.First(item => item.Id == id))]),
                form.ReadAt.And(Newest, last.Id),
                $"{Mrkdwn.User(last.From)} handed {read.Value.Named()} over to {Mrkdwn.User(last.To)} meanwhile. *Hand over* puts yours in its place.");
        }
        return (await Save(handoverSnapshot, decided.Value with { Handover = decided.Value.Handover with { Blocked = await source.Blocked(read, ct) } }, ct),
            Done);
    }

    private async Task<Commit> Save(HandoverSnapshot snapshot, WrittenHandover written, CancellationToken ct)
    {
        var (commit, handover) = (new Commit(), written.Handover);
        var release = snapshot.Release.Value with { LastHandover = new(handover.Id, handover.From, handover.To, handover.WrittenAt) };
        handovers.Save(commit, null, handover, release);
        foreach (var replaced in written.Replaced)
            handovers.Save(commit, snapshot.Handovers.First(d => d.Id == replaced.Id), replaced, release);
        foreach (var item in written.Collected)
            handovers.Save(commit, snapshot.Collected.First(d => d.Id == item.Id), item);
        foreach (var prompt in PromptRules.AnsweredBy(handover, snapshot.AllPrompts))
            await handovers.Save(commit, snapshot.Prompts.First(d => d.Id == prompt.Id), prompt, release, ct);
        await Releases.Save(commit, snapshot.Release, release, handover.From, "wrote handover", ct);
        commit.Audit(handover.From, "wrote", HandoverStore.MessageKey(handover.Id), null, handover);
        return commit;
    }

    /// <summary>Who can receive the release.</summary>
    public static IReadOnlyList<Engineer> Others(IReadOnlyList<Engineer> roster, string by) => [.. roster.Where(engineer => engineer.UserId != by)];

    private static HandoverInput Read(ViewSubmission submission, IReadOnlyList<string> offered)
    {
        var state = submission.State;
        // A checkbox's value is its index in the offered list, since the ids are longer than Slack allows.
        var keep = Enumerable.Range(0, Groups)
            .SelectMany(group => state.Options(BoxesId(group)))
            .Select(place => offered.ElementAtOrDefault(int.Parse(place, System.Globalization.CultureInfo.InvariantCulture)))
            .OfType<string>();
        return new(
            submission.UserId,
            PersonPicker.Of(state, HandoverFields.To),
            state.Text(HandoverFields.Status),
            state.Text(HandoverFields.Next),
            state.Text(HandoverFields.Notes),
            offered,
            [.. keep]);
    }

    private static InputBlock Text(string id, string label, string hint, string? initial, bool optional = false) => new()
    {
        BlockId = id,
        Label = label,
        Hint = hint,
        Element = new PlainTextInput { Multiline = true, MaxLength = HandoverRules.MaxLength, InitialValue = initial },
        Optional = optional,
    };

    private static InputBlock Boxes(Collected[] items, int group)
    {
        IReadOnlyList<Option> options = [.. items.Select((item, i) => new Option
        {
            Text = SecurityReleaseChatOps.Text.PlainText.Cut(SlackText.Plain(item.Text).ReplaceLineEndings(" "), 70) is { Length: > 0 } words
                ? words
                : "(no text)",
            Value = (group * BoxesInGroup + i).ToString(System.Globalization.CultureInfo.InvariantCulture),
        })];
        return new()
        {
            BlockId = BoxesId(group),
            Label = group == 0 ? "Collected today" : "Collected today, continued",
            Hint = "Untick what is not needed: it is dropped.",
            Element = new CheckboxGroup { Options = options, InitialOptions = options },
            Optional = true,
        };
    }

    private static string BoxesId(int group) => $"{HandoverFields.Items}{group}";
}
