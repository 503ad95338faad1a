using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Where the conversation with one audience about one release stands: the first ping begins it, all that follow stand under it.</summary>
/// <param name="Ping">The id of the first ping.</param>
/// <param name="At">When it was sent.</param>
public sealed record PingThread(string Ping, DateTimeOffset At);

/// <summary>Everything that one release's communications are decided and shown from.</summary>
/// <param name="Open">The gates that are open.</param>
/// <param name="Addresses">Where sent messages stand, by the ping's id; those that Slack has shown already.</param>
internal sealed record CommsFile(
    Doc<Release> ReleaseRead,
    CommsMatrix Matrix,
    IReadOnlyList<Doc<Ping>> Read,
    IReadOnlyDictionary<Audience, PingThread> Threads,
    IReadOnlySet<CommsGate> Open,
    IReadOnlyList<Engineer> Roster,
    IReadOnlyDictionary<string, string> Addresses)
{
    public Release Release => ReleaseRead.Value;

    public IReadOnlyList<Ping> Pings => [.. Read.Select(read => read.Value)];

    public IReadOnlyList<PlanEntry> Plan(DateTimeOffset now) => CommsPlan.Of(Matrix, new(Release.Facts(), Release.CreatedAt, Open), Pings, now);

    /// <summary>The ping as it was read; null when there is none.</summary>
    public Doc<Ping>? Find(string pingId) => Read.FirstOrDefault(read => read.Id == pingId);

    /// <summary>What holds a message back; empty when it can be sent.</summary>
    public IReadOnlyList<CommsGate> Closed(CommsMessage? message) => message is null ? [] : [.. message.Needs.Where(gate => !Open.Contains(gate))];

    public CommsMessage? MessageOf(Ping ping) => ping.Message is { } id ? Matrix.Find(id) : null;

    /// <summary>The name of whom a ping is for.</summary>
    public string NameOf(Audience audience) => Matrix.Find(audience)?.Name ?? audience.ToString();

    /// <summary>The file once these pings are saved, for what is shown after it.</summary>
    public CommsFile With(IEnumerable<Ping> saved)
    {
        var changed = saved.ToDictionary(ping => ping.Id);
        return this with
        {
            Read = [.. Read.Where(read => !changed.ContainsKey(read.Id)), .. changed.Values.Select(ping => new Doc<Ping>(ping.Id, ping, (Find(ping.Id)?.Version ?? 0) + 1))],
        };
    }

    /// <summary>The file without a ping that was given up before it was sent.</summary>
    public CommsFile Without(string pingId) => this with { Read = [.. Read.Where(read => read.Id != pingId)] };
}
