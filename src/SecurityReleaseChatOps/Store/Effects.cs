using System.Text;
using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Something that happens in Slack once for a key.
/// Effects on a message wait until it is posted. A channel is a name, an id, or a person's id for a direct message.
/// </summary>
/// <param name="Key">Deterministic: the same effect has the same key, whoever requests it and however often.</param>
public abstract record Effect(string Key);

/// <summary>An effect with words, which not everyone may read.</summary>
/// <param name="About">What it is about, which decides with its words who may read it.</param>
public abstract record TellingEffect(string Key, Classification About) : Effect(Key)
{
    /// <summary>Where it goes, see <see cref="Outgoing.Reader"/>.</summary>
    internal abstract string Reader { get; }
}

/// <summary>An answer through a response_url; not sent after <paramref name="Expires"/> (Slack's limit: 30 minutes after the request).</summary>
/// <param name="User">Slack user id of whoever asked; only they see it.</param>
public sealed record Respond(string Key, string ResponseUrl, string User, ResponseMessage Message, Instant Expires, Classification About)
    : TellingEffect(Key, About)
{
    internal override string Reader => User;
}

/// <summary>The user's App Home, rendered by <see cref="IHomeRenderer"/> when it is sent; several requests become one call.</summary>
public sealed record PublishHome(string User) : Effect("home:" + User);

/// <summary>Pins a shown message to its channel.</summary>
public sealed record Pin(string MessageKey) : Effect("pin:" + MessageKey);

/// <summary>Adds a link to the channel's bookmarks.</summary>
public sealed record AddBookmark(string Key, string Channel, string Title, string Url, Classification About) : TellingEffect(Key, About)
{
    internal override string Reader => Channel;
}

/// <summary>
/// Uploads a file, a text or a picture. Its name is its key: Slack keeps no other mark of ours on a file, so after a crash the channel's history is searched
/// for that name before it is uploaded again.
/// </summary>
/// <param name="Name">Unique in its channel, such as <c>R12-checklist-2026-11-25-140512.md</c>.</param>
/// <param name="Channel">A channel's name or id, or a person's id for a direct message.</param>
/// <param name="Comment">mrkdwn, posted with it.</param>
public sealed record GiveFile(
    string Name, string Channel, string Content, string Comment, Classification About) : TellingEffect($"file:{Channel}/{Name}", About)
{
    /// <summary>For a picture, whose content is a PNG in Base64: everything it shows, in words, by which it is judged. Null for a text.</summary>
    public string? AltText { get; init; }

    [JsonIgnore]
    internal byte[] Bytes => AltText is null ? Encoding.UTF8.GetBytes(Content) : Convert.FromBase64String(Content);

    internal override string Reader => Channel;
}

/// <summary>
/// Sets a user group's members; may be requested again, and the last request counts. At least one person, since Slack empties no group.
/// </summary>
/// <param name="Group">Slack's id of the group.</param>
/// <param name="Handle">Its handle without @, for the words when Slack refuses.</param>
public sealed record SetUserGroup(string Group, string Handle, IReadOnlyList<string> Users) : Effect("user-group:" + Group);

/// <summary>Sets the app's part of a channel's topic, the rest of which is people's; may be requested again, and the last request counts.</summary>
/// <param name="Mark">The beginning of the app's part, by which it is found.</param>
/// <param name="Words">The words after the mark, plain text.</param>
public sealed record SetTopic(string Channel, string Mark, string Words, Classification About) : TellingEffect("topic:" + Channel, About)
{
    internal override string Reader => Channel;
}

/// <summary>Fetches a message's link into <see cref="PostedMessage.Permalink"/>.</summary>
public sealed record FetchPermalink(string MessageKey) : Effect("permalink:" + MessageKey);

/// <summary>How an effect enters the outbox. Order is kept within a lane: a channel as the feature named it.</summary>
internal static class OutboxLanes
{
    /// <summary>The kind of messages; an effect's kind is the name of its type.</summary>
    public const string Message = "Message";

    /// <summary>Whether effects of this kind set a state, such as a Home: they may be requested again, and the last one counts.</summary>
    public static bool IsWantedAgain(string kind) => kind is nameof(PublishHome) or nameof(SetUserGroup) or nameof(SetTopic);

    /// <summary>
    /// An effect's lane. Homes and answers have their own lanes, so that no channel delays them. An effect on a message uses the message's lane.
    /// </summary>
    public static (string Kind, string Lane, string? Parent, long? Expires) Of(Effect effect) => effect switch
    {
        AddBookmark b => (nameof(AddBookmark), b.Channel, null, null),
        GiveFile f => (nameof(GiveFile), f.Channel, null, null),
        Respond r => (nameof(Respond), "respond:" + r.Key, null, r.Expires.ToUnixTimeMilliseconds()),
        PublishHome h => (nameof(PublishHome), h.Key, null, null),
        SetUserGroup g => (nameof(SetUserGroup), g.Key, null, null),
        SetTopic t => (nameof(SetTopic), t.Channel, null, null),
        Pin p => (nameof(Pin), "under:" + p.MessageKey, p.MessageKey, null),
        FetchPermalink p => (nameof(FetchPermalink), "under:" + p.MessageKey, p.MessageKey, null),
        _ => throw new ArgumentException($"No one delivers a {effect.GetType().Name}.", nameof(effect)),
    };
}

/// <summary>How confidential a message is meant to be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Confidentiality>))]
public enum Confidentiality
{
    /// <summary>The team's internal messages, which should carry no embargoed fact: their words are judged wherever they go.</summary>
    Internal,

    /// <summary>About a release that may be under embargo: until publication only its allow-list may read it, whatever its words.</summary>
    Embargoed,

    /// <summary>For everyone once the release is published: refused before that, wherever it goes.</summary>
    Public,
}

/// <summary>
/// What a message is about, stated by the code that shows it; required for every message. Together with the words it decides who may
/// read it, see <see cref="IEmbargoGuard"/>.
/// </summary>
public sealed record Classification
{
    public required Confidentiality Level { get; init; }

    /// <summary>The release it is about; null for none.</summary>
    public string? Release { get; init; }

    /// <summary>Slack user id of the admin who lifted the embargo of <see cref="Release"/> for this one message; null when nobody did.</summary>
    public string? LiftedBy { get; init; }

    /// <summary>
    /// Ids, separated by spaces, of further releases whose embargo the same admin lifted, since it carries their facts too.
    /// A text, not a list, so that equal classifications compare equal.
    /// </summary>
    public string LiftedToo { get; init; } = "";

    public static Classification Internal { get; } = new() { Level = Confidentiality.Internal };

    public static Classification Embargoed(string release) => new() { Level = Confidentiality.Embargoed, Release = release };

    public static Classification Public(string release) => new() { Level = Confidentiality.Public, Release = release };
}

/// <summary>A message about to be sent.</summary>
/// <param name="Reader">Where it goes: a channel's name or id, or the id of the one person who sees it.</param>
/// <param name="About">What it is about, as its feature stated.</param>
/// <param name="Json">The whole message as it goes to Slack.</param>
public sealed record Outgoing(string Reader, Classification About, string Json)
{
    /// <summary>Whether Slack is called next: a reader who is still unknown then may not have it.</summary>
    public bool IsLast { get; init; }
}
