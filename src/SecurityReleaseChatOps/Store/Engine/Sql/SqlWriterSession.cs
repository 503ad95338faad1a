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

    public override string? Body(string kind, string id) =>
        session.Scalar("SELECT body FROM documents WHERE kind = $1 AND id = $2 AND body <> ''", kind, id) as string;

    public override void Dispose() => session.Dispose();

    private IEnumerable<Statement> TakeOut(CommitStep.TakeOut step, long now)
    {
        var (taken, says) = TakingOut.Of(
            session.Rows($"SELECT {SqlSteps.AuditColumns} FROM audit WHERE subject LIKE $1 ORDER BY seq", SqlSteps.ReadAudit, $"%/{step.Release}%"), step);
        return [.. taken.Select(SqlSteps.Emptied), .. SqlSteps.TakeOut(step.Release), SqlSteps.Of(Next(says, now))];
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
