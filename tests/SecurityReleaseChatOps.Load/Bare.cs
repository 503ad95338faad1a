namespace SecurityReleaseChatOps.Load;

/// <summary>Measures the bare endpoint.</summary>
internal static class Bare
{
    public static async Task Measure(LoadOptions options, List<Figures> figures, CancellationToken cancellation)
    {
        var port = ServerProcess.FreePort();
        await using var server = ServerProcess.StartDotnet(typeof(Bare).Assembly.Location, port, "bare", $"http://127.0.0.1:{port}", TheApp.Secret);
        using var help = SlackRequests.Command("help");
        await server.FirstAnswer(", bare", help, cancellation);
        foreach (var connections in LoadOptions.Connections)
        {
            figures.Add(
                await LoadRun.Measure("bare endpoint", Server.Bare, server, connections, options, _ => new CommandUser("help", ""), cancellation));
        }
    }
}
