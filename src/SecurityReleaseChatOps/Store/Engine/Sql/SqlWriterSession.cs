using System.Data.Common;

namespace SecurityReleaseChatOps.Store;

/// <summary>Writes in transactions with a savepoint for each commit, so that a conflict fails only its own commit.</summary>
internal sealed class SqlWriterSession(SqlEngine engine) : WriterSession
{
    private static readonly Statement Savepoint = new("SAVEPOINT one", []);
    private static readonly Statement Release = new("RELEASE SAVEPOINT one", []);

    private Session session = engine.Connect();
    private string transaction = "";

    // Others write too, and what was undone is none: asked for anew in each group.
    private AuditHead? head;

    public override void TakeItsTime() => session.WaitsForEver = true;

    public override void Begin()
    {
        transaction = engine.Begin(session);
        head = null;
        session.Execute(Savepoint.Sql);
    }

    public override int? Run(IReadOnlyList<CommitStep> steps, long now)
    {
        // Each gives the savepoint of the one before up for its own: the last one's goes with COMMIT.
        var statements = new List<Statement>(steps.Count + 3) { Release, Savepoint };
        var before = head;
        var first = new List<int>();
        foreach (var step in steps)
        {
            first.Add(statements.Count);
            statements.AddRange(step switch
            {
                CommitStep.Audit entry => [SqlSteps.Of(Next(entry, now))],
                CommitStep.TakeOut takeOut => TakeOut(takeOut, now),
                CommitStep.MakeAnonymous someone => MakeAnonymous(someone, now),
                _ => [SqlSteps.Of(step, now)],
            });
        }
        if (engine.WakeOthers is { } wake && steps.Any(step => step is CommitStep.Wish))
        {
            statements.Add(wake);
        }

        try
        {
            if (session.Run(statements) is not { } undoneBy)
            {
                return null;
            }

            Undo(before);
            return first.FindLastIndex(at => at <= undoneBy);
        }
        catch (DbException e)
        {
            Undo(before);
            throw new StoreException($"The database refused a commit: {e.Message}", e);
        }
    }

    public override void Commit()
    {
        try
        {
            session.Execute("COMMIT");
        }
        catch (DbException)
        {
            if (!engine.Committed(transaction))
            {
                throw;
            }

            session.Dispose();
            session = engine.Connect();
        }
    }

    public override long LastMigration()
    {
        session.Execute("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at BIGINT NOT NULL)");
        return Convert.ToInt64(session.Scalar("SELECT COALESCE(MAX(number), 0) FROM migrations"));
    }

    public override void Took(Migration migration, long now) =>
        session.Execute("INSERT INTO migrations (number, name, at) VALUES ($1, $2, $3)", migration.Number, migration.Name, now);

    public override void Change(SchemaMigration schema)
    {
        if (schema.Only is null || schema.Only.Equals(engine.Provider, StringComparison.OrdinalIgnoreCase))
        {
            session.Execute(schema.Sql);
        }
    }

    public override void ChainAudit()
    {
        var (last, next) = (AuditHead.None, $"SELECT {SqlSteps.AuditColumns} FROM audit WHERE seq > $1 ORDER BY seq LIMIT 500");
        while (session.Rows(next, SqlSteps.ReadAudit, last.Seq) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
            {
                var bound = AuditChain.Bind(last, row);
                session.Execute("UPDATE audit SET people = $2, content = $3, hash = $4 WHERE seq = $1", bound.Seq, bound.People, bound.Content, bound.Hash);
                last = bound.Head;
            }
        }
    }

    public override IReadOnlyList<DocumentVersion> Versions() => session.Rows(
        "SELECT kind, id, version, CASE WHEN body = '' THEN 0 ELSE 1 END FROM documents",
        row => new DocumentVersion(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3) != 0));

    public override IReadOnlyList<StoredDocument> Documents(string kind) => session.Rows(
        "SELECT id, version, body FROM documents WHERE kind = $1 AND body <> ''",
        row => new StoredDocument(row.GetString(0), row.GetInt64(1), row.GetString(2)),
        kind);

    /// <summary>Unchecked, see <see cref="Checksum"/>: its column may not be there yet.</summary>
    public override void Rewrite(string kind, string id, string body, long version) =>
        session.Execute("UPDATE documents SET body = $3, version = version + 1 WHERE kind = $1 AND id = $2", kind, id, body);

    public override string? Body(string kind, string id) =>
        session.Scalar("SELECT body FROM documents WHERE kind = $1 AND id = $2 AND body <> ''", kind, id) as string;

    public override void Dispose() => session.Dispose();

    private IEnumerable<Statement> TakeOut(CommitStep.TakeOut step, long now)
    {
        var (taken, says) = TakingOut.Of(
            session.Rows($"SELECT {SqlSteps.AuditColumns} FROM audit WHERE subject LIKE $1 ORDER BY seq", SqlSteps.ReadAudit, $"%/{step.Release}%"), step);
        var rows = session.Rows(
            "SELECT key, kind, lane, parent, body, about, at, state FROM outbox WHERE key LIKE $1 OR body LIKE $1 OR about LIKE $1",
            row => new OutboxRow(
                row.GetString(0), row.GetString(1), row.GetString(2), Session.Text(row, 3), row.GetString(4), Session.Text(row, 5), row.GetInt64(6))
            {
                State = row.GetString(7),
            },
            $"%{step.Release}%");
        return [.. taken.Select(SqlSteps.Emptied), .. rows.Where(row => row.IsOf(step.Release)).Select(SqlSteps.TakeOut), SqlSteps.Of(Next(says, now))];
    }

    private IEnumerable<Statement> MakeAnonymous(CommitStep.MakeAnonymous step, long now)
    {
        var forgetting = new Forgetting(new SqlTables(session), step.Person, now, step.Who);
        head = forgetting.Head;
        return [.. Backup.Tables.SelectMany(table => SqlTables.Replace(table, forgetting.Columns(table), forgetting.Changes(table)))];
    }

    private AuditRow Next(CommitStep.Audit entry, long now)
    {
        head ??= session.Rows("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1", row => new AuditHead(row.GetInt64(0), row.GetString(1))) is [var last]
            ? last
            : AuditHead.None;
        var row = AuditChain.Next(head, entry, now);
        head = row.Head;
        return row;
    }

    private void Undo(AuditHead? before)
    {
        session.Execute("ROLLBACK TO SAVEPOINT one");
        head = before;
    }
}

/// <summary>The statement of each step, the same for both databases; one that changes or finds another number of rows than it names undoes all.</summary>
internal static class SqlSteps
{
    private const string InsertWish =
        """
        INSERT INTO outbox (key, seq, kind, lane, parent, body, state, wanted, done, at, expires, about)
        VALUES (
            $1, (SELECT COALESCE(MAX(seq), 0) + 1 FROM outbox), $2, COALESCE((SELECT lane FROM outbox WHERE key = $4), $3), $4, $5, 'waiting', 1, 0, $6, $7, $8)
        ON CONFLICT (key)
        """;

    private const string WantAgain =
        $"""
        {InsertWish} DO UPDATE SET
            seq = CASE WHEN outbox.state = 'waiting' THEN outbox.seq ELSE excluded.seq END,
            wanted = outbox.wanted + 1, body = excluded.body, about = excluded.about, state = 'waiting', error = NULL, at = excluded.at
        """;

    private const string WantOnce = InsertWish + " DO NOTHING";

    private const string WantAnother =
        $"""
        {WantAgain} WHERE outbox.body <> excluded.body OR outbox.state = 'failed'
            OR (outbox.state = 'waiting' AND COALESCE(outbox.about, '') <> excluded.about)
        """;

    private const string NewDocument =
        """
        INSERT INTO documents (kind, id, version, body, checksum) VALUES ($1, $2, 1, $3, $4)
        ON CONFLICT (kind, id) DO UPDATE SET
            body = excluded.body, version = documents.version + 1, checksum = excluded.checksum + documents.version * 4294967296
        WHERE documents.body = ''
        """;

    private const string RetryFailed =
        """
        UPDATE outbox SET wanted = CASE WHEN state = 'waiting' THEN wanted + 1 ELSE wanted END, state = 'waiting', error = NULL
        WHERE (state = 'failed' AND at > $1) OR (state = 'waiting' AND kind = 'Message' AND (begun IS NULL OR ts IS NOT NULL))
        """;

    internal static string AuditColumns { get; } = string.Join(", ", AuditRow.Columns);

    /// <summary>Adds an entry to the audit.</summary>
    public static Statement Of(AuditRow row) => new(
        $"INSERT INTO audit ({AuditColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        [row.Seq, row.At, row.Who, row.What, row.Subject, row.Before, row.After, row.People, row.Content, row.Hash]);

    /// <summary>An entry, read by <see cref="AuditColumns"/>.</summary>
    public static AuditRow ReadAudit(DbDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), Session.Text(row, 5), Session.Text(row, 6),
        Session.Text(row, 7), Session.Text(row, 8), Session.Text(row, 9));

    /// <summary>An entry without its contents.</summary>
    public static Statement Emptied(AuditRow row) =>
        new("UPDATE audit SET before = NULL, after = NULL, content = $2 WHERE seq = $1", [row.Seq, row.Content], 1);

    /// <summary>Takes the words out of an entry of the outbox, see <see cref="OutboxRow.TakenOut"/>.</summary>
    public static Statement TakeOut(OutboxRow row) => row.TakenOut() switch
    {
        null => new("DELETE FROM outbox WHERE key = $1", [row.Key]),
        { HoldsBack: true } => new("SELECT 1 FROM outbox WHERE key = $1", [row.Key], 0),
        var left => new("UPDATE outbox SET body = $2 WHERE key = $1", [row.Key, left.Body]),
    };

    /// <summary>A step but <see cref="CommitStep.TakeOut"/> and <see cref="CommitStep.Audit"/>, whose line is bound to the one before.</summary>
    /// <param name="now">Unix milliseconds.</param>
    public static Statement Of(CommitStep step, long now) => step switch
    {
        CommitStep.Put(var kind, var id, var body, 0) => new(NewDocument, [kind, id, body, Checksum.Of(id, body, 1)], 1),
        CommitStep.Put(var kind, var id, var body, var version) => new(
            "UPDATE documents SET body = $4, version = version + 1, checksum = $5 WHERE kind = $1 AND id = $2 AND version = $3",
            [kind, id, version, body, Checksum.Of(id, body, version + 1)], 1),
        CommitStep.Delete(var kind, var id, var version) =>
            new("UPDATE documents SET body = '', version = version + 1 WHERE kind = $1 AND id = $2 AND version = $3", [kind, id, version], 1),
        CommitStep.Forget(var kind, var id) => new("DELETE FROM documents WHERE kind = $1 AND id = $2", [kind, id]),
        CommitStep.Require(var kind, var id, 0) => new("SELECT 1 FROM documents WHERE kind = $1 AND id = $2 AND body <> ''", [kind, id], 0),
        CommitStep.Require(var kind, var id, var version) =>
            new("SELECT 1 FROM documents WHERE kind = $1 AND id = $2 AND version = $3", [kind, id, version], 1),
        CommitStep.See(var id) => new("INSERT INTO seen (id, at) VALUES ($1, $2) ON CONFLICT DO NOTHING", [id, now], 1),
        CommitStep.ForgetSeen(var before) => new("DELETE FROM seen WHERE at < $1", [before]),
        CommitStep.ForgetEffects(var before) => new("DELETE FROM outbox WHERE kind <> 'Message' AND state <> 'waiting' AND at < $1", [before]),
        CommitStep.Show show => new(WantAnother, [show.Key, OutboxLanes.Message, show.Lane, show.Parent, show.Body, now, null, show.About]),
        CommitStep.Happen happen => new(
            OutboxLanes.IsWantedAgain(happen.Kind) ? WantAgain : WantOnce,
            [happen.Key, happen.Kind, happen.Lane, happen.Parent, happen.Body, now, happen.Expires, happen.About]),
        CommitStep.RetryFailed => new(RetryFailed, [OutboxRow.OverBefore(now)]),
        CommitStep.RetryOne(var key, var wanted) =>
            new("UPDATE outbox SET state = 'waiting', error = NULL WHERE state = 'failed' AND key = $1 AND wanted = $2", [key, wanted]),
        CommitStep.Begin(var key, var wanted) => new("UPDATE outbox SET begun = $2 WHERE key = $1", [key, wanted]),
        CommitStep.Stands(var key, var wanted, var channel, var ts, var begun) => new(
            "UPDATE outbox SET channel = $3, ts = $4, begun = $5, done = $2, state = CASE WHEN wanted = $2 THEN 'settled' ELSE 'waiting' END "
            + "WHERE key = $1 AND (ts IS NULL OR ts = $4)",
            [key, wanted, channel, ts, begun], 1),
        CommitStep.Once(var key) => new("UPDATE outbox SET begun = NULL WHERE key = $1 AND ts IS NOT NULL", [key]),
        CommitStep.Gone(var key, var wanted) => new(
            "UPDATE outbox SET channel = NULL, ts = NULL, permalink = NULL, begun = NULL, done = $2, state = 'waiting' WHERE key = $1", [key, wanted]),
        CommitStep.Settle(var key, var wanted) => new(
            "UPDATE outbox SET done = $2, begun = NULL, state = CASE WHEN wanted = $2 THEN 'settled' ELSE 'waiting' END WHERE key = $1", [key, wanted]),
        CommitStep.Fail(var key, var wanted, var error) =>
            new("UPDATE outbox SET error = $3, state = 'failed' WHERE key = $1 AND wanted = $2", [key, wanted, error]),
        CommitStep.Permalink(var key, var url) => new("UPDATE outbox SET permalink = $2 WHERE key = $1", [key, url]),
        CommitStep.DropLane(var lane) =>
            new("UPDATE outbox SET done = wanted, begun = NULL, state = 'settled' WHERE lane = $1 AND state = 'waiting'", [lane]),
        CommitStep.FailLane(var lane, var error, var before) =>
            new("UPDATE outbox SET error = $2, state = 'failed' WHERE lane = $1 AND state = 'waiting' AND at < $3", [lane, error, before]),
        _ => throw new ArgumentException($"No database applies a {step.GetType().Name}.", nameof(step)),
    };
}
