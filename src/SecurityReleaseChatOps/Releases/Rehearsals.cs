using System.Collections.Concurrent;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// All messages of a rehearsal go to the PSIRT channel, are marked, and mention nobody. No feature does anything for that:
/// messages are routed by the release they are about.
/// </summary>
internal sealed class RehearsalRouting(Func<IStore> store, SlackDirectory directory, Settings settings) : IRouting
{
    // A stored release is a rehearsal for ever, or never.
    private readonly ConcurrentDictionary<string, bool> _known = new();

    public async ValueTask<Outgoing> Route(Outgoing message, Commit commit, CancellationToken cancellationToken) =>
        message.About.Release is { } release && await IsRehearsal(release, commit, cancellationToken)
            ? message with { Reader = settings.Channels.Psirt, Json = RehearsalMessage.Of(message.Json, Addressee(message.Reader), directory.NameOfMention) }
            : message;

    private async ValueTask<bool> IsRehearsal(string id, Commit commit, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known))
            return known;
        if (await store().Get(ReleaseStore.Kind, id, ct) is not { Value: var release })
            return commit.Written(ReleaseStore.Kind, id) is { Rehearsal: true };
        return _known[id] = release.Rehearsal;
    }

    private RehearsalAddressee? Addressee(string reader)
    {
        if (SlackDirectory.IsPerson(reader))
            return new(directory.NameOf(reader), false);
        var name = Name(reader);
        return name == Name(settings.Channels.Psirt) ? null : new("#" + name, true);
    }

    private string Name(string channel) => directory.FindChannel(channel.TrimStart('#'))?.Name ?? channel.TrimStart('#');
}

/// <summary>What differs in a rehearsal besides the routing of messages.</summary>
public static class Rehearsals
{
    /// <summary>Whether this person may answer for audiences that a rehearsal does not reach: anyone of PSIRT.</summary>
    public static bool StandsIn(this SlackDirectory directory, Release release, string user) =>
        release.Rehearsal && directory.RoleOf(user) >= Role.Psirt;

    /// <summary>What is said in one message of several releases, and what that is about; each rehearsal is spoken of by itself.</summary>
    public static IEnumerable<(Classification About, IReadOnlyList<T> All)> Apart<T>(this IEnumerable<T> all, Func<T, Release> release) => all
        .GroupBy(one => release(one) is { Rehearsal: true, Id: var id } ? id : null)
        .Select(group => (group.Key is { } id ? Classification.Embargoed(id) : Classification.Internal, (IReadOnlyList<T>)[.. group]));
}
