using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A group or person that a ping mentions.</summary>
/// <param name="Mention">mrkdwn that notifies them.</param>
/// <param name="Name">Plain text: <c>@legal</c>.</param>
/// <param name="People">Slack user ids.</param>
public sealed record Mentioned(string Mention, string Name, IReadOnlyList<string> People);

/// <summary>Where an audience is reached in the workspace as it is now.</summary>
/// <param name="Name">The channel's name or id in the matrix; null when they are told outside Slack only.</param>
/// <param name="Channel">Slack's id of the channel; null when the bot cannot see it.</param>
/// <param name="Shown">Plain text: <c>#legal</c>.</param>
/// <param name="Problem">Why nothing can be posted there, in plain text; null when it can.</param>
/// <param name="Note">What else should be known, in plain text; null for nothing.</param>
/// <param name="Zones">IANA zones of the people mentioned; null where not known.</param>
public sealed record Reach(
    AudienceEntry Audience, string? Name, string? Channel, string Shown, IReadOnlyList<Mentioned> Mentions, string? Problem, string? Note,
    IReadOnlyList<string?> Zones)
{
    /// <summary>Those who may answer for them: everyone mentioned, once.</summary>
    public IReadOnlyList<string> People { get; init; } = [.. Mentions.SelectMany(mentioned => mentioned.People).Distinct()];

    /// <summary>mrkdwn; empty when nobody is mentioned.</summary>
    public string Mention => string.Join(' ', Mentions.Select(mentioned => mentioned.Mention));

    public bool IsAtWork(Instant now) => Audience.IsAtWork(Zones, now);
}

/// <summary>Finds where audiences are reached.</summary>
internal sealed class Reaching(SlackDirectory directory, Settings settings)
{
    /// <summary>mrkdwn that mentions the admins.</summary>
    public string Admins => string.Join(' ', settings.Access.Admins.Select(Find).OfType<Mentioned>().Select(found => found.Mention));

    public Reach To(CommsSnapshot snapshot, Audience audience)
    {
        var reach = To(snapshot.Matrix.Find(audience) ?? throw new InvalidOperationException($"The matrix has no audience {audience} any more."));
        return snapshot.Release.Rehearsal && reach.Name is not null ? Rehearsed(reach, snapshot.Release) : reach;
    }

    public Reach To(AudienceEntry audience)
    {
        var known = audience.Channel is { } name ? directory.FindChannel(name) : null;
        var mentions = audience.Mentions.Select(Find).OfType<Mentioned>().ToList();
        var unknown = audience.Mentions.Where(mention => Find(mention) is null).ToList();
        var people = mentions.SelectMany(mentioned => mentioned.People).Distinct().ToList();
        return new(
            audience,
            audience.Channel,
            known?.Id,
            audience.Channel is null ? "outside Slack" : "#" + (known?.Name ?? audience.Channel),
            mentions,
            Problem(audience, known),
            unknown.Count > 0 ? $"There is no group or person {string.Join(", ", unknown.Select(mention => "@" + mention))} here, so nobody is notified."
            : people.Count == 0 ? "Nobody is notified: no group is set for them." : null,
            [.. people.Select(person => directory.Find(person)?.Zone).Distinct()]);
    }

    // Name keeps the real destination: the rehearsal's message states it.
    private Reach Rehearsed(Reach reach, Release release)
    {
        var (name, psirt) = (settings.Channels.Psirt, directory.FindChannel(settings.Channels.Psirt));
        return reach with
        {
            Channel = psirt?.Id,
            Shown = $"#{psirt?.Name ?? name}",
            Mentions = [],
            People = [.. directory.WithRole.Where(user => directory.StandsIn(release, user))],
            Problem = Problem(reach.Audience with { Channel = name }, psirt),
            Note = $"A rehearsal of {reach.Shown}: nobody is notified, and PSIRT answers.",
        };
    }

    private static string? Problem(AudienceEntry audience, Channel? known) => (audience.Channel, known) switch
    {
        (null, _) => $"{audience.Name} is told outside Slack: press Told elsewhere.",
        (var name, null) => $"I cannot see #{name}: create it, or invite me.",
        (_, { IsArchived: true } channel) => $"#{channel.Name} is archived.",
        (_, { IsExtShared: true } channel) => $"#{channel.Name} is shared with another organisation: I post nothing there.",
        _ => null,
    };

    private Mentioned? Find(string mention)
    {
        if (directory.Snapshot is not { } snapshot)
            return null;
        var name = mention.TrimStart('@');
        if (snapshot.Groups.FirstOrDefault(group => group.Id == name || group.Handle == name) is { } found)
            return new(Mrkdwn.Group(found.Id), "@" + found.Handle, found.Users);
        return snapshot.Members.TryGetValue(name, out var person) && !person.Deleted ? new(Mrkdwn.User(person.Id), "@" + person.ShownName, [person.Id]) : null;
    }
}
