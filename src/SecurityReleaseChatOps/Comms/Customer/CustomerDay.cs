using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The customer email on release day: tested, checked, sent.</summary>
internal sealed class CustomerDay(IStore store) : IReleaseDay
{
    public async Task<IReadOnlyList<Ticked>> Of(Release release, CancellationToken ct) => Of(await CustomerStore.Find(store, release.Id, ct), release);

    public static IReadOnlyList<Ticked> Of(CustomerText? text, Release release) => CustomerRules.NoEmail(release) is not null ? [] :
    [
        new("email tested", text?.Tested is not null),
        new("checked", text is not null && CustomerRules.AllChecks.All(check => text.Checks.Any(done => done.Check == check))),
        new("sent", text?.Sent is not null),
    ];
}
