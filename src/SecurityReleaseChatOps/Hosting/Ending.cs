using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Ends the app when told to, whatever it is waiting for: at once on a second signal, and after <see cref="Within"/> on the first.
/// Nothing is lost: what was answered is on disk.
/// </summary>
internal sealed class Ending : IDisposable
{
    /// <summary>How long a graceful stop may take; supervisors kill whatever takes half a minute or more.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    // The exit code that shells report for a process ended by SIGTERM.
    private const int Terminated = 128 + 15;

    private readonly PosixSignalRegistration[] _signals;
    private readonly CancellationTokenRegistration _stopping;
    private Timer? _late;
    private int _told;

    public Ending(IHostApplicationLifetime lifetime)
    {
        _signals = [PosixSignalRegistration.Create(PosixSignal.SIGTERM, Told), PosixSignalRegistration.Create(PosixSignal.SIGINT, Told)];
        _stopping = lifetime.ApplicationStopping.Register(() => _late = new Timer(
            _ => End("Stopping took too long: something that the app waits for does not answer. It ends now; what was answered is saved."),
            null, Within, Timeout.InfiniteTimeSpan));
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _late?.Dispose();
        foreach (var signal in _signals)
            signal.Dispose();
    }

    // The host handles the first signal.
    private void Told(PosixSignalContext signal)
    {
        if (Interlocked.Increment(ref _told) > 1)
            End("Told twice to end: it ends at once.");
    }

    private static void End(string why)
    {
        Console.Error.WriteLine(why);
        Environment.Exit(Terminated);
    }
}
