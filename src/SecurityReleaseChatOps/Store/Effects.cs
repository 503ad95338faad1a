using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Something that happens in Slack once under a key, or not at all when the key was used before.
/// Effects on a shown message wait until it stands. A channel is a name, an id, or a person's id for a direct message.
/// </summary>
/// <param name="Key">Deterministic: the same deed has the same key, whoever asks for it and however often.</param>
public abstract record Effect(string Key);

/// <summary>A message that one user sees. Slack keeps no trace of it: after a call that broke it may, rarely, come twice.</summary>
/// <param name="User">Slack user id.</param>
public sealed record Ephemeral(string Key, string Channel, string User, Message Message) : Effect(Key);

/// <summary>An answer through a response_url; not sent after <paramref name="Expires"/> (Slack's limit: 30 minutes after the request).</summary>
public sealed record Respond(string Key, string ResponseUrl, ResponseMessage Message, DateTimeOffset Expires) : Effect(Key);

/// <summary>The user's App Home, rendered by <see cref="IHomeRenderer"/> when it is sent; may be asked for again, and several wishes become one call.</summary>
public sealed record PublishHome(string User) : Effect("home:" + User);

/// <summary>Pins a shown message to its channel.</summary>
public sealed record Pin(string MessageKey) : Effect("pin:" + MessageKey);

/// <summary>Adds a link to the channel's bookmarks.</summary>
public sealed record AddBookmark(string Key, string Channel, string Title, string Url) : Effect(Key);

/// <summary>Adds a reaction to a shown message.</summary>
/// <param name="Emoji">Its name without colons.</param>
public sealed record React(string MessageKey, string Emoji) : Effect($"react:{MessageKey}:{Emoji}");

/// <summary>Fetches a shown message's address into <see cref="Shown.Permalink"/>.</summary>
public sealed record FetchPermalink(string MessageKey) : Effect("permalink:" + MessageKey);
