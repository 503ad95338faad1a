using System.Data.Common;
using System.Security.Cryptography;
using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>Copies a whole database into another one of any engine; nothing already posted is posted again from there.</summary>
internal static class Copy
{
    /// <summary>Copies into an empty place and compares both. An existing copy is only compared.</summary>
    /// <param name="forget">Somebody to make anonymous in the copy, see <see cref="Forgetting"/>; null for nobody.</param>
    /// <returns>The number of rows of each table.</returns>
    /// <exception cref="StoreException">The app runs, a database cannot be reached, or the other one holds something else.</exception>
    public static IReadOnlyDictionary<string, long> Run(StoreOptions from, StoreOptions to, Instant now, string? forget = null)
    {
        var (source, place) = (new PlainDatabase(from), new PlainDatabase(to));
        using var alone = source.Reserve();
        using var all = source.Tables(write: false);
        try
        {
            var rows = forget is null ? all : new Forgetting(all, forget, now.ToUnixTimeMilliseconds());
            if (forget is not null && !place.IsEmpty)
                throw new StoreException($"The {place.Name} is not empty. Name an empty place.");
            if (place.IsEmpty)
                NewDatabase.Make(to, rows.Schema, now, into => Fill(into, rows));
            using var copied = place.Tables(write: false);
            var sums = Backup.Tables.ToDictionary(table => table, table => Sum(rows, table));
            if (rows.Schema != copied.Schema || Backup.Tables.Any(table => Sum(copied, table) != sums[table]))
                throw new StoreException(
                    $"The {place.Name} is not empty, and holds something else than the {source.Name}. Name an empty place.");
            return sums.ToDictionary(table => table.Key, table => table.Value.Rows);
        }
        catch (DbException e)
        {
            throw new StoreException($"It was not copied: {e.Message}", e);
        }
    }

    private static void Fill(IPlainTables to, IPlainTables from)
    {
        foreach (var table in Backup.Tables)
        {
            var columns = from.Columns(table);
            foreach (var row in from.Rows(table))
                to.Insert(table, columns, row);
        }
    }

    /// <summary>A table's number of rows and a checksum independent of the order of rows and columns.</summary>
    private static (long Rows, string Sum) Sum(IPlainTables tables, string table)
    {
        var order = tables.Columns(table).Select((name, at) => (name, at)).OrderBy(column => column.name, StringComparer.Ordinal).ToList();
        var (rows, sum) = (0L, new byte[SHA256.HashSizeInBytes]);
        foreach (var row in tables.Rows(table))
        {
            rows++;
            var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(order.Select(column => row[column.at])));
            for (var at = 0; at < sum.Length; at++)
                sum[at] ^= hash[at];
        }
        return (rows, Convert.ToHexStringLower(sum));
    }
}
