using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>Everything may be told: for tests of the store alone.</summary>
internal sealed class NoEmbargo : IEmbargoGuard
{
    public static readonly IEmbargoGuard Guard = new NoEmbargo();

    public ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken) => new((string?)null);
}

/// <summary>For tests of the store, where a message's classification does not matter.</summary>
internal static class Showing
{
    public static Commit Show(this Commit commit, string key, string channel, Message message, string? under = null) =>
        commit.Show(key, channel, message, Classification.Internal, under);
}
