namespace SecurityReleaseChatOps.Comms;

/// <summary>What PSIRT said about the embargo of one release, beside what the release itself tells.</summary>
internal sealed record EmbargoNotes
{
    public static EmbargoNotes None { get; } = new();

    /// <summary>Further words that are embargoed.</summary>
    public IReadOnlyList<Marked> Marked { get; init; } = [];

    /// <summary>Channels where it may be spoken of too.</summary>
    public IReadOnlyList<AddedChannel> Channels { get; init; } = [];
}

/// <param name="Text">As it was typed.</param>
/// <param name="By">Slack user id.</param>
internal sealed record Marked(string Text, string By, DateTimeOffset At);

/// <param name="Id">Slack's id of the channel.</param>
/// <param name="By">Slack user id.</param>
internal sealed record AddedChannel(string Id, string By, DateTimeOffset At);
