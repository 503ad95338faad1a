using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>What follows publication: issues closed, CVEs published, engineers told, and the end of the release.</summary>
internal static class CloseOutFeature
{
    public static void AddCloseOut(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CloseOutStore>();
        services.AddSingleton<CloseOutReading>();
        services.AddSingleton<IMissing>(all => all.GetRequiredService<CloseOutReading>());
        services.AddSingleton<CloseOutSaving>();
        services.AddSingleton<IEvidence, CloseOutEvidence>();
        services.AddSingleton<IEventForm, CloseOutEvents>();
        services.AddDueJob<RecordsJob>(RecordsJob.Name);
        services.AddSingleton<IReleaseEnd, RecordsJob>();
        services.AddSubcommand<CloseOutCommand>();
    }
}
