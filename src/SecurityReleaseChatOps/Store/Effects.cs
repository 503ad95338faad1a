namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Something that happens in Slack once under a key, or not at all when the key was used before.
/// Effects on a message wait until it stands.
/// </summary>
/// <param name="Key">Deterministic: the same deed has the same key, whoever asks for it and however often.</param>
public abstract record Effect(string Key);

/// <summary>A message that only one user sees. Slack cannot tell us whether it came: after a broken call it is sent again.</summary>
/// <param name="Channel">A channel's name or id.</param>
/// <param name="User">Slack user id.</param>
public sealed record Ephemeral(string Key, string Channel, string User, string Message) : Effect(Key);

/// <summary>An answer through a response_url; not sent after <paramref name="Expires"/> (Slack's limit: 30 minutes).</summary>
public sealed record Respond(string Key, string ResponseUrl, string Message, DateTimeOffset Expires) : Effect(Key);

/// <summary>The user's App Home, rendered by <see cref="IHomeRenderer"/> when it is sent; several wishes become one call.</summary>
public sealed record PublishHome(string User) : Effect("home:" + User);

/// <summary>Pins a shown message to its channel.</summary>
public sealed record Pin(string MessageKey) : Effect("pin:" + MessageKey);

/// <summary>Adds a link to the channel's bookmarks.</summary>
public sealed record Bookmark(string Key, string Channel, string Title, string Url) : Effect(Key);

/// <summary>Adds a reaction to a shown message.</summary>
/// <param name="Emoji">Name without colons.</param>
public sealed record React(string MessageKey, string Emoji) : Effect($"react:{MessageKey}:{Emoji}");

/// <summary>Fetches a shown message's address into <see cref="Shown.Permalink"/>.</summary>
public sealed record Permalink(string MessageKey) : Effect("permalink:" + MessageKey);
