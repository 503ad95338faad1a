using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Who must be told what, when, from which severity on, and with whose approval (rows G1 to G7), as data.</summary>
public sealed record CommsMatrix(IReadOnlyList<AudienceEntry> Audiences, IReadOnlyList<CommsMessage> Messages)
{
    public AudienceEntry? Find(Audience audience) => Audiences.FirstOrDefault(entry => entry.Id == audience);

    /// <summary>The name of an audience, also of one no longer in the matrix.</summary>
    public string NameOf(Audience audience) => Find(audience)?.Name ?? audience.ToString();

    /// <param name="messageId">Null for own words, which are no message of the matrix.</param>
    public CommsMessage? Find(string? messageId) => Messages.FirstOrDefault(message => message.Id == messageId);
}

/// <summary>An audience: whom a message is for, and where they are reached.</summary>
public sealed record AudienceEntry
{
    public required Audience Id { get; init; }

    /// <summary>As people call them: <c>Field Security</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of their Slack channel without #, or its id; null when they are told outside Slack only.</summary>
    public string? Channel { get; init; }

    /// <summary>Handles or ids of the Slack user groups, or user ids, that a ping mentions.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Their GitLab group with @, for text in an issue; null when the source documents name none.</summary>
    public string? GitLab { get; init; }

    /// <summary>When they are at work: in the zones of the people mentioned, or in the zone below if those are not known.</summary>
    public required WorkingHours Hours { get; init; }

    /// <summary>IANA zone of <see cref="Hours"/>.</summary>
    public required string Zone { get; init; }

    /// <summary>Whether any of them is at work.</summary>
    /// <param name="zones">IANA zones of the people mentioned, as far as known.</param>
    public bool IsAtWork(IEnumerable<string?> zones, Instant now) =>
        // Of the engineer only zone and hours are used.
        zones.Where(zone => !string.IsNullOrWhiteSpace(zone)).DefaultIfEmpty(Zone)
            .Any(zone => Workdays.IsAtWork(new(Id.ToString(), Region.EMEA, zone!, Hours), now));
}

/// <summary>One message to an audience in the course of a release.</summary>
public sealed record CommsMessage
{
    /// <summary>Short and typeable, unique in the matrix.</summary>
    public required string Id { get; init; }

    public required Audience To { get; init; }

    /// <summary>What it says, in one line.</summary>
    public required string Title { get; init; }

    public Asks Asks { get; init; }

    /// <summary>Whether it contains embargoed facts: its audience's channel is then on the release's allow-list.</summary>
    public required bool Embargoed { get; init; }

    /// <summary>Kinds of the facts that must exist before it may be sent.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Whether nobody waits for its answer any more: an embargoed message asks nothing after publication.</summary>
    public bool IsOver(Release release) => Embargoed && release.PublishedAt is not null;

    /// <summary>How a missing answer is chased; null when nobody has to answer.</summary>
    public AcknowledgeRule? Acknowledge { get; init; }

    /// <summary>Name of its text template.</summary>
    public required string Template { get; init; }

    /// <summary>Where it is sent.</summary>
    public Destination In { get; init; }

    /// <summary>Rows of the process table that it implements, such as <c>G1</c>.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];
}

public enum Destination
{
    /// <summary>In the audience's channel.</summary>
    Slack,

    /// <summary>In the release's issue on GitLab: the app gives the text to copy and records that they were told there.</summary>
    Issue,
}

/// <summary>What a message asks of its audience.</summary>
public enum Asks
{
    /// <summary>Nothing: it only informs.</summary>
    Nothing,

    /// <summary>To say that they have read it.</summary>
    Acknowledge,

    /// <summary>Yes, no, or another date.</summary>
    Answer,

    /// <summary>To approve it, or to say what has to change.</summary>
    Approval,

    /// <summary>The impact on multi-tenant, single-tenant and self-managed instances.</summary>
    Impact,
}

/// <summary>How a missing answer is chased.</summary>
/// <param name="Within">Time from sending to the reminder, which is sent in the audience's working hours.</param>
/// <param name="Escalate">Time from the reminder to the escalation.</param>
/// <param name="To">Whom it is escalated to.</param>
/// <param name="CriticalWithin"><c>Within</c> for a critical release, with the reminder at any hour.</param>
/// <param name="CriticalEscalate"><c>Escalate</c> for a critical release.</param>
public sealed record AcknowledgeRule(Duration Within, Duration Escalate, EscalateTo To, Duration CriticalWithin, Duration CriticalEscalate);

/// <summary>Who is told that nobody answered.</summary>
public enum EscalateTo
{
    /// <summary>Both engineers of the release.</summary>
    Pair,

    /// <summary>PSIRT's admins.</summary>
    Admins,
}

/// <summary>Who is told (rows G1 and G2).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Audience>))]
public enum Audience
{
    Psirt,
    ReleaseManagers,
    Communications,
    CorporateCommunications,
    Marketing,
    MarketingOps,
    Legal,
    FieldSecurity,
    Support,
    Dedicated,
    Sirt,
    StageTeam,
    Developers,
    HackerOne,
    Researcher,
    Thanks,
}
