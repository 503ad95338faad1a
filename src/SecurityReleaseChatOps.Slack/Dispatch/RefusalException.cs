namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// The request is not allowed. A handler that throws this has changed nothing; the person is shown the words, in a modal under
/// its first input, so that their input stays. This is not an error: nothing is logged.
/// </summary>
/// <param name="words">Why, in plain words for the person who asked.</param>
public sealed class RefusalException(string words) : Exception(words);
