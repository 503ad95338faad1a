using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// The buttons of a message that asks something, for its audience: <b>Acknowledge</b>, <b>Yes</b>, <b>No</b>, <b>Approve</b> are
/// recorded at once; <b>Another date</b>, <b>Changes needed</b> and <b>Impact</b> open the modal of that name. The action's detail is the answer.
/// Audiences need no role in the app; the message decides who may answer.
/// </summary>
internal sealed class GiveAnswer(FormFrame frame, ReleaseStore releases, CommsStore comms, Reaching reaching, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Everyone, Open), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.answer";
    public const string CallbackId = "comms.answer";

    /// <summary>The button <b>Acknowledge</b> in messages sent by earlier versions.</summary>
    public const string EarlierActionId = "comms.acknowledge";

    public const string Gone = "This message is not there any more.";

    private const string Answered = "answered";

    private static While Open { get; } = new("nobody waits for an answer any more", ReleaseState.Preparing, ReleaseState.Published, ReleaseState.Closed);

    /// <param name="first">Whether it is the first on its screen: only one button of a screen is green.</param>
    public static ActionsBlock Buttons(CommsSnapshot snapshot, Ping ping, bool first = true) => new()
    {
        Elements = [.. AnswerRules.Of(snapshot.Matrix.Find(ping.Message)!.Asks).Select((what, index) => new Button
        {
            ActionId = $"{ActionId}:{what}",
            Text = AnswerText.Name(what),
            Value = ping.Id,
            Style = first && index == 0 ? ButtonStyle.Primary : null,
        })],
    };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await Store.Run(request.DeliveryId, async ct =>
        {
            if (await comms.Find(action.Value, ct) is not var (snapshot, ping))
                return (null, ActionResponse.Ephemeral(Gone));
            var (by, people) = (request.UserId, reaching.To(snapshot, ping.Audience).People);
            var what = Enum.TryParse<AnswerKind>(action.Detail, out var said) ? said : AnswerKind.Acknowledged;
            if (AnswerFields.Of(what).Any())
            {
                return (null, (AnswerRules.Closed(snapshot, ping) ?? AnswerRules.MayNot(snapshot, ping, by, people, Directory.NameOf)) is { } no
                    ? ActionResponse.Ephemeral(Mrkdwn.Plain(no) + ".")
                    : ActionResponse.Open(Render(snapshot, ping, what)));
            }
            var decided = AnswerRules.Give(snapshot, ping, new(what, by, time.Now()), people, Directory.NameOf);
            if (decided.Refused || !decided.Changed)
                return (null, ActionResponse.Ephemeral(Mrkdwn.Plain(decided.Words) + "."));
            var commit = new Commit();
            await comms.Follow(commit, comms.Save(commit, snapshot, decided.Value, by, "answered"), by, ct);
            return (commit, ActionResponse.Ephemeral(Thanks(snapshot, decided.Value)));
        }, ActionResponse.None, cancellation);

    public static ModalViewDefinition Render(CommsSnapshot snapshot, Ping ping, AnswerKind what) => FormModal.Of(
        $"{CallbackId}:{what}", AnswerText.Name(what), "Send", new AboutRelease(ping.Release, Of: ping.Id), ReadAt.Of(Answered, ping.Answered),
    [
        ContextBlock.Of($"*{PingMessage.Title(snapshot, ping)}* · *{snapshot.Release.Id}*, due {snapshot.Release.Due()}"),
        .. AnswerFields.Of(what),
    ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var (what, snapshot) = (Enum.Parse<AnswerKind>(form.Slack.View.CallbackId!.Split(':')[1]), await comms.Open(read, ct));
        var field = AnswerFields.FieldOf(what);
        if (snapshot.Find(form.About.Of!)?.Value is not { } ping)
            return Wrong(field, Gone);
        var said = AnswerFields.Read(form.State, what, form.By, time.Now());
        var decided = AnswerRules.Give(snapshot, ping, said, reaching.To(snapshot, ping.Audience).People, Directory.NameOf);
        if (decided.Refused || !decided.Changed)
            return Wrong(field, decided.Words + ".");
        if (!form.ReadAt.Is(Answered, ping.Answered))
        {
            return form.StaysOpen(Render(snapshot, ping, what), form.ReadAt.And(Answered, ping.Answered),
                ping.Answered is { } meanwhile
                    ? $"Answered meanwhile: {AnswerText.Said(snapshot, ping, meanwhile)}"
                    : "What was answered was taken back meanwhile.");
        }
        var commit = new Commit();
        await comms.Follow(commit, comms.Save(commit, snapshot, decided.Value, form.By, "answered"), form.By, ct);
        return (commit,
            ViewSubmissionResponse.Update(
                new() { Title = AnswerText.Name(what), Close = "Close", Blocks = Thanks(snapshot, decided.Value).Blocks! }));
    }

    /// <summary>The reply to whoever answered. It names nothing that is under embargo.</summary>
    public static Message Thanks(CommsSnapshot snapshot, Ping ping) => Message.Of(
        $":white_check_mark: Thank you. You answered *{AnswerText.What(ping.Answers[^1])}* to *{PingMessage.Title(snapshot, ping)}*.",
        new Button { ActionId = TakeBackAnswer.ActionId, Text = "Undo", Value = ping.Id });
}

/// <summary>The button <b>Undo</b> beside the thanks, after a press by mistake.</summary>
internal sealed class TakeBackAnswer(CommsStore comms, IStore store, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.takeback";

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await store.Run(request.DeliveryId, async ct =>
        {
            if (await comms.Find(action.Value, ct) is not var (snapshot, ping))
                return (null, ActionResponse.Replace(GiveAnswer.Gone));
            var decided = AnswerRules.TakeBack(ping, request.UserId, time.Now());
            if (decided.Refused)
                return (null, ActionResponse.Replace(Mrkdwn.Plain(decided.Words) + "."));
            var commit = new Commit();
            await comms.Follow(commit, comms.Save(commit, snapshot, decided.Value, request.UserId, "took an answer back"), request.UserId, ct);
            var words = $"Taken back: it waits for {AnswerText.Awaited(snapshot.Matrix.Find(ping.Message)!.Asks)} again.";
            return (commit, request.View is { Type: "modal" } ? ActionResponse.Update(Modals.Says("Taken back", words)) : ActionResponse.Replace(words));
        }, ActionResponse.Replace("That was taken back already."), cancellation);
}

/// <summary>What waits for one person's answer, across the given releases.</summary>
/// <param name="IsReader">Whether they belong to an audience that was asked about one of them.</param>
internal sealed record Questions(bool IsReader, IReadOnlyList<(CommsSnapshot Snapshot, Ping Ping)> Open)
{
    private const int Most = 8;

    public static Questions None { get; } = new(false, []);

    /// <summary>Each with the buttons of its message. It shows nothing about the release that is under embargo.</summary>
    public IEnumerable<Block> Render()
    {
        if (Open.Count == 0)
            yield break;
        yield return new HeaderBlock { Text = "Waiting for you" };
        foreach (var (index, (snapshot, ping)) in Open.Take(Most).Index())
        {
            yield return SectionBlock.Of(
                $"{PingMessage.Linked(snapshot, ping)}\n*{snapshot.Release.Id}*, due {snapshot.Release.Due()} · asked by {snapshot.Shown(ping.By)}");
            yield return GiveAnswer.Buttons(snapshot, ping, index == 0);
        }
        if (Open.Count > Most)
            yield return ContextBlock.Of($"… and {Open.Count - Most} more.");
        yield return new DividerBlock();
    }
}

/// <summary>Finds what waits for a person: being asked makes them a reader of the release, but only of the questions.</summary>
internal sealed class MyQuestions(CommsStore comms, CommsMatrix matrix, Reaching reaching, SlackDirectory directory)
{
    public async Task<Questions> Of(string person, IEnumerable<Doc<Release>> releases, CancellationToken ct)
    {
        var audiences = matrix.Audiences.Where(audience => reaching.To(audience).People.Contains(person)).Select(audience => audience.Id).ToHashSet();
        var (isReader, open) = (false, new List<(CommsSnapshot, Ping)>());
        foreach (var release in releases)
        {
            // Whom a rehearsal asks is known only from its snapshot.
            if (!(await comms.Pings(release.Id, ct)).Any(read => IsAsked(read.Value) && (release.Value.Rehearsal || audiences.Contains(read.Value.Audience))))
                continue;
            var snapshot = await comms.Open(release, ct);
            var mine = snapshot.Pings.Where(ping => IsAsked(ping) && reaching.To(snapshot, ping.Audience).People.Contains(person)).ToList();
            isReader |= mine.Count > 0;
            open.AddRange(mine.Where(ping =>
                AnswerRules.Waits(snapshot, ping) && AnswerRules.MayNot(snapshot, ping, person, [person], directory.NameOf) is null)
                .OrderBy(ping => ping.SentAt).Select(ping => (snapshot, ping)));
        }
        return new(isReader, open);
    }

    private bool IsAsked(Ping ping) => ping.Posted && matrix.Find(ping.Message) is { } message && AnswerRules.Of(message.Asks).Count > 0;
}
