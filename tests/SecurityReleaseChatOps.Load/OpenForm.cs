using System.Text;
using System.Text.Json;

namespace SecurityReleaseChatOps.Load;

/// <summary>Opens a form by a command: its submission must carry the metadata the app sent.</summary>
internal static class OpenForm
{
    /// <summary>Opens it.</summary>
    /// <returns>Its private_metadata.</returns>
    public static async Task<string> By(SlackRequest command, string callbackId, FakeWebApi slack, LoadConnection connection, CancellationToken cancellation)
    {
        var (bytes, number) = command.Next();
        var opened = slack.Opened(number);
        var (status, body) = await connection.Exchange(bytes, cancellation);
        // A command that opens a form has an empty answer: text means that it was refused and no form comes.
        if (status != 200 || body.Length > 0)
            throw new LoadException($"The command for {callbackId} was answered {status} {Encoding.UTF8.GetString(body.Span)}");
        using var call = JsonDocument.Parse(await opened.WaitAsync(TimeSpan.FromSeconds(20), cancellation));
        slack.Forget(number);
        var view = call.RootElement.GetProperty("view");
        return view.GetProperty("callback_id").GetString() == callbackId
            ? view.TryGetProperty("private_metadata", out var metadata) ? metadata.GetString()! : ""
            : throw new LoadException($"Instead of {callbackId} came {view}");
    }
}
