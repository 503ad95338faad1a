using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Who must be told what, when, from which severity on, and with whose approval (rows G1 to G7), as data.</summary>
public sealed record CommsMatrix(IReadOnlyList<AudienceEntry> Audiences, IReadOnlyList<CommsMessage> Messages)
{
    public AudienceEntry? Find(Audience audience) => Audiences.FirstOrDefault(entry => entry.Id == audience);

    public CommsMessage? Find(string messageId) => Messages.FirstOrDefault(message => message.Id == messageId);

    /// <summary>The messages that a checklist item opens, in such a release: those that settle it, and those that only ask.</summary>
    public IReadOnlyList<CommsMessage> ForStep(string itemId, ReleaseFacts facts) =>
        [.. Messages.Where(message => message.IsFor(facts) && (message.Steps.Contains(itemId) || message.Opens.Contains(itemId)))];
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

    /// <summary>Releases that it is for: kind, severity, product.</summary>
    public Condition When { get; init; } = Condition.Always;

    /// <summary>Releases that it is not for, though <see cref="When"/> holds; null for none.</summary>
    public Condition? Except { get; init; }

    /// <summary>False when nobody has to: offered, not chased.</summary>
    public bool Required { get; init; } = true;

    public required DueRule Due { get; init; }

    /// <summary>The same in GitLab's critical process, where it differs; the Runner keeps the times of the planned one.</summary>
    public DueRule? CriticalDue { get; init; }

    /// <summary>Whether it carries what is under embargo: its audience's channel is then on the release's allow-list.</summary>
    public required bool Embargoed { get; init; }

    /// <summary>What must be so before it may be sent.</summary>
    public IReadOnlyList<CommsGate> Needs { get; init; } = [];

    /// <summary>Null when nobody has to acknowledge it.</summary>
    public AcknowledgeRule? Acknowledge { get; init; }

    /// <summary>Name of its text template.</summary>
    public required string Template { get; init; }

    /// <summary>Where it is said.</summary>
    public MessagePlace In { get; init; }

    /// <summary>
    /// Ids of the checklist items that are done when it is sent. Where several messages share an item, it is done when all of
    /// them that are required are sent: see <see cref="CommsPlan.IsSettled"/>.
    /// </summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Ids of the checklist items that ask for it and need more than its sending: an approval, a second person, the email itself.</summary>
    public IReadOnlyList<string> Opens { get; init; } = [];

    /// <summary>Rows of the process table that it carries, such as <c>G1</c>.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    public bool IsFor(ReleaseFacts facts) => When.Holds(facts) && Except?.Holds(facts) != true;

    /// <summary>The rule that counts for such a release.</summary>
    public DueRule DueFor(ReleaseFacts facts) => CriticalDue is { } tighter && critical.Holds(facts) ? tighter : Due;

    private static readonly Condition critical = new() { Kinds = ["critical"], Products = ["GitLab"] };
}

/// <summary>Where a message is said.</summary>
public enum MessagePlace
{
    /// <summary>In the audience's channel.</summary>
    Slack,

    /// <summary>In the release's issue on GitLab: the app gives the text to copy and records that they were told there.</summary>
    Issue,
}

/// <summary>What a message waits for.</summary>
public enum CommsGate
{
    /// <summary>The release and its post are public.</summary>
    Published,

    /// <summary>Communications has approved the customer email; asked at Critical only (row G2).</summary>
    Approved,

    /// <summary>Links, versions and the Critical mark of the test email were checked (row G4).</summary>
    EmailChecked,

    /// <summary>The release has security fixes.</summary>
    SecurityFixes,

    /// <summary>PSIRT has said that it is ready (row D6).</summary>
    Ready,
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
