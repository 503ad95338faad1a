namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// Something that the app stands on is away. The person is told these words and no reference to the log; what was typed stays. An
/// event comes again.
/// </summary>
/// <param name="message">Why, for the operator.</param>
public abstract class OutageException(string message, Exception? inner) : Exception(message, inner)
{
    /// <summary>What the person who asked is told, in plain words.</summary>
    public abstract string Words { get; }
}
