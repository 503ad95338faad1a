using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// The button <b>Told elsewhere</b>, for who is told in an issue or has answered elsewhere, and the modals <b>Told elsewhere</b>, with the
/// text to copy, and <b>Answered elsewhere</b>: where it was, and what was answered.
/// </summary>
internal sealed class ElsewhereModal(FormFrame frame, ReleaseStore releases, CommsStore comms, SentPings sent, PingTexts texts, TimeProvider time)
    : TellingForm<AboutRelease>(frame, releases), IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.elsewhere";
    public const string CallbackId = "comms.elsewhere";
    public const string Where = "where";
    private const string Person = "person";
    private const string Said = "said";
    private const string Text = "text";

    // Name of the ReadAt part for the state of the ping.
    private const string Stood = "stood";

    private const string NotPlanned = "This message is not planned any more. /comms shows what is.";

    public static Button Button(string releaseId, string messageId, string text = "Told elsewhere") =>
        new() { ActionId = $"{ActionId}:{messageId}", Text = text, Value = $"{releaseId} {messageId}" };

    /// <param name="ping">What was sent or scheduled; null when nothing was.</param>
    /// <param name="text">What the message says, in plain text.</param>
    public static ModalViewDefinition Render(CommsSnapshot snapshot, CommsMessage message, Ping? ping, string text, AboutRelease about)
    {
        var audience = snapshot.Matrix.Find(message.To)!;
        var isSent = ping is { SentAt: not null };
        return FormModal.Of(
            CallbackId, isSent ? "Answered elsewhere" : "Told elsewhere", isSent ? "Save" : "They are told",
            about with { Of = message.Id }, ReadAt.Of(Stood, Stands(ping)),
        [
            SectionBlock.Of($"*{Mrkdwn.Escape(audience.Name)}*: {Mrkdwn.Escape(message.Title)}\n{snapshot.Release.Named()}"),
            .. isSent
                ? (IEnumerable<Block>)[]
                : [ToCopy(Text, WithHandle(audience, text), audience.GitLab is { } handle ? (PlainText)$"In an issue they are reached as {handle}" : null)],
            .. Answer(message, isSent),
            Place(),
        ]);
    }

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if ((action.Value ?? "").Split(' ') is not [var release, var id] || await comms.Open(release, cancellation) is not { } snapshot
            || snapshot.Matrix.Find(id) is not { } message)
            return ActionResponse.Ephemeral(NotPlanned);
        // Opened on top of the modal Ping, it reports its result where that one would have.
        var about = request.View?.PrivateMetadata is { } metadata ? Carried.Read<PingCarried>(metadata).About.At : new(release, request.ResponseUrl);
        return ActionResponse.Open(Render(snapshot, message, snapshot.Newest(id), texts.Of(snapshot, message), about));
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var (about, snapshot) = (form.About, await comms.Open(read, ct));
        if (snapshot.Matrix.Find(about.Of) is not { } message)
            return Wrong(Where, NotPlanned);
        var ping = snapshot.Newest(message.Id);
        var said = Answered(form, message, ping is { SentAt: not null });
        var decided = PingRules.Elsewhere(
            snapshot, message, ping, form.State.Text(Text) ?? texts.Of(snapshot, message), form.State.Text(Where), said, form.By,
            Directory.NameOf, time.Now());
        if (decided.Refused || !decided.Changed)
            return Wrong(said is null || AnswerRules.Fault(message, said) is null ? Where : AnswerFields.FieldOf(said.What), decided.Words + ".");
        if (!form.ReadAt.Is(Stood, Stands(ping)))
        {
            return form.StaysOpen(
                Render(snapshot, message, ping, texts.Of(snapshot, message), about), form.ReadAt.And(Stood, Stands(ping)),
                ping is null ? "What was scheduled was cancelled meanwhile."
                : ping.Answered is { } answer ? $"Answered meanwhile: {AnswerText.Said(snapshot, ping, answer)}"
                : $"{snapshot.Shown(ping.By)} {(ping.SentAt is null ? "scheduled" : "sent")} this message meanwhile.");
        }
        var commit = new Commit();
        await sent.Save(commit, snapshot, [decided.Value], form.By, (about, form.Slack), ct);
        return (commit, Done);
    }

    /// <summary>What they answered; null when they have not.</summary>
    private Answer? Answered(Submitted<AboutRelease> form, CommsMessage message, bool isSent)
    {
        AnswerKind? what = AnswerRules.Of(message.Asks) switch
        {
            [AnswerKind.Impact] => AnswerFields.HasImpact(form.State) || isSent ? AnswerKind.Impact : null,
            [var only] when isSent => only,
            _ => Enum.TryParse<AnswerKind>(form.State.Option(Said), out var chosen) ? chosen : null,
        };
        return what is { } kind ? AnswerFields.Read(form.State, kind, form.By, time.Now()) with { Who = form.State.User(Person) } : null;
    }

    // Reminders are left out: one sent meanwhile is no clash.
    private static object? Stands(Ping? ping) => ping is null ? null : new { ping.Text, ping.SendAt, ping.SentAt, ping.Elsewhere, ping.Answered };

    private static IEnumerable<InputBlock> Answer(CommsMessage message, bool isSent)
    {
        var kinds = AnswerRules.Of(message.Asks);
        if (kinds.Count == 0)
            yield break;
        if (kinds is not [AnswerKind.Impact] && !(isSent && kinds.Count == 1))
        {
            yield return InputBlock.Of(
                Said, "Answer", new StaticSelectMenu { Options = [.. kinds.Select(what => Option.Of(AnswerText.Name(what), what.ToString()))] },
                isSent ? null : (PlainText)"Only if they have answered", optional: !isSent);
        }
        foreach (var input in kinds.SelectMany(what => AnswerFields.Of(what, chosen: kinds.Count == 1)))
            yield return input;
        yield return InputBlock.Of(Person, "Who said it", new UserSelectMenu(), "Not in Slack? Name them under Where", optional: true);
    }

    public static InputBlock ToCopy(string id, string text, PlainText? hint = null) => InputBlock.Of(
        id, "Text to copy", new PlainTextInput { Multiline = true, MaxLength = PingRules.LongestText, InitialValue = text }, hint, optional: true);

    /// <summary>The input for where they were told or answered.</summary>
    public static InputBlock Place() => InputBlock.Of(
        Where, "Where", new PlainTextInput { MaxLength = PingRules.LongestPlace, Placeholder = "https://gitlab.com/…" }, "A link, or a few words");

    private static string WithHandle(AudienceEntry audience, string text) =>
        audience.GitLab is { } handle && !text.Contains(handle, StringComparison.OrdinalIgnoreCase) ? $"{handle} {text}" : text;
}
