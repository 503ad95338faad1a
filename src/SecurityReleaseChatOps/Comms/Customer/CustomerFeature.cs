using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What customers are told: written, approved if critical, tested, checked, sent.</summary>
internal static class CustomerFeature
{
    public static void AddCustomerComms(this IServiceCollection services)
    {
        services.AddSingleton<CustomerStore>();
        services.AddSingleton<ISentSince, SentSince>();
        services.AddSingleton<CustomerPress>();
        services.AddSingleton<CustomerEvidence>();
        services.AddSingleton<IEvidence>(s => s.GetRequiredService<CustomerEvidence>());
        services.AddSingleton<IEventForm, CustomerEvents>();
        services.AddSingleton<IReleaseWatcher>(s => s.GetRequiredService<CustomerStore>());
        // The release's card shows steps, and what settles steps reads the release: hence resolved late.
        services.AddSingleton<Func<ChecklistStore>>(s => s.GetRequiredService<ChecklistStore>);
        services.AddSingleton<IReleaseDay, CustomerDay>();
        services.AddSubcommand<WriteEmailCommand>();
        foreach (var name in PressEmail.All.Concat([AskForChanges.ActionId, CustomerModal.ActionId, CheckTest.ActionId, CustomerModal.CallbackId]))
            services.AddSingleton(new OpenToViewers(name)); // for Communications; the handlers check who may do what
        services.AddSlackNet(slack =>
        {
            foreach (var press in PressEmail.All)
                slack.RegisterBlockActionHandler<ButtonAction, PressEmail>(press);
            slack
                .RegisterBlockActionHandler<ButtonAction, AskForChanges>(AskForChanges.ActionId)
                .RegisterViewSubmissionHandler<AskForChanges>(AskForChanges.CallbackId)
                .RegisterBlockActionHandler<ButtonAction, CustomerModal>(CustomerModal.ActionId)
                .RegisterViewSubmissionHandler<CustomerModal>(CustomerModal.CallbackId)
                .RegisterBlockActionHandler<ButtonAction, CheckTest>(CheckTest.ActionId)
                .RegisterViewSubmissionHandler<CheckTest>(CheckTest.CallbackId);
        });
    }
}
