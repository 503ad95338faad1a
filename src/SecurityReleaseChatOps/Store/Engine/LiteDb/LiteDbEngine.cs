using LiteDB;
using LiteDB.Engine;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// LiteDB: one file, one process at a time, every commit on disk before it is answered. After a fault the database is closed, and reopened
/// from its files at the next use.
/// </summary>
internal sealed class LiteDbEngine : Engine
{
    private const long LongLog = 1000 * PageStream.Page;

    private readonly string path;
    private readonly DatabaseFiles files;
    private readonly IDurableBytes data;
    private readonly IDurableBytes logFile;
    private readonly FramedLog log;
    // One at a time: with concurrent readers, LiteDB's full cache reuses a page that is still being read.
    private readonly Lock turn = new();
    private LiteDatabase? database;
    private readonly long step;
    private long longLog;
    private long reads;

    /// <param name="path">Path of the file; a relative one starts at the working directory.</param>
    /// <param name="open">Opens a file.</param>
    /// <param name="longLog">The size in bytes from which the log is written into the data file.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why.</exception>
    public LiteDbEngine(string path, Func<string, IDurableBytes>? open = null, long longLog = LongLog)
    {
        this.longLog = step = longLog;
        if (path.Length == 0 || path.Contains('='))
        {
            throw new StoreException("Storage:ConnectionString names no file; for LiteDb it is a path, such as 'data/chatops.litedb'.");
        }

        this.path = Path.GetFullPath(path);
        open ??= file => new DurableBytes(file);
        var logPath = this.path + "-log";
        files = new DatabaseFiles(this.path, logPath);
        try
        {
            (data, logFile) = (open(this.path), open(logPath));
            log = new FramedLog(logFile);
            if (data.Length == 0 && log.Length == 0)
            {
                log.Fill(Empty());
            }

            lock (turn)
            {
                Open();
            }
        }
        catch (Exception e)
        {
            database?.Dispose();
            logFile?.Dispose();
            data?.Dispose();
            files.Dispose();
            throw e is StoreException ? e : new StoreException($"The {Name} cannot be opened: {e.Message}", e);
        }
    }

    public override string Name => $"LiteDB file {path}";

    public override bool IsSole => true;

    public override string? Trouble => files.Trouble;

    public override long Reads => Interlocked.Read(ref reads);

    public override IOutboxReader Outbox => field ??= new LiteDbOutbox(this);

    public override WriterSession OpenWriter() => new LiteDbWriterSession(this);

    public override ValueTask<StoredDocument?> Find(string kind, string id, CancellationToken ct) =>
        Read<StoredDocument?>(db => db.Find(Collections.Documents, LiteDocument.Key(kind, id)) is { } found && !LiteDocument.IsDeleted(found)
            ? LiteDocument.Read(kind, found)
            : null, ct);

    public override ValueTask<IReadOnlyList<StoredDocument>> All(string kind, string prefix, CancellationToken ct) =>
        Read<IReadOnlyList<StoredDocument>>(db =>
            [.. db.Prefixed(Collections.Documents, LiteDocument.Key(kind, prefix)).Where(found => !LiteDocument.IsDeleted(found))
                .Select(found => LiteDocument.Read(kind, found))], ct);

    public override ValueTask<IReadOnlyList<KeyValuePair<string, long>>> Versions(string kind, CancellationToken ct) =>
        Read<IReadOnlyList<KeyValuePair<string, long>>>(db =>
            [.. db.Prefixed(Collections.Documents, LiteDocument.Key(kind, "")).Select(found => LiteDocument.Read(kind, found))
                .Select(found => KeyValuePair.Create(found.Id, found.Version))], ct);

    public override ValueTask<bool> HasSeen(string id, CancellationToken ct) => Read(db => db.Find(Collections.Seen, id) is not null, ct);

    public override ValueTask<IReadOnlyList<AuditEntry>> Audit(IReadOnlyList<string> subjects, long since, long before, int limit, CancellationToken ct) =>
        Read<IReadOnlyList<AuditEntry>>(db =>
            [.. subjects.SelectMany(subject => db.Between(Collections.Audit, subject, subject.EndsWith('/') ? subject + Collections.End : subject, "subject"))
                .Where(entry => entry["at"].AsInt64 >= since && entry["_id"].AsInt64 < before)
                .DistinctBy(entry => entry["_id"].AsInt64).OrderByDescending(entry => entry["_id"].AsInt64).Take(limit)
                .Select(entry => new AuditEntry(
                    entry["who"].AsString, entry["what"].AsString, entry["subject"].AsString, Instant.FromUnixTimeMilliseconds(entry["at"].AsInt64),
                    entry["before"].AsString, entry["after"].AsString, entry["_id"].AsInt64))], ct);

    /// <summary>There is no other process.</summary>
    public override Task<IDelivererRole> BecomeDeliverer(Action wake, CancellationToken ct) => Task.FromResult<IDelivererRole>(new SoleDeliverer());

    public override void Dispose()
    {
        lock (turn)
        {
            Close();
            logFile.Dispose();
            data.Dispose();
        }

        files.Dispose();
    }

    /// <summary>Why nothing written now would be kept, in words, or null.</summary>
    internal string? TroubleOfWriter => files.TroubleWithinTransaction;

    internal ValueTask<T> Read<T>(Func<LiteDatabase, T> query, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return new(Ask(query));
    }

    /// <summary>Queries the database on this thread.</summary>
    /// <exception cref="StoreException">It cannot be read.</exception>
    internal T Ask<T>(Func<LiteDatabase, T> query)
    {
        Interlocked.Increment(ref reads);
        lock (turn)
        {
            try
            {
                return query(Open());
            }
            catch (Exception e) when (e is not StoreException)
            {
                // Reopening may help.
                Close();
            }

            try
            {
                return query(Open());
            }
            catch (Exception e) when (e is not StoreException)
            {
                CouldNotRead(token => new(Read(query, token).AsTask()));
                throw new StoreException($"The {Name} cannot be read: {e.Message}", e);
            }
        }
    }

    /// <summary>Writes in one transaction, which is on disk when this returns.</summary>
    /// <exception cref="StoreException">The database cannot be written; any other exception is caused by a value.</exception>
    internal void Write(Action<LiteDatabase> changes)
    {
        lock (turn)
        {
            try
            {
                var open = Open();
                open.BeginTrans();
                changes(open);
                open.Commit();
            }
            catch (Exception e)
            {
                Close();
                throw e is InvalidDataException ? new StoreException($"The {Name} cannot be read: {e.Message}", e) : e;
            }

            if (log.Fault is { } fault)
            {
                Close();
                throw new StoreException($"The {Name} cannot be written: {fault.Message}", fault);
            }
        }
    }

    /// <summary>
    /// Writes a long log into the data file, between commits, after callers were answered. A fault does no harm, and it is
    /// retried when the log has grown by as much again.
    /// </summary>
    internal void ShortenLog()
    {
        lock (turn)
        {
            if (log.Length < longLog)
            {
                return;
            }

            try
            {
                Open().Checkpoint();
                longLog = step;
            }
            catch (Exception)
            {
                longLog = log.Length + step;
                Close();
            }
        }
    }

    private LiteDatabase Open() => database ??= OpenFiles();

    private void Close()
    {
        var open = database;
        database = null;
        try
        {
            open?.Dispose();
        }
        catch (Exception e) when (e is not StoreException)
        {
            // It failed before: its files are reopened.
        }
    }

    private LiteDatabase OpenFiles()
    {
        try
        {
            log.CutTail();
            TryRedo();
            var opened = new LiteDatabase(OpenEngine(new DataStream(data), log));
            opened.GetCollection(Collections.Audit).EnsureIndex("subject", "$.subject");
            opened.GetCollection(Collections.Seen).EnsureIndex("at", "$.at");
            opened.GetCollection(Collections.Outbox).EnsureIndex("seq", "$.seq");
            opened.GetCollection(Collections.Outbox).EnsureIndex("begun", "$.begun");
            if (log.Fault is { } fault)
            {
                opened.Dispose();
                throw fault;
            }

            return opened;
        }
        catch (Exception e)
        {
            throw new StoreException($"The {Name} cannot be opened: {e.Message}", e);
        }
    }

    private void TryRedo()
    {
        try
        {
            log.Redo(data);
        }
        catch (IOException) when (data.Length > 0)
        {
            // The disk is full: LiteDB keeps reading from the log.
        }
    }

    /// <summary>The pages of a new database: created in memory, then written like any other transaction.</summary>
    private static byte[] Empty()
    {
        using var pages = new MemoryStream();
        using (var engine = OpenEngine(pages, new MemoryStream()))
        {
            // We checkpoint ourselves.
            engine.Pragma("CHECKPOINT", 0);
            engine.Checkpoint();
        }

        return pages.ToArray();
    }

    private static LiteEngine OpenEngine(Stream data, Stream log) =>
        new(new EngineSettings { DataStream = data, LogStream = log, TempStream = new MemoryStream(), Collation = Collation.Binary });
}
