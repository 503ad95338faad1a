using System.Data.Common;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// A database that becomes visible only once it is complete: a file is written beside its place and then moved there; on a server everything is one
/// transaction. Leftovers of an earlier attempt do no harm.
/// </summary>
internal static class NewDatabase
{
    private const string Unfinished = ".unfinished";

    private static readonly string[] Logs = ["-wal", "-log"];

    /// <param name="schema">The number of the last migration that the data has taken.</param>
    /// <exception cref="StoreException">The place is not empty or cannot be written, or the schema is of a newer version.</exception>
    public static void Make(StoreOptions to, long schema, Instant now, Action<IPlainTables> fill)
    {
        var place = new PlainDatabase(to);
        if (!place.IsEmpty)
            throw new StoreException($"The {place.Name} is not empty. Name an empty place.");
        if (schema > Migration.Shipped[^1].Number)
            throw PlainDatabase.NewerVersion(schema);
        var beside = place.File is { } file ? Beside(to, file) : to;
        using (var engine = Engine.Open(beside))
            Migrator.Run(engine, [.. Migration.Shipped.TakeWhile(migration => migration.Number <= schema)], now);
        try
        {
            using var tables = new PlainDatabase(beside).Tables(write: true);
            fill(tables);
            tables.Commit();
        }
        catch (DbException e)
        {
            throw new StoreException($"The {place.Name} cannot be written: {e.Message}", e);
        }
        if (place.File is { } name)
        {
            // Closing brings the log into the file.
            if (Logs.Any(log => new FileInfo(name + Unfinished + log) is { Exists: true, Length: > 0 }))
                throw new StoreException($"The {place.Name} cannot be written: its log was not brought into it. Try again.");
            File.Move(name + Unfinished, name, overwrite: true);
            Remove(name);
        }
    }

    private static StoreOptions Beside(StoreOptions to, string file)
    {
        Remove(file);
        return new() { Provider = to.Provider, ConnectionString = to.ConnectionString.Replace(file, file + Unfinished, StringComparison.Ordinal) };
    }

    private static void Remove(string file)
    {
        foreach (var left in Logs.Concat(["", "-shm", ".lock"]).Select(ending => file + Unfinished + ending).Where(File.Exists))
            File.Delete(left);
    }
}
