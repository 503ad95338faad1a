using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The thread with one audience about one release: the first ping starts it, and all later ones go into it.</summary>
/// <param name="Ping">The id of the first ping.</param>
/// <param name="At">When it was sent.</param>
public sealed record PingThread(string Ping, DateTimeOffset At);

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
           select new PlanEntry(message, Matrix.Find(message.To)!, step, Closed(message), Read.FirstOrDefault(read => read.Value.Message == id)?.Value),
    ];

    /// <summary>The ping as read; null when there is none.</summary>
    public Doc<Ping>? Find(string pingId) => Read.FirstOrDefault(read => read.Id == pingId);

    /// <summary>The facts that a message waits for; empty when it can be sent.</summary>
    public IReadOnlyList<string> Closed(CommsMessage? message) => message is null ? []
        : [.. message.Needs.Where(kind => Checklist is null || !Checklist.Board.Happened.Any(fact => fact.Kind == kind))];

    public CommsMessage? MessageOf(Ping ping) => ping.Message is { } id ? Matrix.Find(id) : null;

    /// <summary>The name of an audience.</summary>
    public string NameOf(Audience audience) => Matrix.NameOf(audience);

    /// <summary>The file once this ping is saved, for what is shown after it.</summary>
    public CommsSnapshot With(Ping saved) => this with { Read = [.. Without(saved.Id).Read, new(saved.Id, saved, (Find(saved.Id)?.Version ?? 0) + 1)] };

    /// <summary>The snapshot without a ping that was deleted before it was sent.</summary>
    public CommsSnapshot Without(string pingId) => this with { Read = [.. Read.Where(read => read.Id != pingId)] };
}

/// <summary>A message with its step and its state.</summary>
/// <param name="Closed">The facts that it waits for.</param>
/// <param name="Ping">The ping; null until one is written.</param>
internal sealed record PlanEntry(CommsMessage Message, AudienceEntry Audience, Step Step, IReadOnlyList<string> Closed, Ping? Ping)
{
    /// <summary>Whether it was not written yet and its step is open.</summary>
    public bool IsOpen => Ping is null && Step.Open;

    /// <summary>Whether its step needs it.</summary>
    public bool Required =>
        !Step.Item.Optional && Step.Item.SettledBy.SelectMany(term => term.Facts).Any(kind => kind.StartsWith(Message.Id + ".", StringComparison.Ordinal));

    /// <summary>Whether the app cannot tell them itself: it provides the text, and records where they were told.</summary>
    public bool IsElsewhere => Message.In == Destination.Issue || Audience.Channel is null;
}
