namespace SecurityReleaseChatOps.Slack;

/// <summary>One delivery and how it is handled, over HTTP and sockets alike.</summary>
internal abstract class Turn
{
    /// <summary>The same for repeated deliveries; null if each may be handled.</summary>
    public abstract string? Key { get; }

    /// <summary>What the gate decides by.</summary>
    public abstract SlackRequestInfo Info { get; }

    /// <summary>Runs the handler and writes its answer.</summary>
    public abstract Task<Answer> Handle(CancellationToken cancellation);

    /// <summary>The answer after 2.5 seconds while the handler is still working.</summary>
    public abstract Answer Slow { get; }

    /// <summary>The answer that shows the user these plain words instead.</summary>
    public abstract Answer Refuse(string words);

    /// <summary>The answer after the handler threw; shows the user these plain words.</summary>
    public virtual Answer Fail(string words) => Refuse(words);
}
