namespace SecurityReleaseChatOps.Store;

/// <summary>The frame of a use case: gather and decide, then save.</summary>
public static class StoreRun
{
    private const int Attempts = 10;

    /// <summary>
    /// Gathers and decides, and saves what was decided. When others changed the same documents meanwhile it is
    /// gathered and decided again, at most ten times.
    /// </summary>
    /// <param name="deliveryId">Slack's id of the delivery; null for a job, whose keys make it happen once.</param>
    /// <param name="decide">Reads and decides. No commit: nothing is saved, such as for a refusal.</param>
    /// <param name="ifSeen">The answer to a delivery that was already dealt with.</param>
    /// <exception cref="StoreException">The store failed, or the documents changed with each attempt.</exception>
    public static async Task<TAnswer> Run<TAnswer>(
        this IStore store,
        string? deliveryId,
        Func<CancellationToken, Task<(Commit? Commit, TAnswer Answer)>> decide,
        TAnswer ifSeen,
        CancellationToken cancellationToken = default)
    {
        // Asked before deciding: a doubled delivery would else be refused because of what its twin did.
        if (deliveryId is not null && await store.HasSeen(deliveryId, cancellationToken))
        {
            return ifSeen;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var (commit, answer) = await decide(cancellationToken);
            if (commit is null)
            {
                return answer;
            }

            switch (await store.Commit(commit.SeenAs(deliveryId), cancellationToken))
            {
                case CommitResult.Saved: return answer;
                case CommitResult.AlreadySeen: return ifSeen;
            }
        }

        throw new StoreException("Others changed the same thing at the same moment, ten times over. Please try again.");
    }
}
