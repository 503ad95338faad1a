namespace SecurityReleaseChatOps.Store;

/// <summary>A database: applies the steps of commits, and answers queries of documents, outbox, deliveries and audit.</summary>
internal abstract class Engine : IDisposable
{
    private Func<CancellationToken, ValueTask>? unread;

    /// <summary>The database's name in words, without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Whether no other process writes to it, see <see cref="DocumentCache"/>.</summary>
    public virtual bool IsSole => false;

    /// <summary>Why nothing saved now would be kept, in words, or null.</summary>
    public virtual string? Trouble => null;

    /// <summary>Why the database cannot currently be queried, in words, or null: known without waiting.</summary>
    public virtual string? Away => null;

    /// <summary>Changes once earlier connections may be dead.</summary>
    public virtual long Line => 0;

    /// <summary>The number of queries answered since the start.</summary>
    public abstract long Reads { get; }

    /// <summary>The outbox.</summary>
    public abstract IOutboxReader Outbox { get; }

    /// <summary>Opens a writer; one at a time in this process.</summary>
    public abstract WriterSession OpenWriter();

    /// <summary>The document, or null.</summary>
    public abstract ValueTask<StoredDocument?> Find(string kind, string id, CancellationToken ct);

    /// <summary>The documents of a kind with this id prefix.</summary>
    public abstract ValueTask<IReadOnlyList<StoredDocument>> All(string kind, string prefix, CancellationToken ct);

    /// <inheritdoc cref="IStore.Versions"/>
    public abstract ValueTask<IReadOnlyList<KeyValuePair<string, long>>> Versions(string kind, CancellationToken ct);

    /// <summary>Whether the delivery was noted.</summary>
    public abstract ValueTask<bool> HasSeen(string id, CancellationToken ct);

    /// <inheritdoc cref="IStore.Audit(IReadOnlyList{string}, Instant, long?, int, CancellationToken)"/>
    /// <param name="since">Unix milliseconds.</param>
    public abstract ValueTask<IReadOnlyList<AuditEntry>> Audit(IReadOnlyList<string> subjects, long since, long before, int limit, CancellationToken ct);

    /// <summary>Waits until this process is the one that delivers.</summary>
    /// <param name="wake">Called when another process added to the outbox.</param>
    public abstract Task<IDelivererRole> BecomeDeliverer(Action wake, CancellationToken ct);

    /// <summary>Rereads what last could not be read, such as from a damaged file: why it still cannot, in words, or null.</summary>
    public async ValueTask<string?> Unreadable(CancellationToken ct)
    {
        if (unread is not { } again)
        {
            return null;
        }

        try
        {
            await again(ct);
            Interlocked.CompareExchange(ref unread, null, again);
            return null;
        }
        catch (StoreException e)
        {
            return e.Message;
        }
    }

    /// <summary>Remembers what could not be read.</summary>
    protected void CouldNotRead(Func<CancellationToken, ValueTask> again) => unread = again;

    public abstract void Dispose();

    public static Engine Open(StoreOptions options) => options.Provider.ToUpperInvariant() switch
    {
        "SQLITE" => new SqliteEngine(options.ConnectionString),
        "POSTGRES" => new PostgresEngine(options.ConnectionString),
        "LITEDB" => new LiteDbEngine(options.ConnectionString),
        _ => throw new StoreException($"Storage:Provider is '{options.Provider}'; it can be Sqlite, LiteDb or Postgres."),
    };
}

/// <summary>A document as stored.</summary>
/// <param name="Body">Its JSON; empty for a deleted one.</param>
internal readonly record struct StoredDocument(string Id, long Version, string Body);

/// <summary>Writes on one thread: groups of commits, each completely or not at all. After a fault other than a single commit's it must be disposed.</summary>
internal abstract class WriterSession : IDisposable
{
    /// <summary>Waits as long as the database takes, such as for a migration of many documents.</summary>
    public virtual void TakeItsTime()
    {
    }

    /// <summary>Begins a group that excludes other writers, of this process and others.</summary>
    public abstract void Begin();

    /// <summary>Applies all steps of one commit or none.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>The index of the step that failed, or null.</returns>
    /// <exception cref="StoreException">The database refuses this commit; the group continues without it.</exception>
    public abstract int? Run(IReadOnlyList<CommitStep> steps, long now);

    /// <summary>The group is on disk when this returns.</summary>
    public abstract void Commit();

    /// <summary>Cleans up after the group's callers have been answered.</summary>
    public virtual void AfterAnswers()
    {
    }

    /// <summary>Number of the last migration taken; 0 for a new database.</summary>
    public abstract long LastMigration();

    /// <summary>Records a migration as taken, within a group.</summary>
    public abstract void Took(Migration migration, long now);

    /// <summary>Changes the schema, within a group; for SQL databases only.</summary>
    public abstract void Change(SchemaMigration schema);

    /// <summary>Chains every audit entry to the previous one, within a group; none is chained yet.</summary>
    public abstract void ChainAudit();

    /// <summary>All documents as seen within the group, without bodies; used when <see cref="Engine.IsSole"/>.</summary>
    public virtual IReadOnlyList<DocumentVersion> Versions() => throw new NotSupportedException();

    /// <summary>The documents of a kind as seen within the group.</summary>
    public abstract IReadOnlyList<StoredDocument> Documents(string kind);

    /// <summary>Writes the document again for a migration, at whatever schema the database has by then.</summary>
    public virtual void Rewrite(string kind, string id, string body, long version) => Run([new CommitStep.Put(kind, id, body, version)], now: 0);

    /// <summary>A document's JSON as seen within the group, or null.</summary>
    public abstract string? Body(string kind, string id);

    public abstract void Dispose();
}
