using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>What must not be told too early, and to whom it may be told.</summary>
internal static class EmbargoFeature
{
    public static void AddEmbargo(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<EmbargoStore>();
        services.AddSingleton<Hearers>();
        services.AddSingleton<Access.INeedsToKnow>(s => s.GetRequiredService<Hearers>());
        services.AddHealthChecks().AddCheck<Hearers>("embargo");
        services.AddSingleton<EmbargoGuard>();
        services.AddSingleton<IEmbargoGuard>(s => s.GetRequiredService<EmbargoGuard>());
        services.AddSubcommand<CheckTextCommand>();
        services.AddSubcommand<EditEmbargoCommand>();
        services.AddSubcommand<LiftEmbargoCommand>();
    }
}
