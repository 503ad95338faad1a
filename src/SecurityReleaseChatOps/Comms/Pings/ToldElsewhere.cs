using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The button <b>Told elsewhere</b>: for an audience that is told in an issue, or has answered somewhere else. Its value is the release, then the message.</summary>
internal sealed class ToldElsewhere(CommsDesk desk, PingTexts texts) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "comms.elsewhere";

    public static Button Button(string releaseId, string messageId, string text = "Told elsewhere") =>
        new() { ActionId = $"{ActionId}:{messageId}", Text = text, Value = $"{releaseId} {messageId}" };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if ((action.Value ?? "").Split(' ') is not [var release, var id] || await desk.Open(release, cancellation) is not { } file || file.Matrix.Find(id) is not { } message)
            return ActionResponse.Ephemeral(ElsewhereModal.NotPlanned);
        // Pushed on the modal Ping, it answers where that one would have.
        var under = request.View?.PrivateMetadata is { } metadata ? Carried.Read<PingCarried>(metadata).About : null;
        return ActionResponse.Open(ElsewhereModal.Render(file, message, file.Find($"{release}/{id}")?.Value, texts.Of(file, message), under is null ? request.ResponseUrl : under.ResponseUrl, under?.View));
    }
}

/// <summary>The modal <b>Told elsewhere</b>: the text to take along, and where it went.</summary>
internal sealed class ElsewhereModal(FormFrame frame, ReleaseDesk releases, CommsDesk desk, SentPings sent, PingTexts texts, TimeProvider time)
    : ReleaseForm<ElsewhereModal.AboutMessage>(frame, releases)
{
    public const string CallbackId = "comms.elsewhere";
    private const string Where = "where";
    private const string Words = "words";

    // How the message stood.
    private const string Stood = "stood";

    public const string NotPlanned = "This message is not planned any more. /comms shows what is.";

    /// <param name="Message">Id of the matrix's message.</param>
    internal sealed record AboutMessage(string Release, string Message, string? ResponseUrl, string? View) : IAboutRelease;

    public override Who Who => Who.Psirt;

    public override While While => PingModal.Open;

    protected override ViewSubmissionResponse Done => ViewSubmissionResponse.Clear;

    /// <param name="ping">What was sent or scheduled; null when nothing was.</param>
    /// <param name="text">What the message says, in plain text.</param>
    public static ModalViewDefinition Render(CommsFile file, CommsMessage message, Ping? ping, string text, string? responseUrl, string? view)
    {
        var audience = file.Matrix.Find(message.To)!;
        var answered = ping is { SentAt: not null };
        return new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = Carried.Write(new AboutMessage(file.Release.Id, message.Id, responseUrl, view), ReadAt.Of(Stood, Stands(ping))),
            Title = answered ? "Answered elsewhere" : "Told elsewhere",
            Submit = answered ? "Note it" : "They are told",
            Close = "Cancel",
            Blocks =
            [
                new SectionBlock { Text = new Markdown($"*{Mrkdwn.Escape(audience.Name)}*: {Mrkdwn.Escape(message.Title)}\n{file.Release.Named()}") },
                .. answered ? [] : Text(audience, ping?.Text ?? text),
                new InputBlock
                {
                    BlockId = Where,
                    Label = "Where",
                    Hint = answered ? "Who said it, and where: a link, or a few words." : "A link, or a few words. It settles the message as sending does.",
                    Element = new PlainTextInput { MaxLength = PingRules.LongestPlace, Placeholder = "https://gitlab.com/…" },
                },
            ],
        };
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutMessage> form, Doc<Release> read, CancellationToken ct)
    {
        var (about, file) = (form.About, await desk.Open(read, ct));
        if (file.Matrix.Find(about.Message) is not { } message)
            return Wrong(Where, NotPlanned);
        var ping = file.Find($"{about.Release}/{about.Message}");
        var decided = PingRules.Elsewhere(file, message.To, message.Id, ping?.Value, form.State.Text(Words) ?? texts.Of(file, message), form.State.Text(Where), form.By, time.GetUtcNow());
        if (decided.Refused)
            return Wrong(Where, decided.Words + ".");
        if (!form.ReadAt.Is(Stood, Stands(ping?.Value)))
        {
            return form.StaysOpen(
                Render(file, message, ping?.Value, texts.Of(file, message), about.ResponseUrl, about.View), form.ReadAt.And(Stood, Stands(ping?.Value)),
                ping is null ? "What was scheduled was cancelled meanwhile." : $"{Mrkdwn.User(ping.Value.By)} {(ping.Value.SentAt is null ? "scheduled" : "sent")} this message meanwhile.");
        }
        var commit = new Commit();
        await sent.Save(commit, file, [decided.Value], new(form.By, about.ResponseUrl, about.View), form.Slack, ct);
        return (commit, Done);
    }

    // An answer or a reminder meanwhile takes nothing from anyone.
    private static object? Stands(Ping? ping) => ping is null ? null : new { ping.Text, ping.SendAt, ping.SentAt, ping.Elsewhere };

    private static IEnumerable<Block> Text(AudienceEntry audience, string text)
    {
        yield return new InputBlock
        {
            BlockId = Words,
            Label = "Text to copy",
            Hint = audience.GitLab is { } handle ? (PlainText)$"In an issue they are reached as {handle}" : null,
            Element = new PlainTextInput { Multiline = true, MaxLength = PingRules.LongestText, InitialValue = WithHandle(audience, text) },
            Optional = true,
        };
    }

    private static string WithHandle(AudienceEntry audience, string text) =>
        audience.GitLab is { } handle && !text.Contains(handle, StringComparison.OrdinalIgnoreCase) ? $"{handle} {text}" : text;
}
