using NodaTime;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

public enum PromptAction
{
    /// <summary>The prompt appears.</summary>
    Ask,

    /// <summary>The snooze is over: the prompt appears again.</summary>
    AskAgain,

    /// <summary>The one reminder.</summary>
    Remind,

    /// <summary>Too late: to be named in the one message about what was missed.</summary>
    Missed,
}

/// <summary>Something to do about a prompt.</summary>
/// <param name="Prompt">The document as it is to be stored with the message.</param>
/// <param name="IsNew">True when there was none before.</param>
public sealed record PromptDue(PromptAction Action, Prompt Prompt, bool IsNew);

public static class PromptRules
{
    /// <summary>What is due for one engineer of a release, oldest first; nothing for anyone else.</summary>
    /// <param name="prompts">Prompts of this release and engineer; more may be in it.</param>
    /// <param name="handovers">Handovers of this release; more may be in it.</param>
    public static IReadOnlyList<PromptDue> Due(
        Release release,
        Engineer engineer,
        IReadOnlyList<Prompt> prompts,
        IReadOnlyList<Handover> handovers,
        PromptSettings settings,
        Instant now) => throw new NotSupportedException();

    /// <summary>Makes the prompt appear again later; only its own person can.</summary>
    public static Decision<Prompt> Snooze(Prompt prompt, string by, PromptSettings settings, Instant now) =>
        throw new NotSupportedException();

    /// <summary>Answers the prompt with a word why there is nothing to hand over; only its own person can.</summary>
    public static Decision<Prompt> Nothing(Prompt prompt, string? why, string by, Instant now) => throw new NotSupportedException();

    /// <summary>The open prompts that a handover answers, marked so.</summary>
    public static IReadOnlyList<Prompt> AnsweredBy(Handover handover, IEnumerable<Prompt> prompts) => throw new NotSupportedException();
}
