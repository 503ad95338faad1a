using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Where a step waits for a message: <b>Ping</b> as long as it is not sent; then <b>Answered elsewhere</b>.</summary>
internal sealed class PingEvents(CommsDesk desk, PingForms forms, PingTexts texts, CommsMatrix matrix) : IEventForm
{
    public bool Makes(string kind) => Message(kind) is not null;

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, PressedAt at, CancellationToken ct)
    {
        var (file, message) = (await desk.Open(release, ct), Message(kind)!);
        if (kind == message.Id + PingEvidence.Outdated)
            return file.Told.GetValueOrDefault(message.To)?.Value is { } told ? ActionResponse.Open(ChangeModal.Render(file, message.To, told, at.ResponseUrl, at.View)) : null;
        return file.Find($"{release.Id}/{message.Id}")?.Value switch
        {
            null => ActionResponse.Open(forms.For(file, new(release.Id, [message.Id], ResponseUrl: at.ResponseUrl, View: at.View), at.By)),
            { SentAt: null } scheduled => ActionResponse.Open(forms.Edit(file, new(release.Id, [], ResponseUrl: at.ResponseUrl, View: at.View), scheduled, at.By)),
            _ when message.Asks == Asks.Nothing => null,
            { } sent => ActionResponse.Open(ElsewhereModal.Render(file, message, sent, texts.Of(file, message), at.ResponseUrl, at.View)),
        };
    }

    private CommsMessage? Message(string kind) => kind.LastIndexOf('.') is > 0 and var dot ? matrix.Find(kind[..dot]) : null;
}
