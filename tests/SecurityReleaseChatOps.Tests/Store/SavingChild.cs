using System.Diagnostics;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>Another process running this assembly, which saves numbered commits and prints each number once saved.</summary>
internal sealed class SavingChild : IDisposable
{
    private readonly Process process;

    private SavingChild(Process process) => this.process = process;

    public static SavingChild Start(StoreOptions database, int from) => new(Process.Start(
        new ProcessStartInfo("dotnet", ["exec", typeof(SavingChild).Assembly.Location, database.Provider, database.ConnectionString, $"{from}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!);

    /// <summary>The next saved number; null when the process has ended without another.</summary>
    public async Task<int?> Said() => int.TryParse(await process.StandardOutput.ReadLineAsync(), out var number) ? number : null;

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose() => process.Dispose();

    private static async Task Main(string[] arguments)
    {
        using var store = DocumentStore.Open(
            new StoreOptions { Provider = arguments[0], ConnectionString = arguments[1] }, TimeProvider.System, () => NoEmbargo.Guard);
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        for (var number = int.Parse(arguments[2]); ; number++)
        {
            await CrashTests.Save(store, number);
            await output.WriteLineAsync($"{number}");
        }
    }
}
