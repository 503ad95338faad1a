using System.Diagnostics;
using System.Text;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>One of our programs, built beside these tests, in its own process.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _readyWords;

    private ChildProcess(Process process, string readyWords)
    {
        (_process, _readyWords) = (process, readyWords);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The program ended:\n{Output}"));
    }

    public int Id => _process.Id;

    /// <summary>What it wrote to the console.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a program and waits until it prints certain words.</summary>
    /// <param name="folder">Its working directory, which holds its data.</param>
    /// <exception cref="InvalidOperationException">It exited instead.</exception>
    public static async Task<ChildProcess> Start(string program, string folder, string readyWords, IEnumerable<string> arguments)
    {
        var child = new ChildProcess(new Process { StartInfo = Of(program, folder, arguments), EnableRaisingEvents = true }, readyWords);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        try
        {
            await child._ready.Task.WaitAsync(Patience.Start);
            return child;
        }
        catch
        {
            await child.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a program until it exits, which must be successful.</summary>
    public static async Task Run(string program, string folder, IEnumerable<string> arguments)
    {
        using var process = Process.Start(Of(program, folder, arguments))!;
        var says = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, string.Join('\n', says));
    }

    private static ProcessStartInfo Of(string program, string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program + ".dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // Settings in the test machine's environment must not reach this program.
        foreach (var name in start.Environment.Keys.Where(n =>
            n.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || n.Contains("__", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        // It lives for seconds: compiling again what is used often would take two fifths of its processor time, and never pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_CallCounting"] = "0";
        return start;
    }

    /// <summary>Sends it a signal, such as TERM.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it exits by itself, and returns what it wrote to the console.</summary>
    public async Task<string> Ended(TimeSpan within)
    {
        using var patience = new CancellationTokenSource(within);
        await _process.WaitForExitAsync(patience.Token);
        return Output;
    }

    /// <summary>Waits until it prints these words.</summary>
    public Task Says(string words) => Patience.Until($"“{words}”", () => Task.FromResult(Output.Contains(words, StringComparison.Ordinal) ? "" : null));

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.AppendLine(line);
        if (line.Contains(_readyWords, StringComparison.Ordinal))
            _ready.TrySetResult();
    }
}
