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
        var matrix = builder.Services.AddMatrix(settings);
        builder.Services.AddTexts(settings, matrix);
        builder.Services.AddExternalComms();
        builder.AddPings();
        builder.Services.AddCustomerComms();
        builder.Services.AddReadiness();
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

    /// <summary>Registers the plan, and everything sent according to it.</summary>
    private static void AddPings(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
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
        foreach (var answered in new[] { GiveAnswer.ActionId, GiveAnswer.EarlierActionId, TakeBackAnswer.ActionId, GiveAnswer.CallbackId })
            services.AddSingleton(new OpenToEveryone(answered));
        services.AddSingleton(new OpenToViewers(SentMessages.ActionId));
        services.AddSlackNet(slack => slack
            .RegisterCommand("/comms")
            .RegisterBlockActionHandler<BlockAction, PingForms>(PingForms.PreviewActionId)
            .RegisterBlockActionHandler<BlockAction, PingForms>(PingForms.AudiencesActionId)
            .RegisterBlockActionHandler<BlockAction, PingForms>(PingForms.MessageActionId)
            .RegisterBlockActionHandler<BlockAction, PingForms>(PingForms.TimeActionId)
            .RegisterBlockActionHandler<ButtonAction, SentMessages>(SentMessages.ActionId)
            .RegisterBlockActionHandler<ButtonAction, EditPing>(EditPing.ActionId)
            .RegisterBlockActionHandler<ButtonAction, CancelPing>(CancelPing.ActionId)
            .RegisterBlockActionHandler<ButtonAction, ElsewhereModal>(ElsewhereModal.ActionId)
            .RegisterBlockActionHandler<ButtonAction, GiveAnswer>(GiveAnswer.ActionId)
            .RegisterBlockActionHandler<ButtonAction, GiveAnswer>(GiveAnswer.EarlierActionId)
            .RegisterBlockActionHandler<ButtonAction, TakeBackAnswer>(TakeBackAnswer.ActionId)
            .RegisterViewSubmissionHandler<GiveAnswer>(GiveAnswer.CallbackId)
            .RegisterViewSubmissionHandler<PingModal>(PingModal.CallbackId)
            .RegisterViewSubmissionHandler<ElsewhereModal>(ElsewhereModal.CallbackId)
            .RegisterViewSubmissionHandler<ChangeModal>(ChangeModal.CallbackId));
    }
}
