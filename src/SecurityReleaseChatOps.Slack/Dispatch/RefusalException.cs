namespace SecurityReleaseChatOps.Slack;

/// <summary>
/// What was asked must not be done. A handler that throws it has changed nothing; the person is told the words, in a modal under
/// its first input, so that what was typed stays. It is no fault: nothing is logged.
/// </summary>
/// <param name="words">Why, in plain words for the person who asked.</param>
public sealed class RefusalException(string words) : Exception(words);
