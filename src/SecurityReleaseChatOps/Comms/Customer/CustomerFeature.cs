using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What customers are told: written, approved at Critical, tested, checked, sent.</summary>
internal static class CustomerFeature
{
    public static void AddCustomerComms(this IServiceCollection services)
    {
        services.AddSingleton<CustomerDesk>();
        services.AddSingleton<CustomerAsk>();
        services.AddSingleton<CustomerPress>();
        services.AddSingleton<CustomerEvidence>();
        services.AddSingleton<IEvidence>(s => s.GetRequiredService<CustomerEvidence>());
        services.AddSingleton<IEventForm, CustomerEvents>();
        services.AddSingleton<IReleaseWatcher, CustomerWatch>();
        services.AddSubcommand<WriteEmail>();
        foreach (var name in new[] { ApproveText.ActionId, AskForChanges.ActionId, EditText.ActionId, SendTest.ActionId, CheckTest.ActionId, AskToSend.ActionId, EmailSent.ActionId, CustomerModal.CallbackId })
            services.AddSingleton(new OpenToViewers(name)); // Communications; who may what is asked again behind them
        services.AddSlackNet(slack => slack
            .RegisterBlockActionHandler<ButtonAction, ApproveText>(ApproveText.ActionId)
            .RegisterBlockActionHandler<ButtonAction, AskForChanges>(AskForChanges.ActionId)
            .RegisterViewSubmissionHandler<AskForChanges>(AskForChanges.CallbackId)
            .RegisterBlockActionHandler<ButtonAction, EditText>(EditText.ActionId)
            .RegisterViewSubmissionHandler<CustomerModal>(CustomerModal.CallbackId)
            .RegisterBlockActionHandler<ButtonAction, SendTest>(SendTest.ActionId)
            .RegisterBlockActionHandler<ButtonAction, CheckTest>(CheckTest.ActionId)
            .RegisterViewSubmissionHandler<CheckTest>(CheckTest.CallbackId)
            .RegisterBlockActionHandler<ButtonAction, AskToSend>(AskToSend.ActionId)
            .RegisterBlockActionHandler<ButtonAction, EmailSent>(EmailSent.ActionId));
    }
}

/// <summary>The message of a customer text follows its release: what can be done next, and what is right of it, depends on that.</summary>
internal sealed class CustomerWatch(CustomerDesk desk) : IReleaseWatcher
{
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before is not null)
            await desk.Follow(commit, before, after, ct);
    }
}
