using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary><c>GET /control/stream</c>: server-sent events that say what has changed.</summary>
internal sealed class StreamControl(Workspace workspace, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(15);

    public async Task Handle(HttpContext http)
    {
        using var listener = workspace.Signals.Listen();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        try
        {
            await Write(": connected\n\n");
            while (!ending.IsCancellationRequested)
            {
                using var pulse = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
                pulse.CancelAfter(Pulse);
                try
                {
                    await listener.Reader.WaitToReadAsync(pulse.Token);
                }
                catch (OperationCanceledException) when (!ending.IsCancellationRequested)
                {
                    await Write(": still here\n\n");
                }
                while (listener.Reader.TryRead(out var signal))
                    await Write($"data: {signal}\n\n");
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the workspace is stopping.
        }

        async Task Write(string text)
        {
            await http.Response.WriteAsync(text, ending.Token);
            await http.Response.Body.FlushAsync(ending.Token);
        }
    }
}
