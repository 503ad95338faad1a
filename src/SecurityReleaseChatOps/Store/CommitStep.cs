namespace SecurityReleaseChatOps.Store;

/// <summary>One thing that a commit does, as data: each engine applies it in its own way.</summary>
internal abstract record CommitStep
{
    /// <summary>Writes a document.</summary>
    /// <param name="Version">The one that it replaces, else it conflicts; 0: there is none.</param>
    public sealed record Put(string Kind, string Id, string Body, long Version) : CommitStep
    {
        /// <summary>What the JSON says, for who reads it next; null: only the JSON is at hand.</summary>
        public object? Value { get; init; }
    }

    /// <summary>
    /// Deletes the document of this version. It leaves its empty row, so that kind, id and version name one value for ever: who read
    /// that version once need not read it again.
    /// </summary>
    public sealed record Delete(string Kind, string Id, long Version) : CommitStep;

    /// <summary>Takes a document away without a trace.</summary>
    public sealed record Forget(string Kind, string Id) : CommitStep;

    /// <summary>Changes nothing, and conflicts when the document has another version; 0: when there is one.</summary>
    public sealed record Require(string Kind, string Id, long Version) : CommitStep;

    /// <summary>Notes a delivery; undoes the commit when it was noted before.</summary>
    public sealed record See(string Id) : CommitStep;

    /// <summary>Adds a line to the audit; before and after are JSON.</summary>
    public sealed record Audit(string Who, string What, string Subject, string? Before, string? After) : CommitStep;

    /// <summary>
    /// Takes what was said of a release out of the audit and of the messages that stand: who did what to which thing when stays, and an entry says it.
    /// </summary>
    public sealed record TakeOut(string Who, string Release) : CommitStep;

    /// <summary>
    /// Makes somebody anonymous in all that is kept, for ever, see <see cref="Forgetting"/>. It reads all of the database, and is the only step of
    /// its commit that writes the audit.
    /// </summary>
    /// <param name="Person">Slack user id, then names that were typed of them, with commas between.</param>
    public sealed record MakeAnonymous(string Who, string Person) : CommitStep;

    /// <summary>Forgets deliveries of before this moment (Unix milliseconds).</summary>
    public sealed record ForgetSeen(long Before) : CommitStep;

    /// <summary>Forgets effects that ended before this moment (Unix milliseconds). Messages stay: they may change yet.</summary>
    public sealed record ForgetEffects(long Before) : CommitStep;

    /// <summary>A step that gives the outbox something to do.</summary>
    public abstract record Wish : CommitStep;

    /// <summary>
    /// The message is to stand under the key; the same again changes nothing, unless it failed. What it is about counts when it is sent: one
    /// that stands is not sent again for that. One that waits keeps its place; one that stands, or failed, lines up anew.
    /// </summary>
    /// <param name="Lane">Where order is kept: a channel as the feature named it; one with a parent takes the parent's.</param>
    public sealed record Show(string Key, string Lane, string? Parent, string Body, string About) : Wish;

    /// <summary>The effect is to happen once; see <see cref="OutboxLanes.IsWantedAgain"/>.</summary>
    /// <param name="Kind">The name of its type.</param>
    /// <param name="Expires">Unix milliseconds, after which it is not to happen; null: whenever.</param>
    public sealed record Happen(string Key, string Kind, string Lane, string? Parent, string Body, long? Expires, string? About) : Wish;

    /// <summary>What failed waits again. A message that is being refused at this moment is wanted anew: it is not given up for what is over.</summary>
    public sealed record RetryFailed : Wish;

    /// <summary>This one waits again, if it failed and nothing else was wanted since.</summary>
    public sealed record RetryOne(string Key, long Wanted) : Wish;

    /// <summary>From here on the post may be in Slack; <paramref name="Wanted"/> null: it is surely not.</summary>
    public sealed record Begin(string Key, long? Wanted) : CommitStep;

    /// <summary>
    /// The message stands in Slack as it was wanted then; it settles unless more is wanted by now. Undoes the commit when it stands there
    /// already under another ts: another process brought it there too.
    /// </summary>
    /// <param name="Begun">An earlier call of which nobody knows whether it comes to Slack yet: until <see cref="Once"/> a second one may stand there.</param>
    public sealed record Stands(string Key, long Wanted, string Channel, string Ts, long? Begun = null) : CommitStep;

    /// <summary>The message stands once: no earlier call for it can be on its way any more.</summary>
    public sealed record Once(string Key) : CommitStep;

    /// <summary>The message does not stand in Slack any more, and is to be posted anew.</summary>
    public sealed record Gone(string Key, long Wanted) : CommitStep;

    /// <summary>The effect happened, or may not happen any more.</summary>
    public sealed record Settle(string Key, long Wanted) : CommitStep;

    /// <summary>Given up, unless something else is wanted by now. What may be in Slack may still be: a new try looks first.</summary>
    public sealed record Fail(string Key, long Wanted, string Error) : CommitStep;

    /// <summary>Where the message is read in a browser.</summary>
    public sealed record Permalink(string Key, string Url) : CommitStep;

    /// <summary>Drops all that waits for someone who is not there any more.</summary>
    public sealed record DropLane(string Lane) : CommitStep;

    /// <summary>Gives up all that waits for a place which does not exist.</summary>
    public sealed record FailLane(string Lane, string Error) : CommitStep;
}
