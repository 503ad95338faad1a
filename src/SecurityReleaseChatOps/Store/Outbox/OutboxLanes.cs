namespace SecurityReleaseChatOps.Store;

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
