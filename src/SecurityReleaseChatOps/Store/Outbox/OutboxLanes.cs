namespace SecurityReleaseChatOps.Store;

/// <summary>How an effect enters the outbox. The lane is where order is kept: a channel as the feature named it.</summary>
internal static class OutboxLanes
{
    /// <summary>The kind of shown messages; that of an effect is the name of its type.</summary>
    public const string Message = "Message";

    /// <summary>Whether an effect of this kind says how something is to stand, such as a home: it may be wanted again, and the last wish counts.</summary>
    public static bool IsWantedAgain(string kind) => kind is nameof(PublishHome) or nameof(SetUserGroup) or nameof(SetTopic);

    /// <summary>
    /// Where an effect belongs. Homes and answers have lanes of their own: no channel's order holds them up. One on a message takes its lane.
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
