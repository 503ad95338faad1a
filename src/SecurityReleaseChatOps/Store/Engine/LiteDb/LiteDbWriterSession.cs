using LiteDB;

namespace SecurityReleaseChatOps.Store;

/// <summary>Collects the changes of a group of commits and writes them in one transaction.</summary>
internal sealed class LiteDbWriterSession : WriterSession
{
    private readonly LiteDbEngine engine;
    private LiteDbChanges group;
    private AuditHead? head;
    private long lastPlace;

    public LiteDbWriterSession(LiteDbEngine engine)
    {
        this.engine = engine;
        group = new(engine);
        // Of those that are delivered too: no two have the same.
        lastPlace = engine.Ask(open => open.GetCollection(Collections.Outbox).Find(Query.All("seq", Query.Descending), limit: 1)
            .Select(entry => entry["seq"].AsInt64).FirstOrDefault());
    }

    public override void Begin()
    {
        if (engine.TroubleOfWriter is { } trouble)
        {
            throw new StoreException(trouble);
        }

        group = new(engine);
    }

    public override int? Run(IReadOnlyList<CommitStep> steps, long now)
    {
        var (changes, before) = (new LiteDbChanges(engine, group), (head, lastPlace));
        for (var i = 0; i < steps.Count; i++)
        {
            if (!Apply(changes, steps[i], now))
            {
                (head, lastPlace) = before;
                return i;
            }
        }

        changes.Join();
        return null;
    }

    public override void Commit()
    {
        if (group.Any)
        {
            engine.Write(group.WriteTo);
        }
    }

    public override void AfterAnswers() => engine.ShortenLog();

    public override long LastMigration() =>
        engine.Ask(open => open.GetCollection(Collections.Migrations).FindAll().Select(taken => taken["_id"].AsInt64).DefaultIfEmpty(0).Max());

    public override void Took(Migration migration, long now) =>
        group.Put(Collections.Migrations, new() { ["_id"] = (long)migration.Number, ["name"] = migration.Name, ["at"] = now });

    /// <summary>There is none.</summary>
    public override void Change(SchemaMigration schema)
    {
    }

    public override void ChainAudit()
    {
        var last = AuditHead.None;
        foreach (var row in engine.Ask(open => open.GetCollection(Collections.Audit).FindAll().Select(LiteAudit.Read).ToList()))
        {
            var bound = AuditChain.Bind(last, row);
            group.Put(Collections.Audit, LiteAudit.Write(bound));
            last = bound.Head;
        }
    }

    public override IReadOnlyList<DocumentVersion> Versions() =>
        engine.Ask(open => open.GetCollection(Collections.Documents).FindAll().Select(LiteDocument.Version).ToList());

    public override IReadOnlyList<StoredDocument> Documents(string kind)
    {
        var prefix = LiteDocument.Key(kind, "");
        return
        [
            .. group.Between(Collections.Documents, prefix, prefix + Collections.End).Where(found => !LiteDocument.IsDeleted(found))
                .Select(found => LiteDocument.Read(kind, found)),
        ];
    }

    public override string? Body(string kind, string id) =>
        group.Find(Collections.Documents, LiteDocument.Key(kind, id)) is { } found && !LiteDocument.IsDeleted(found) ? found["body"].AsString : null;

    /// <summary>Drops the collected changes; the database stays open for others.</summary>
    public override void Dispose()
    {
    }

    private AuditHead Last() => engine.Ask(open =>
        open.GetCollection(Collections.Audit).Query().OrderByDescending("_id").Limit(1).FirstOrDefault() is { } last
            ? LiteAudit.Read(last).Head
            : AuditHead.None);

    /// <returns>False when it failed, and the whole commit is undone.</returns>
    private bool Apply(LiteDbChanges changes, CommitStep step, long now)
    {
        switch (step)
        {
            case CommitStep.Put(var kind, var id, var body, var version):
                return Write(changes, kind, id, version, body);
            case CommitStep.Delete(var kind, var id, var version):
                return Write(changes, kind, id, version, "");
            case CommitStep.Stands here when LiteDbOutboxSteps.StandsElsewhere(changes, here):
                return false;
            case CommitStep.Forget(var kind, var id):
                changes.Remove(Collections.Documents, LiteDocument.Key(kind, id));
                return true;
            case CommitStep.Require(var kind, var id, var version):
                return Version(changes, kind, id) is var (known, deleted) && (version == 0 ? deleted : known == version);
            case CommitStep.See(var id):
                if (changes.Find(Collections.Seen, id) is not null)
                    return false;
                changes.Put(Collections.Seen, new() { ["_id"] = id, ["at"] = now });
                return true;
            case CommitStep.Audit audit:
                if (audit.Who is null)
                    throw new StoreException("The database refused a commit: its audit names nobody.");
                var row = AuditChain.Next(head ??= Last(), audit, now);
                head = row.Head;
                changes.Put(Collections.Audit, LiteAudit.Write(row));
                return true;
            case CommitStep.TakeOut takeOut:
                var (taken, says) = TakingOut.Of(changes.All(Collections.Audit).Select(LiteAudit.Read)
                    .Where(entry => TakingOut.Concerns(entry.Subject, takeOut.Release)).ToList(), takeOut);
                foreach (var emptied in taken)
                    changes.Put(Collections.Audit, LiteAudit.Write(emptied));
                return LiteDbOutboxSteps.TakeOut(changes, takeOut.Release) && Apply(changes, says, now);
            case CommitStep.MakeAnonymous someone:
                var tables = new LiteDbGroup(changes);
                var forgetting = new Forgetting(tables, someone.Person, now, someone.Who);
                head = forgetting.Head;
                foreach (var (table, rows) in Backup.Tables.Select(table => (table, forgetting.Changes(table))).ToList())
                    tables.Replace(table, rows);
                return true;
            case CommitStep.ForgetSeen(var before):
                foreach (var seen in engine.Ask(open => open.GetCollection(Collections.Seen).Find(BsonExpression.Create("at < @0", before)).ToList()))
                    changes.Remove(Collections.Seen, seen["_id"]);
                return true;
            default:
                LiteDbOutboxSteps.Apply(changes, step, now, ref lastPlace);
                return true;
        }
    }

    /// <summary>A deleted document leaves an empty row.</summary>
    private static bool Write(LiteDbChanges changes, string kind, string id, long version, string body)
    {
        var (known, deleted) = Version(changes, kind, id);
        if (version == 0 ? !deleted : known != version)
        {
            return false;
        }

        changes.Put(Collections.Documents, LiteDocument.Write(kind, id, known + 1, body));
        return true;
    }

    private static (long Version, bool Deleted) Version(LiteDbChanges changes, string kind, string id) =>
        changes.Find(Collections.Documents, LiteDocument.Key(kind, id)) is { } found
            ? (found["version"].AsInt64, LiteDocument.IsDeleted(found))
            : (0, true);
}
