namespace SecurityReleaseChatOps.Slack;

/// <summary>One delivery and how it is handled: over HTTP and over sockets alike.</summary>
internal abstract class Turn
{
    /// <summary>The same for each delivery of the same thing; null if it may be handled each time.</summary>
    public abstract string? Key { get; }

    /// <summary>What the gate is asked about.</summary>
    public abstract SlackRequestInfo Info { get; }

    /// <summary>Runs the handler and writes its answer.</summary>
    public abstract Task<Answer> Handle(CancellationToken cancellation);

    /// <summary>What Slack is answered at 2.5 seconds while the handler is still at work.</summary>
    public abstract Answer Slow { get; }

    /// <summary>The user is told these plain words instead of an answer.</summary>
    public abstract Answer Refuse(string words);

    /// <summary>The handler threw; the user is told these plain words.</summary>
    public virtual Answer Fail(string words) => Refuse(words);
}
