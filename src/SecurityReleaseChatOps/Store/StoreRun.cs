namespace SecurityReleaseChatOps.Store;

/// <summary>The frame of a use case: gather and decide, then save.</summary>
public static class StoreRun
{
    private const int Attempts = 10;
    private const string Busy = "Others changed the same thing at the same moment, ten times over. Please try again.";

    // After a conflict, retries run one at a time: together they would keep conflicting.
    private static readonly SemaphoreSlim Turn = new(1);

    /// <summary>
    /// Gathers, decides and saves. When others changed the same documents meanwhile it is
    /// gathered and decided again, at most ten times.
    /// </summary>
    /// <param name="deliveryId">Slack's id of the delivery; null for a job, whose keys make things happen once.</param>
    /// <param name="decide">Reads and decides. A null commit saves nothing, such as for a refusal.</param>
    /// <param name="ifSeen">The answer to a repeated delivery.</param>
    /// <exception cref="RefusalException">A message must not go to its destination; nothing was saved.</exception>
    /// <exception cref="StoreException">The store failed, or the documents changed with each attempt.</exception>
    public static async Task<TAnswer> Run<TAnswer>(
        this IStore store,
        string? deliveryId,
        Func<CancellationToken, Task<(Commit? Commit, TAnswer Answer)>> decide,
        TAnswer ifSeen,
        CancellationToken cancellationToken = default)
    {
        // Checked before deciding: a repeated delivery would otherwise be refused because of the first one's effect.
        if (deliveryId is not null && await store.HasSeen(deliveryId, cancellationToken))
        {
            return ifSeen;
        }

        var (result, refusal, answer) = await Attempt(store, deliveryId, decide, cancellationToken);
        if (result == CommitResult.Conflict)
        {
            await Turn.WaitAsync(cancellationToken);
            try
            {
                for (var attempt = 2; attempt <= Attempts && result == CommitResult.Conflict; attempt++)
                {
                    (result, refusal, answer) = await Attempt(store, deliveryId, decide, cancellationToken);
                }
            }
            finally
            {
                Turn.Release();
            }
        }

        return result switch
        {
            CommitResult.Saved => answer,
            CommitResult.AlreadySeen => ifSeen,
            CommitResult.Refused => throw new RefusalException(refusal!),
            _ => throw new StoreException(Busy, words: Busy),
        };
    }

    private static async Task<(CommitResult Result, string? Refusal, TAnswer Answer)> Attempt<TAnswer>(
        IStore store, string? deliveryId, Func<CancellationToken, Task<(Commit? Commit, TAnswer Answer)>> decide, CancellationToken cancellationToken)
    {
        var (commit, answer) = await decide(cancellationToken);
        var result = commit is null ? CommitResult.Saved : await store.Commit(commit.SeenAs(deliveryId), cancellationToken);
        return (result, commit?.Refusal, answer);
    }
}
