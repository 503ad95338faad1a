namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// The request is not allowed. A handler that throws this has changed nothing; the person is shown the words, in a modal under
/// its first input, so that their input stays. This is not an error: nothing is logged.
/// </summary>
/// <param name="words">Why, in plain words for the person who asked.</param>
public sealed class RefusalException(string words) : Exception(words);

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
