using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Who must be told what, when, from which severity on, and with whose approval (rows G1 to G7), as data.</summary>
public sealed record CommsMatrix(IReadOnlyList<AudienceEntry> Audiences, IReadOnlyList<CommsMessage> Messages)
{
    public AudienceEntry? Find(Audience audience) => Audiences.FirstOrDefault(entry => entry.Id == audience);

    /// <summary>The name of an audience, also of one that is there no more.</summary>
    public string NameOf(Audience audience) => Find(audience)?.Name ?? audience.ToString();

    public CommsMessage? Find(string messageId) => Messages.FirstOrDefault(message => message.Id == messageId);
}

/// <summary>Whom a message is for, and where they are reached.</summary>
public sealed record AudienceEntry
{
    public required Audience Id { get; init; }

    /// <summary>As people call them: <c>Field Security</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of their Slack channel without #, or its id; null when they are told outside Slack only.</summary>
    public string? Channel { get; init; }

    /// <summary>Handles or ids of the Slack user groups, or user ids, that a ping mentions.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Their GitLab group with @, for what is written in an issue; null when the documents name none.</summary>
    public string? GitLab { get; init; }

    /// <summary>When they are at work, where the zones of the people mentioned are not known.</summary>
    public required WorkingHours Hours { get; init; }

    /// <summary>IANA zone of <see cref="Hours"/>.</summary>
    public required string Zone { get; init; }
}

/// <summary>One thing that an audience is told in the course of a release.</summary>
public sealed record CommsMessage
{
    /// <summary>Short and typeable, unique in the matrix.</summary>
    public required string Id { get; init; }

    public required Audience To { get; init; }

    /// <summary>What it says, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>What its audience is asked.</summary>
    public Asks Asks { get; init; }

    /// <summary>Whether it carries what is under embargo: its audience's channel is then on the release's allow-list.</summary>
    public required bool Embargoed { get; init; }

    /// <summary>Kinds of the facts that must stand before it may be sent.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Whether nobody waits for its answer any more: what was for before the publication asks nothing after it.</summary>
    public bool IsOver(Release release) => Embargoed && release.PublishedAt is not null;

    /// <summary>How its answer is waited for; null when nobody has to answer.</summary>
    public AcknowledgeRule? Acknowledge { get; init; }

    /// <summary>Name of its text template.</summary>
    public required string Template { get; init; }

    /// <summary>Where it is said.</summary>
    public Destination In { get; init; }

    /// <summary>Rows of the process table that it carries, such as <c>G1</c>.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];
}

/// <summary>Where a message is said.</summary>
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
    /// <summary>Nothing: it only tells.</summary>
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

/// <summary>How an answer is waited for.</summary>
/// <param name="Within">So long after it was sent it is reminded of, in the audience's working hours.</param>
/// <param name="Escalate">So long after the reminder it is escalated.</param>
/// <param name="To">To whom.</param>
/// <param name="CriticalWithin">The same for a critical release, at any hour.</param>
/// <param name="CriticalEscalate">The same for a critical release.</param>
public sealed record AcknowledgeRule(TimeSpan Within, TimeSpan Escalate, EscalateTo To, TimeSpan CriticalWithin, TimeSpan CriticalEscalate);

/// <summary>Who hears that nobody answered.</summary>
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
