namespace SecurityReleaseChatOps.Load;

/// <summary>Measures the bare endpoint.</summary>
internal static class Bare
{
    public static async Task Measure(LoadOptions options, List<Figures> figures, CancellationToken cancellation)
    {
        var port = ServerProcess.FreePort();
        await using var server = ServerProcess.Start(typeof(Bare).Assembly.Location, port, "bare", $"http://127.0.0.1:{port}", TheApp.Secret);
        foreach (var connections in LoadOptions.Connections)
            figures.Add(await LoadRun.Measure(Figures.BareName, server, connections, options.Duration, _ => new CommandUser("help", ""), cancellation));
    }
}
