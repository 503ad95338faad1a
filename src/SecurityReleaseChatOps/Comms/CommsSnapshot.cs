using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The thread with one audience about one release: the first ping starts it, and all later ones go into it.</summary>
/// <param name="Ping">The id of the first ping.</param>
/// <param name="At">When it was sent.</param>
public sealed record PingThread(string Ping, Instant At);

/// <summary>Everything that one release's communications are decided and shown from.</summary>
/// <param name="Checklist">Its checklist; null when there is none for such a release: then nobody has to be told about it.</param>
/// <param name="Addresses">Links to sent messages, by the ping's id; only of those already in Slack.</param>
internal sealed record CommsSnapshot(
    Doc<Release> ReleaseRead,
    CommsMatrix Matrix,
    IReadOnlyList<Doc<Ping>> Read,
    IReadOnlyDictionary<Audience, PingThread> Threads,
    ChecklistSnapshot? Checklist,
    IReadOnlyList<Engineer> Roster,
    IReadOnlyDictionary<string, string> Addresses)
{
    public Release Release => ReleaseRead.Value;

    /// <summary>mrkdwn of a person's name, by their Slack user id; it notifies nobody.</summary>
    public Func<string, string> Shown { get; init; } = Mrkdwn.Plain;

    /// <summary>What each audience was told; only audiences that were told something.</summary>
    public IReadOnlyDictionary<Audience, Doc<Told>> Told { get; init; } = new Dictionary<Audience, Doc<Told>>();

    public IReadOnlyList<Ping> Pings => [.. Read.Select(read => read.Value)];

    /// <summary>The messages of the checklist's steps, in order.</summary>
    public IReadOnlyList<PlanEntry> Plan() =>
    [
        .. from step in Checklist?.Board.Steps ?? []
           from id in step.Item.Tells
           let message = Matrix.Find(id)
           where message is not null
           select new PlanEntry(message, Matrix.Find(message.To)!, step, Closed(message), Newest(id), IsToAskAgain(id)),
    ];

    /// <summary>The ping as read; null when there is none.</summary>
    public Doc<Ping>? Find(string pingId) => Read.FirstOrDefault(read => read.Id == pingId);

    /// <summary>What was last written of the matrix's message; null when nothing was.</summary>
    public Ping? Newest(string message) =>
        Pings.Where(ping => ping.Message == message).OrderBy(ping => ping.WrittenAt).ThenBy(ping => ping.Id.Length)
            .ThenBy(ping => ping.Id, StringComparer.Ordinal).LastOrDefault();

    /// <summary>Whether a message that was answered may be sent once more.</summary>
    public bool IsToAskAgain(string message) => Newest(message) is { SentAt: not null } && Checklist?.Board.IsToAskAgain(message) == true;

    /// <summary>Whether its audience was asked the same again since.</summary>
    public bool IsAskedAgain(Ping ping) => ping.Message is { } message && Pings.Any(other => other.Message == message && other.SentAt > ping.SentAt);

    /// <summary>The facts that a message waits for; empty when it can be sent.</summary>
    public IReadOnlyList<string> Closed(CommsMessage? message) => message is null ? []
        : [.. message.Needs.Where(kind => Checklist is null || !Checklist.Board.Happened.Any(fact => fact.Kind == kind))];

    /// <summary>The snapshot once this ping is saved, for what is shown after it.</summary>
    public CommsSnapshot With(Ping saved) => this with { Read = [.. Without(saved.Id).Read, new(saved.Id, saved, (Find(saved.Id)?.Version ?? 0) + 1)] };

    /// <summary>The snapshot without a ping that was deleted before it was sent.</summary>
    public CommsSnapshot Without(string pingId) => this with { Read = [.. Read.Where(read => read.Id != pingId)] };
}

/// <summary>A message with its step and its state.</summary>
/// <param name="Closed">The facts that it waits for.</param>
/// <param name="Ping">The newest ping; null until one is written.</param>
/// <param name="IsAgain">Whether its audience is to be asked again.</param>
internal sealed record PlanEntry(CommsMessage Message, AudienceEntry Audience, Step Step, IReadOnlyList<string> Closed, Ping? Ping, bool IsAgain)
{
    /// <summary>Whether it may be written: it was not yet, or its audience is to be asked again.</summary>
    public bool IsToWrite => Ping is null || IsAgain;

    /// <summary>Whether it is to be written, and its step is open.</summary>
    public bool IsOpen => IsToWrite && Step.Open;

    /// <summary>Whether its step needs it.</summary>
    public bool Required =>
        !Step.Item.Optional && Step.Item.SettledBy.SelectMany(term => term.Facts).Any(kind => kind.StartsWith(Message.Id + ".", StringComparison.Ordinal));

    /// <summary>Whether the app cannot tell them itself: it provides the text, and records where they were told.</summary>
    public bool IsElsewhere => Message.In == Destination.Issue || Audience.Channel is null;
}
