using System.Diagnostics;
using SecurityReleaseChatOps.Load;

// dotnet run -c Release --project tests/SecurityReleaseChatOps.Load [-- --seconds 3] [--app path/to/SecurityReleaseChatOps.dll]
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
using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
var figures = new List<Figures>();
try
{
    await Bare.Measure(options, figures, limit.Token);
    await TheApp.Measure(options, figures, limit.Token);
    return 0;
}
catch (OperationCanceledException) when (limit.IsCancellationRequested)
{
    Console.Error.WriteLine("The load did not end within 10 minutes and was stopped.");
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
