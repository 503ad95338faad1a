using System.Diagnostics;
using SecurityReleaseChatOps.Load;

// dotnet run -c Release --project tests/SecurityReleaseChatOps.Load [-- --seconds 3] [--app path/to/….dll] [--history] [--all [--postgres …]] [--rotation]
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

// In any case the program ends by itself, and its servers with it.
var longest = TimeSpan.FromMinutes(options.All ? 60 : options.History ? 20 : 10);
using var limit = new CancellationTokenSource(longest);
var figures = new List<Figures>();
var notes = new List<string>();
try
{
    if (options.Rotation)
    {
        await RotationLoad.Measure(options, figures, limit.Token);
        return 0;
    }
    await Bare.Measure(options, figures, limit.Token);
    if (await Bolt.Measure(options, figures, limit.Token) is { } without)
        notes.Add(without);
    foreach (var hasHistory in options.All || options.History ? [false, true] : new[] { false })
    {
        await TheApp.Measure(options, figures, "Sqlite", "Data Source={0}", hasHistory, limit.Token);
        if (options.All)
            await TheApp.Measure(options, figures, "LiteDb", "{0}", hasHistory, limit.Token);
        if (options is { All: true, Postgres: { } server })
        {
            await using var own = await OwnSchema.Make(server);
            await TheApp.Measure(options, figures, "Postgres", own.ConnectionString, hasHistory, limit.Token);
        }
    }
    if (options is { All: true, Postgres: null })
        notes.Add("PostgreSQL is left out: give --postgres the connection string of a database.");
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
    Figures.Print(figures, notes);
}
