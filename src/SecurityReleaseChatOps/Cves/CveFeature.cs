using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The CVEs of a release: their records, checked, validated and kept in line with the release.</summary>
internal static class CveFeature
{
    public static void AddCves(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<CveStore>();
        services.AddSingleton<CveAnswer>();
        services.AddSingleton<IEvidence, CveEvidence>();
        services.AddSingleton<IEventForm, CveEvents>();
        services.AddSingleton<IReleaseWatcher, CveWatch>();
        services.AddSingleton<IConfidential, CveConfidential>();
        services.AddSubcommand<ShowCvesCommand>();
        services.AddSubcommand<AddCveCommand>();
        services.AddSubcommand<ListCvesCommand>();
        services.AddSubcommand<ShowCveCommand>();
        services.AddSubcommand<EditCveCommand>();
        services.AddSubcommand<DetailCveCommand>();
        services.AddSubcommand<CheckCvesCommand>();
        services.AddSubcommand<FillCveCommand>();
        services.AddSubcommand<ValidateCveCommand>();
        services.AddSubcommand<InvalidCveCommand>();
        services.AddSubcommand<ExportCvesCommand>();
        services.AddSubcommand<RemoveCveCommand>();
        services.AddSubcommand<RequestCveCommand>();
        services.AddSingleton<IMissing, CvesMissing>();
        services.AddSlackNet(slack => slack.RegisterCommand("/cve"));
    }
}
