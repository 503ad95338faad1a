using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Who is told what about a release: planned, sent, acknowledged, chased.</summary>
internal static class CommsFeature
{
    /// <exception cref="SettingsException">An operator's matrix or text is faulty: where and why.</exception>
    public static void AddComms(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddTexts(settings, services.AddMatrix(settings));
        services.AddSingleton(ExternalReader.Load());
        services.AddSingleton<ExternalIssue>();
        services.AddSubcommand<ClassifyCommand>();
        services.AddSingleton<CommsStore>();
        services.AddSingleton<Reaching>();
        services.AddSingleton<PingTexts>();
        services.AddSingleton<PingForms>();
        services.AddSingleton<SentPings>();
        services.AddSingleton<MatrixSending>();
        services.AddSingleton<IEvidence, PingEvidence>();
        services.AddSingleton<IEventForm>(s => s.GetRequiredService<PingForms>());
        services.AddDueJob<ScheduledPingsJob>("scheduled-pings");
        services.AddDueJob<AcknowledgementsJob>("acknowledgements");
        services.AddDueJob<ChangesJob>(CommsStore.Changes);
        services.AddSingleton<IReleaseEnd, CommsEnd>();
        // Releases notify their watchers, and communications open releases: resolved on use, since the constructors would form a cycle.
        services.AddSingleton<Func<CommsStore>>(s => s.GetRequiredService<CommsStore>);
        services.AddSingleton<Func<Store.IEmbargoGuard>>(s => s.GetRequiredService<Store.IEmbargoGuard>);
        services.AddSingleton<IReleaseWatcher, AskedAgain>();
        services.AddSingleton<IChecklistWatcher, AskedAgain>();
        services.AddSingleton<MyQuestions>();
        services.AddScreen(new("/comms", "", "[release]", "who is told what when, and what is next", Access.Role.Viewer), ChecklistPlace.Tell);
        services.AddSingleton<IToldBesides, OwnMessages>();
        services.AddSubcommand<PingCommand>();
        services.AddSingleton<CustomerStore>();
        services.AddSingleton<ISentSince, SentSince>();
        services.AddSingleton<CustomerPress>();
        services.AddSingleton<IEvidence, CustomerEvidence>();
        services.AddSingleton<IEventForm, CustomerEvents>();
        services.AddSingleton<IReleaseWatcher>(s => s.GetRequiredService<CustomerStore>());
        // The release's card shows steps, and what settles steps reads the release: hence resolved late.
        services.AddSingleton<Func<ChecklistStore>>(s => s.GetRequiredService<ChecklistStore>);
        services.AddSingleton<IReleaseDay, CustomerDay>();
        services.AddSubcommand<WriteEmailCommand>();
        services.AddSingleton<ReadinessStore>();
        services.AddSingleton<IMissing>(all => all.GetRequiredService<ReadinessStore>());
        services.AddSingleton<IEvidence, ReadinessEvidence>();
        services.AddSingleton<IEventForm>(all => all.GetRequiredService<ConfirmReady>());
        services.AddSingleton<IReleaseWatcher>(all => all.GetRequiredService<ReadinessStore>());
        services.AddDueJob<ReadinessJob>("readiness");
        services.AddSubcommand<AskReadyCommand>();
        // The handlers check who may do what.
        foreach (var answered in new[] { GiveAnswer.ActionId, GiveAnswer.EarlierActionId, TakeBackAnswer.ActionId, GiveAnswer.CallbackId })
            services.AddSingleton(new OpenToEveryone(answered));
        foreach (var name in PressEmail.All.Concat([AskForChanges.ActionId, CustomerModal.ActionId, CheckTest.ActionId, CustomerModal.CallbackId,
            ClassifyModal.ActionId, ClassifyModal.CallbackId, SentMessages.ActionId, AskReadyCommand.ActionId]))
            services.AddSingleton(new OpenToViewers(name));
        services.AddSlackNet(slack => slack.RegisterCommand("/comms"));
    }

    /// <summary>Checks that every message belongs to a step.</summary>
    /// <exception cref="SettingsException">Names those that do not.</exception>
    public static void CheckMessages(this WebApplication app)
    {
        var told = app.Services.GetRequiredService<DefinitionLibrary>().All.SelectMany(definition => definition.Items).SelectMany(item => item.Tells)
            .ToHashSet();
        var alone = app.Services.GetRequiredService<CommsMatrix>().Messages.Where(message => !told.Contains(message.Id)).ToList();
        if (alone.Count > 0)
            throw new SettingsException(
                [.. alone.Select(message =>
                    $"Comms:Directory: the message `{message.Id}` stands under no step: name it in the `tells` of the one that asks for it, in Checklists:Directory.")]);
    }
}
