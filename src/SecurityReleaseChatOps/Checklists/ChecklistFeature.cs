using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Each release's checklist: worked in Slack, shown in the channel, reminded of.</summary>
internal static class ChecklistFeature
{
    private const string Files = "Checklists:Directory";

    /// <exception cref="SettingsException">An operator's definition is at fault: where and why.</exception>
    public static void AddChecklists(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton(OperatorFiles.Read(Files, settings.ChecklistDirectory, () => DefinitionLibrary.Load(settings.ChecklistDirectory)));
        services.AddSingleton<IEvidence, ReleaseEvidence>();
        services.AddSingleton<IEventForm, ReleaseEvents>();
        services.AddSingleton<ChecklistStore>();
        services.AddSingleton<ChecklistPress>();
        services.AddSingleton<FormAnswer>();
        services.AddSingleton<Releases.IFormAnswer>(s => s.GetRequiredService<FormAnswer>());
        services.AddSingleton<IReleaseWatcher, ChecklistWatch>();
        services.AddSingleton<IReleaseSteps, StepsLeft>();
        services.AddSingleton<IHandoverSource, ChecklistHandoverSource>();
        services.AddSingleton<SaidOnce>();
        services.AddSingleton<IReleaseEnd, ChecklistEnd>();
        services.AddDueJob<ChecklistProgressJob>("checklist-progress");
        services.AddDueJob<DeadlinesJob>("deadlines");
        services.AddDueJob<RemindersJob>("reminders");
        services.AddSubcommand<ShowChecklistCommand>();
        services.AddScreen(new("/checklist", "all", "[release]", "every stage, and how far it is", Access.Role.Viewer), ChecklistPlace.All);
        services.AddSubcommand<DoneCommand>();
        foreach (var verb in StepVerb.All.Where(verb => verb.Usage is not null))
            services.AddSingleton<ISubcommand>(all => ActivatorUtilities.CreateInstance<StepCommand>(all, verb));
        services.AddSubcommand<AddStepCommand>();
        services.AddSubcommand<ExportTaskListCommand>();
        services.AddSubcommand<ImportTaskListCommand>();
        services.AddSubcommand<UpdateChecklistCommand>();
        foreach (var shown in new[] { OpenChecklist.ActionId, OpenChecklist.OpenActionId, OpenChecklist.StageActionId, StepPress.ActionId,
            StepForms.CallbackId, CopyModal.CallbackId })
            services.AddSingleton(new OpenToViewers(shown)); // whose step it is is judged by the handlers
        services.AddSlackNet(slack => slack.RegisterCommand("/checklist"));
    }

    /// <summary>Adds a subcommand that shows one of the screens of a checklist.</summary>
    public static void AddScreen(this IServiceCollection services, CommandUsage usage, string view) =>
        services.AddSingleton<ISubcommand>(all => ActivatorUtilities.CreateInstance<ShowScreenCommand>(all, usage, view));

    /// <summary>Checks the facts that settle steps, once all features are registered.</summary>
    /// <exception cref="SettingsException">A definition names something unknown: where.</exception>
    public static void CheckDefinitions(this WebApplication app)
    {
        var kinds = app.Services.GetServices<IEvidence>().SelectMany(source => source.Kinds).ToHashSet();
        var library = app.Services.GetRequiredService<DefinitionLibrary>();
        OperatorFiles.Read(Files, app.Services.GetRequiredService<Settings>().ChecklistDirectory, () => library.Checked(kinds));
    }
}
