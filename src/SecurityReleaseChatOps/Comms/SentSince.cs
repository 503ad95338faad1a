using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The pings that went out, and the customer email.</summary>
internal sealed class SentSince(CommsDesk comms, CustomerDesk customers) : ISentSince
{
    public async Task<IReadOnlyList<string>> Sent(Doc<Release> release, DateTimeOffset since, CancellationToken ct)
    {
        var file = await comms.Open(release, ct);
        var pings = file.Pings.Where(ping => ping.SentAt >= since).OrderBy(ping => ping.SentAt).Select(ping => $"{Named(file, ping)}, to {Mrkdwn.Escape(file.NameOf(ping.Audience))}");
        return [.. pings, .. (await customers.Find(release.Id, ct))?.Sent?.At >= since ? ["the customer email"] : Array.Empty<string>()];
    }

    private static string Named(CommsFile file, Ping ping) =>
        file.Addresses.GetValueOrDefault(ping.Id) is { } address ? Mrkdwn.Link(address, file.MessageOf(ping)?.Title ?? "A message from PSIRT") : PingMessage.Title(file, ping);
}
