using System.Diagnostics;
using SecurityReleaseChatOps.Load;

// dotnet run -c Release --project tests/SecurityReleaseChatOps.Load [-- --seconds 3] [--app path/to/SecurityReleaseChatOps.dll] [--all] [--rotation]
if (args is ["bare", var url, var secret])
{
    await BareServer.Run(url, secret);
    return 0;
}

var options = LoadOptions.Read(args);
if (Environment.ProcessorCount > 1 && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
{
    using var self = Process.GetCurrentProcess();
    self.ProcessorAffinity = 2; // core 1; the servers run on core 0
}

// Whatever happens, it ends by itself, and its servers with it.
var longest = TimeSpan.FromMinutes(options.All ? 30 : 10);
using var limit = new CancellationTokenSource(longest);
var figures = new List<Figures>();
try
{
    if (options.Rotation)
    {
        await RotationLoad.Measure(options, figures, limit.Token);
        return 0;
    }
    await Bare.Measure(options, figures, limit.Token);
    await TheApp.Measure(options, figures, "Sqlite", "Data Source={0}", limit.Token);
    if (options.All)
        await TheApp.Measure(options, figures, "LiteDb", "{0}", limit.Token);
    if (options is { All: true, Postgres: { } server })
        await TheApp.Measure(options, figures, "Postgres", server, limit.Token);
    else if (options.All)
        Console.WriteLine("PostgreSQL is left out: give --postgres the connection string of an empty database.");
    return 0;
}
catch (OperationCanceledException) when (limit.IsCancellationRequested)
{
    Console.Error.WriteLine($"The load did not end within {longest.TotalMinutes:0} minutes and was stopped.");
    return 1;
}
catch (LoadException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
finally
{
    Figures.Print(figures);
}
