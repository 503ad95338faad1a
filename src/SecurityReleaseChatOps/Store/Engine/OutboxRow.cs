namespace SecurityReleaseChatOps.Store;

/// <summary>
/// An outbox entry as it is stored, what of it is taken out of an old release, and how each step changes it where no SQL statement does. Seq is its
/// position; state is <c>waiting</c>, <c>failed</c> or <c>settled</c>.
/// </summary>
internal sealed record OutboxRow(string Key, string Kind, string Lane, string? Parent, string Body, string? About, long At)
{
    public const string IsWaiting = "waiting";
    public const string HasFailed = "failed";
    public const string IsSettled = "settled";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    public long Seq { get; init; }

    public string State { get; init; } = IsWaiting;

    public long Wanted { get; init; } = 1;

    public long Done { get; init; }

    public long? Begun { get; init; }

    public string? Channel { get; init; }

    public string? Ts { get; init; }

    public string? Permalink { get; init; }

    public string? Error { get; init; }

    public long? Expires { get; init; }

    /// <summary>
    /// What was given up is named, and tried again when that may help, if it was requested after this time; else it is over: nobody wants last week's
    /// prompt when a channel is there at last.
    /// </summary>
    /// <param name="now">Unix milliseconds, like the answer.</param>
    public static long OverBefore(long now) => now - (long)Remembered.TotalMilliseconds;

    /// <summary>Whether it says something of this release: as it states itself; one that is of no release, or of several, by its key and words.</summary>
    public bool IsOf(string release) => OutboxEntry.AboutOf(About) is { Release: { } of } about
        ? of == release || about.LiftedToo.Split(' ').Contains(release)
        : TakingOut.Names(Key, release) || TakingOut.Names(Body, release);

    /// <summary>Whether words are on their way: nothing can be taken out until they arrived, or were given up.</summary>
    public bool HoldsBack => State == IsWaiting && (Kind == OutboxLanes.Message || About is not null);

    /// <summary>
    /// The remaining entry; null: none. A message in Slack is kept without its words, so that it is updated where it stands. The key of one about a step
    /// for one fix or CVE contains its id, and nothing updates it.
    /// </summary>
    public OutboxRow? TakenOut() => State == IsWaiting ? this
        : State == IsSettled && Kind == OutboxLanes.Message && !Key.Contains(':') ? this with { Body = TakingOut.Body }
        : null;

    /// <summary>Requested again with other content.</summary>
    public OutboxRow WantedAgain(OutboxRow wish, long seq) => this with
    {
        Seq = State == IsWaiting ? Seq : seq,
        Wanted = Wanted + 1,
        Body = wish.Body,
        About = wish.About,
        State = IsWaiting,
        Error = null,
        At = wish.At,
    };

    /// <summary>Whether this differs from what is posted or waiting, or must be retried.</summary>
    public bool IsNewsTo(OutboxRow known) =>
        known.Body != Body || known.State == HasFailed || (known.State == IsWaiting && (known.About ?? "") != About);

    /// <param name="now">Unix milliseconds.</param>
    public OutboxRow RetriedWithAll(long now) => State switch
    {
        HasFailed when At <= OverBefore(now) => this,
        HasFailed => this with { State = IsWaiting, Error = null },
        IsWaiting when Kind == OutboxLanes.Message && (Begun is null || Ts is not null) => this with { Wanted = Wanted + 1, Error = null },
        _ => this,
    };

    /// <summary>The entry after one of the worker's marks.</summary>
    public OutboxRow Marked(CommitStep mark) => mark switch
    {
        CommitStep.RetryOne(_, var wanted) => State == HasFailed && Wanted == wanted ? this with { State = IsWaiting, Error = null } : this,
        CommitStep.Begin(_, var wanted) => this with { Begun = wanted },
        CommitStep.Stands(_, var wanted, var channel, var ts, var begun) => Ended(wanted) with { Channel = channel, Ts = ts, Begun = begun },
        CommitStep.Once => Ts is null ? this : this with { Begun = null },
        CommitStep.Gone(_, var wanted) => this with { Channel = null, Ts = null, Permalink = null, Begun = null, Done = wanted, State = IsWaiting },
        CommitStep.Settle(_, var wanted) => Ended(wanted),
        CommitStep.Fail(_, var wanted, var error) => Wanted == wanted ? this with { Error = error, State = HasFailed } : this,
        CommitStep.Permalink(_, var url) => this with { Permalink = url },
        CommitStep.DropLane => Ended(Wanted),
        CommitStep.FailLane(_, var error, var before) => At < before ? this with { Error = error, State = HasFailed } : this,
        _ => throw new ArgumentException($"No wish is changed by a {mark.GetType().Name}.", nameof(mark)),
    };

    public OutboxEntry AsEntry() => new(
        Key, Kind, Lane, Parent, Body, State == IsWaiting, Wanted, Done, Begun, Channel, Ts, Expires,
        OutboxEntry.AboutOf(About));

    public PostedMessage? AsPosted() => Ts is null ? null : new(Key, Channel!, Ts, Permalink);

    private OutboxRow Ended(long wanted) => this with { Begun = null, Done = wanted, State = Wanted == wanted ? IsSettled : IsWaiting };
}
