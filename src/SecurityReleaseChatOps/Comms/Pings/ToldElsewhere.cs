using System.Text.Json;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
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
            return ActionResponse.Ephemeral("This message is not planned any more. `/comms` shows what is.");
        // Pushed on the modal Ping, it answers where that one would have.
        var under = request.View?.PrivateMetadata is { } metadata ? PingCarried.Read(metadata) : null;
        var (url, plan) = under is null ? (request.ResponseUrl, request.IsEphemeral) : (under.ResponseUrl, under.Replaces);
        return ActionResponse.Open(ElsewhereModal.Render(file, message, file.Find($"{release}/{id}")?.Value, texts.Of(file, message), url, plan));
    }
}

/// <summary>The modal <b>Told elsewhere</b>: the text to take along, and where it went.</summary>
internal sealed class ElsewhereModal(CommsDesk desk, SentPings sent, PingTexts texts, IStore store, TimeProvider time) : IViewSubmissionHandler
{
    public const string CallbackId = "comms.elsewhere";
    private const string Where = "where";
    private const string Words = "words";

    private sealed record Carried(string Release, string Message, string? ResponseUrl, bool Replaces);

    /// <param name="ping">What was sent or scheduled; null when nothing was.</param>
    /// <param name="text">What the message says, in plain text.</param>
    public static ModalViewDefinition Render(CommsFile file, CommsMessage message, Ping? ping, string text, string? responseUrl, bool replaces)
    {
        var audience = file.Matrix.Find(message.To)!;
        var answered = ping is { SentAt: not null };
        return new()
        {
            CallbackId = CallbackId,
            PrivateMetadata = JsonSerializer.Serialize(new Carried(file.Release.Id, message.Id, responseUrl, replaces), StoreJson.Options),
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
                    Hint = "A link, or a few words. It settles the message as sending does.",
                    Element = new PlainTextInput { MaxLength = PingRules.LongestPlace, Placeholder = "https://gitlab.com/…" },
                },
            ],
        };
    }

    public async Task<ViewSubmissionResponse> Handle(ViewSubmission submission, CancellationToken cancellation) =>
        await store.Run(submission.DeliveryId, async ct =>
        {
            var carried = JsonSerializer.Deserialize<Carried>(submission.View.PrivateMetadata ?? "", StoreJson.Options)!;
            if (await desk.Open(carried.Release, ct) is not { } file || file.Matrix.Find(carried.Message) is not { } message)
                return (null, ViewSubmissionResponse.Update(Modals.Says("Told elsewhere", "This message is not planned any more. `/comms` shows what is.")));
            var (now, by) = (time.GetUtcNow(), submission.UserId);
            var ping = file.Find($"{carried.Release}/{carried.Message}")?.Value;
            var decided = PingRules.Elsewhere(file, message.To, message.Id, ping, submission.State.Text(Words) ?? texts.Of(file, message), submission.State.Text(Where), by, now);
            if (decided.Refused)
                return (null, ViewSubmissionResponse.Error(Where, decided.Words + "."));
            var (commit, words, left) = (new Commit(), new List<string>(), new List<string>());
            var after = await sent.Save(commit, file, [decided.Value], by, words, left, ct);
            sent.Answer(commit, after, carried.ResponseUrl, carried.Replaces, words, submission);
            return (commit, left.Count > 0 && carried.ResponseUrl is null
                ? ViewSubmissionResponse.Update(Modals.Says("Told elsewhere", string.Join('\n', words)))
                : ViewSubmissionResponse.Clear);
        }, ViewSubmissionResponse.Clear, cancellation);

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
