namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// Something the app depends on is down. The person is told so in plain words, without a reference to the log, and their input stays. An
/// event is sent again.
/// </summary>
/// <param name="message">Why, for the operator.</param>
public abstract class OutageException(string message, Exception? inner) : Exception(message, inner)
{
    /// <summary>What to tell the person who asked, in plain words.</summary>
    public abstract string Words { get; }
}
