using System.Text;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Something that happens in Slack once under a key, or not at all when the key was used before.
/// Effects on a shown message wait until it stands. A channel is a name, an id, or a person's id for a direct message.
/// </summary>
/// <param name="Key">Deterministic: the same deed has the same key, whoever asks for it and however often.</param>
public abstract record Effect(string Key);

/// <summary>One that carries words, which not everyone may read.</summary>
/// <param name="About">What it is about: who may read it follows from that and from its words.</param>
public abstract record TellingEffect(string Key, Classification About) : Effect(Key)
{
    /// <summary>Where it goes, see <see cref="Outgoing.Reader"/>.</summary>
    internal abstract string Reader { get; }
}

/// <summary>An answer through a response_url; not sent after <paramref name="Expires"/> (Slack's limit: 30 minutes after the request).</summary>
/// <param name="User">Slack user id of the one who asked, who alone sees it.</param>
public sealed record Respond(string Key, string ResponseUrl, string User, ResponseMessage Message, DateTimeOffset Expires, Classification About)
    : TellingEffect(Key, About)
{
    internal override string Reader => User;
}

/// <summary>The user's App Home, rendered by <see cref="IHomeRenderer"/> when it is sent; may be asked for again, and several wishes become one call.</summary>
public sealed record PublishHome(string User) : Effect("home:" + User);

/// <summary>Pins a shown message to its channel.</summary>
public sealed record Pin(string MessageKey) : Effect("pin:" + MessageKey);

/// <summary>Adds a link to the channel's bookmarks.</summary>
public sealed record AddBookmark(string Key, string Channel, string Title, string Url, Classification About) : TellingEffect(Key, About)
{
    internal override string Reader => Channel;
}

/// <summary>
/// Gives a file, a text or a picture. Its name is its key: Slack keeps no other mark of ours on a file, so after a crash the channel's history is searched
/// for that name before it is uploaded again.
/// </summary>
/// <param name="Name">Of this one file in its channel only, such as <c>R12-checklist-2026-11-25-140512.md</c>.</param>
/// <param name="Channel">A channel's name or id, or a person's id for a direct message.</param>
/// <param name="Comment">mrkdwn, said with it.</param>
public sealed record GiveFile(
    string Name, string Channel, string Content, string Comment, Classification About) : TellingEffect($"file:{Channel}/{Name}", About)
{
    /// <summary>Of a picture: all that it shows, in words, by which it is judged; its content is a PNG in Base64 then. Null for a text.</summary>
    public string? AltText { get; init; }

    [JsonIgnore]
    internal byte[] Bytes => AltText is null ? Encoding.UTF8.GetBytes(Content) : Convert.FromBase64String(Content);

    internal override string Reader => Channel;
}

/// <summary>
/// Makes these people all of a user group; may be asked for again, and the last wish counts. Slack empties no group: at least one person.
/// </summary>
/// <param name="Group">Slack's id of the group.</param>
/// <param name="Handle">Its handle without @, for the words when Slack refuses.</param>
public sealed record SetUserGroup(string Group, string Handle, IReadOnlyList<string> Users) : Effect("user-group:" + Group);

/// <summary>Puts a part of the app's own into a channel's topic, which is people's otherwise; may be asked for again, and the last wish counts.</summary>
/// <param name="Mark">How the part begins, in every topic: by it the app finds its own.</param>
/// <param name="Words">What follows the mark, plain text.</param>
public sealed record SetTopic(string Channel, string Mark, string Words, Classification About) : TellingEffect("topic:" + Channel, About)
{
    internal override string Reader => Channel;
}

/// <summary>Fetches a shown message's address into <see cref="PostedMessage.Permalink"/>.</summary>
public sealed record FetchPermalink(string MessageKey) : Effect("permalink:" + MessageKey);
