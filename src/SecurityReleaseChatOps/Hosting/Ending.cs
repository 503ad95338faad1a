using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// The app ends when it is told to, whatever it waits for at that time: a second signal ends it at once, and one is enough after
/// a while. Nothing is lost by it: what was answered is on disk.
/// </summary>
internal sealed class Ending : IDisposable
{
    /// <summary>How long stopping in good order may take; supervisors kill what takes half a minute or more.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(15);

    // As a shell tells of a process that SIGTERM ended.
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

    // The first is the host's to obey.
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
