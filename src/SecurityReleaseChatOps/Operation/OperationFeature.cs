using Microsoft.Extensions.Diagnostics.HealthChecks;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Operation;

/// <summary>What operators and auditors need: diagnosis, retention, and who was told what.</summary>
internal static class OperationFeature
{
    public static void AddOperation(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkspaceFindings>();
        builder.Services.AddHealthChecks().AddCheck<DiskCheck>("disk", tags: [StoreHealth.InWords]);
        builder.Services.AddSingleton<IHealthCheckPublisher, AdminAlerts>();
        builder.Services.AddDueJob<RetentionJob>(RetentionJob.Name);
        builder.Services.AddSubcommand<DoctorCommand>();
        builder.Services.AddSubcommand<ToldCommand>();
        builder.Services.AddSubcommand<ForgetCommand>();
        builder.Services.AddSingleton<ForgetModal>();
    }
}
