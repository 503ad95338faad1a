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
        services.AddSingleton<DeedSteps>();
        services.AddSingleton<CustomerAsk>();
        services.AddSingleton<CustomerPress>();
        services.AddSingleton<ICommsGates, CustomerGates>();
        services.AddSingleton<IReleaseWatcher, CustomerWatch>();
        services.AddSubcommand<WriteEmail>();
        foreach (var name in new[] { ApproveText.ActionId, AskForChanges.ActionId, EditText.ActionId, SendTest.ActionId, CheckTest.ActionId, SendEmail.ActionId, CustomerModal.CallbackId })
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
            .RegisterBlockActionHandler<ButtonAction, SendEmail>(SendEmail.ActionId));
    }
}

/// <summary>The gates that the customer email opens.</summary>
internal sealed class CustomerGates(CustomerDesk desk) : ICommsGates
{
    public async ValueTask<IReadOnlySet<CommsGate>> Open(Release release, CancellationToken cancellation) =>
        Of(await desk.Find(release.Id, cancellation), release);

    internal static IReadOnlySet<CommsGate> Of(CustomerText? text, Release release)
    {
        var (open, state) = (new HashSet<CommsGate>(), CustomerRules.State(text, release));
        if (!CustomerRules.NeedsApproval(release) || state >= CustomerState.Approved)
            open.Add(CommsGate.Approved);
        if (state >= CustomerState.Checked)
            open.Add(CommsGate.EmailChecked);
        return open;
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
