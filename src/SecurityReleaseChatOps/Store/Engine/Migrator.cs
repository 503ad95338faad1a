using System.Reflection;

namespace SecurityReleaseChatOps.Store;

/// <summary>One numbered step that brings a database up to date: its schema, or its documents.</summary>
internal abstract record Migration(int Number, string Name)
{
    /// <summary>The steps that ship with this version, oldest first: the SQL files, each <see cref="DocumentMigration"/> of a feature, the audit.</summary>
    public static IReadOnlyList<Migration> Shipped { get; } =
        [.. SchemaMigration.Files().Concat<Migration>(DocumentMigration.Declared()).Append(new AuditChaining()).OrderBy(m => m.Number)];

    /// <summary>Runs within a group that excludes other writers.</summary>
    public abstract void Run(WriterSession session);
}

/// <summary>A step of the schema, in SQL.</summary>
/// <param name="Only">The only provider it is for; null for all.</param>
internal sealed record SchemaMigration(int Number, string Name, string Sql, string? Only = null) : Migration(Number, Name)
{
    /// <summary>
    /// <c>Store/Migrations/0001_documents.sql</c> and following. A step for one provider names it: <c>0005_prefixes.postgres.sql</c>.
    /// </summary>
    public static IEnumerable<SchemaMigration> Files()
    {
        const string folder = "migrations/";
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[folder.Length..];
            yield return new SchemaMigration(int.Parse(name.AsSpan(0, 4)), name, reader.ReadToEnd(), name.Split('.') is [_, var only, _] ? only : null);
        }
    }

    public override void Run(WriterSession session) => session.Change(this);
}

/// <summary>Brings a database up to date, each step once, completely or not at all.</summary>
internal static class Migrator
{
    /// <exception cref="StoreException">The database was written by a newer version of the app, or holds a document that nobody can read.</exception>
    public static void Run(Engine engine, IReadOnlyList<Migration> migrations, Instant now)
    {
        using var session = engine.OpenWriter();
        session.TakeItsTime();
        foreach (var migration in migrations)
        {
            // Checked under the writers' lock, since two instances may start at once.
            session.Begin();
            if (session.LastMigration() < migration.Number)
            {
                migration.Run(session);
                session.Took(migration, now.ToUnixTimeMilliseconds());
            }

            session.Commit();
        }

        if (session.LastMigration() is var latest && latest > migrations[^1].Number)
        {
            throw new StoreException(
                $"The {engine.Name} was written by a newer version of this app (schema {latest}; this one knows {migrations[^1].Number}). Start that "
                + $"version, or restore the backup.");
        }
    }
}
