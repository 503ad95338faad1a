using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Operation;

/// <summary>What those need who run the app: what is wrong, what is kept, what was told.</summary>
internal static class OperationFeature
{
    public static void AddOperation(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WorkspaceFindings>();
        builder.Services.AddSubcommand<DoctorCommand>();
    }
}
