using System.Collections.Concurrent;
using System.Globalization;
using Quartz;

namespace SecurityReleaseChatOps.Schedule;

/// <summary>
/// The Quartz job of every kind of due work: its key names the <see cref="IDueJob"/> that looks. When the last look succeeded is kept
/// with the job, so that each instance that shares the schedule knows it.
/// </summary>
[DisallowConcurrentExecution, PersistJobDataAfterExecution]
internal sealed class Look(Looks looks, SteadyTime steady) : IJob
{
    private const string Succeeded = "succeeded";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (await looks.At(context.JobDetail.Key.Name, cancellationToken))
            context.JobDetail.JobDataMap[Succeeded] = steady.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
    }

    /// <summary>When a look last succeeded, by <see cref="SteadyTime"/>; null when none has yet.</summary>
    public static DateTimeOffset? LastSuccess(IJobDetail job) =>
        job.JobDataMap.TryGetValue(Succeeded, out var at) && at is string known ? DateTimeOffset.Parse(known, CultureInfo.InvariantCulture) : null;
}

/// <summary>
/// The looks of this process. Beside the Quartz job and not in it: whatever Quartz builds is given the clock that wakes, and what is due
/// is judged by the app's.
/// </summary>
internal sealed partial class Looks(IServiceProvider services, TimeProvider time, ILogger<Looks> log)
{
    private readonly ConcurrentDictionary<(string Job, bool Failed), long> _counts = new();

    /// <summary>Looks at one kind of due work.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> At(string job, CancellationToken ct)
    {
        var failed = false;
        try
        {
            await services.GetRequiredKeyedService<IDueJob>(job).Look(time.GetUtcNow(), ct);
        }
        catch (Exception fault) when (!ct.IsCancellationRequested)
        {
            Failed(log, fault, job);
            failed = true;
        }
        _counts.AddOrUpdate((job, failed), 1, (_, before) => before + 1);
        return !failed;
    }

    /// <summary>How many looks there were.</summary>
    public long Count(string job, bool failed) => _counts.GetValueOrDefault((job, failed));

    [LoggerMessage(LogLevel.Error, "The look at {Job} failed; it is tried again shortly")]
    private static partial void Failed(ILogger logger, Exception fault, string job);
}
