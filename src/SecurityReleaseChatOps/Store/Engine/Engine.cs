namespace SecurityReleaseChatOps.Store;

/// <summary>A database: it applies the steps of commits, and answers what is asked of documents, outbox, deliveries and audit.</summary>
internal abstract class Engine : IDisposable
{
    private Func<CancellationToken, ValueTask>? unread;

    /// <summary>The database in words, without secrets.</summary>
    public abstract string Name { get; }

    /// <summary>Whether no other process writes to it meanwhile: see <see cref="DocumentCache"/>.</summary>
    public virtual bool IsSole => false;

    /// <summary>Why nothing that is saved now would be kept, in words, or null.</summary>
    public virtual string? Trouble => null;

    /// <summary>Why the database cannot be asked at present, in words, or null: nobody need wait for it to find out.</summary>
    public virtual string? Away => null;

    /// <summary>Another number once the connections that were made before may be dead.</summary>
    public virtual long Line => 0;

    /// <summary>How many queries were answered since the start.</summary>
    public abstract long Reads { get; }

    /// <summary>What the outbox holds.</summary>
    public abstract IOutboxReader Outbox { get; }

    /// <summary>Whoever writes; one at a time in this process.</summary>
    public abstract WriterSession OpenWriter();

    /// <summary>The document, or null.</summary>
    public abstract ValueTask<StoredDocument?> Find(string kind, string id, CancellationToken ct);

    /// <summary>The documents of a kind whose ids start so.</summary>
    public abstract ValueTask<IReadOnlyList<StoredDocument>> All(string kind, string prefix, CancellationToken ct);

    /// <inheritdoc cref="IStore.Versions"/>
    public abstract ValueTask<IReadOnlyList<KeyValuePair<string, long>>> Versions(string kind, CancellationToken ct);

    /// <summary>Whether the delivery was noted.</summary>
    public abstract ValueTask<bool> HasSeen(string id, CancellationToken ct);

    /// <inheritdoc cref="IStore.Audit(IReadOnlyList{string}, DateTimeOffset, long?, int, CancellationToken)"/>
    /// <param name="since">Unix milliseconds.</param>
    public abstract ValueTask<IReadOnlyList<AuditEntry>> Audit(IReadOnlyList<string> subjects, long since, long before, int limit, CancellationToken ct);

    /// <summary>Waits until this process is the one that delivers.</summary>
    /// <param name="wake">Called when another process brought the outbox something.</param>
    public abstract Task<IDelivererRole> BecomeDeliverer(Action wake, CancellationToken ct);

    /// <summary>What could not be read last is read again, such as from a damaged file: why it still cannot, in words, or null.</summary>
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

    /// <summary>Keeps what could not be read in mind.</summary>
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

/// <summary>A document as a database keeps it.</summary>
/// <param name="Body">Its JSON; empty for a deleted one.</param>
internal readonly record struct StoredDocument(string Id, long Version, string Body);

/// <summary>Writes for one thread: groups of commits, each whole or not at all. Whoever meets a fault other than of a single commit disposes it.</summary>
internal abstract class WriterSession : IDisposable
{
    /// <summary>Waits for the database as long as it takes, such as for a migration of many documents.</summary>
    public virtual void TakeItsTime()
    {
    }

    /// <summary>Begins a group that no other writer, of this process or another, runs beside.</summary>
    public abstract void Begin();

    /// <summary>Applies the steps of one commit, all or none.</summary>
    /// <param name="now">Unix milliseconds.</param>
    /// <returns>The index of the step that undid it, or null.</returns>
    /// <exception cref="StoreException">The database refuses this one; the group goes on without.</exception>
    public abstract int? Run(IReadOnlyList<CommitStep> steps, long now);

    /// <summary>The group is on disk when this returns.</summary>
    public abstract void Commit();

    /// <summary>Tidies up, once whoever waited for the group has the answer.</summary>
    public virtual void AfterAnswers()
    {
    }

    /// <summary>Number of the last migration that this database has taken; 0 for a new one.</summary>
    public abstract long LastMigration();

    /// <summary>Notes, within a group, that a migration was taken.</summary>
    public abstract void Took(Migration migration, long now);

    /// <summary>Changes the schema, within a group; only the SQL databases have one.</summary>
    public abstract void Change(SchemaMigration schema);

    /// <summary>Binds every line of the audit to the one before, within a group; none was before.</summary>
    public abstract void ChainAudit();

    /// <summary>All documents as they are within the group, without what they say; asked for where <see cref="Engine.IsSole"/>.</summary>
    public virtual IReadOnlyList<DocumentVersion> Versions() => throw new NotSupportedException();

    /// <summary>The documents of a kind as they are within the group.</summary>
    public abstract IReadOnlyList<StoredDocument> Documents(string kind);

    /// <summary>A document's JSON as it is within the group, or null.</summary>
    public abstract string? Body(string kind, string id);

    public abstract void Dispose();
}
