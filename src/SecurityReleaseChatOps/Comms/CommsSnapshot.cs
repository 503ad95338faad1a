using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Where the conversation with one audience about one release stands: the first ping begins it, all that follow stand under it.</summary>
/// <param name="Ping">The id of the first ping.</param>
/// <param name="At">When it was sent.</param>
public sealed record PingThread(string Ping, DateTimeOffset At);

/// <summary>Everything that one release's communications are decided and shown from.</summary>
/// <param name="Checklist">Its checklist; null when there is none for such a release: then nobody has to be told of it.</param>
/// <param name="Addresses">Where sent messages stand, by the ping's id; those that Slack has shown already.</param>
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

    /// <summary>What each audience was told, by those that were.</summary>
    public IReadOnlyDictionary<Audience, Doc<Told>> Told { get; init; } = new Dictionary<Audience, Doc<Told>>();

    public IReadOnlyList<Ping> Pings => [.. Read.Select(read => read.Value)];

    /// <summary>The messages that stand under its steps, in their order.</summary>
    public IReadOnlyList<PlanEntry> Plan() =>
    [
        .. from step in Checklist?.Board.Steps ?? []
           from id in step.Item.Tells
           let message = Matrix.Find(id)
           where message is not null
           select new PlanEntry(message, Matrix.Find(message.To)!, step, Closed(message), Read.FirstOrDefault(read => read.Value.Message == id)?.Value),
    ];

    /// <summary>The ping as it was read; null when there is none.</summary>
    public Doc<Ping>? Find(string pingId) => Read.FirstOrDefault(read => read.Id == pingId);

    /// <summary>The facts that a message waits for; empty when it can be sent.</summary>
    public IReadOnlyList<string> Closed(CommsMessage? message) => message is null ? []
        : [.. message.Needs.Where(kind => Checklist is null || !Checklist.Board.Happened.Any(fact => fact.Kind == kind))];

    public CommsMessage? MessageOf(Ping ping) => ping.Message is { } id ? Matrix.Find(id) : null;

    /// <summary>The name of whom a ping is for.</summary>
    public string NameOf(Audience audience) => Matrix.NameOf(audience);

    /// <summary>The file once this ping is saved, for what is shown after it.</summary>
    public CommsSnapshot With(Ping saved) => this with { Read = [.. Without(saved.Id).Read, new(saved.Id, saved, (Find(saved.Id)?.Version ?? 0) + 1)] };

    /// <summary>The file without a ping that was given up before it was sent.</summary>
    public CommsSnapshot Without(string pingId) => this with { Read = [.. Read.Where(read => read.Id != pingId)] };
}

/// <summary>A message as it stands under its step.</summary>
/// <param name="Closed">The facts that it waits for.</param>
/// <param name="Ping">What was written; null as long as nothing was.</param>
internal sealed record PlanEntry(CommsMessage Message, AudienceEntry Audience, Step Step, IReadOnlyList<string> Closed, Ping? Ping)
{
    /// <summary>Whether it can be sent, and its step asks for it.</summary>
    public bool IsOpen => Ping is null && Step.Open;

    /// <summary>Whether its step needs it.</summary>
    public bool Required =>
        !Step.Item.Optional && Step.Item.SettledBy.SelectMany(term => term.Facts).Any(kind => kind.StartsWith(Message.Id + ".", StringComparison.Ordinal));

    /// <summary>Whether the app cannot tell them itself: it gives the text, and takes down where they were told.</summary>
    public bool IsElsewhere => Message.In == Destination.Issue || Audience.Channel is null;
}
