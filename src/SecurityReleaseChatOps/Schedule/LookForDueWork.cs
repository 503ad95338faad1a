using Microsoft.Extensions.Logging;
using Quartz;

namespace SecurityReleaseChatOps.Schedule;

/// <summary>The one Quartz job: asks every feature what is due. A feature that fails does not keep the others from theirs.</summary>
[DisallowConcurrentExecution]
internal sealed partial class LookForDueWork(IEnumerable<IDueJob> work, TimeProvider time, ILogger<LookForDueWork> log) : IJob
{
    public static readonly JobKey Key = new("look-for-due-work");

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        foreach (var piece in work)
        {
            try
            {
                await piece.Look(time.GetUtcNow(), cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                Failed(log, fault, piece.GetType().Name);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Due work {Work} failed; it is tried again at the next look")]
    private static partial void Failed(ILogger logger, Exception fault, string work);
}
