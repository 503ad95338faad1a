using System.Data.Common;

namespace SecurityReleaseChatOps.Store;

/// <summary>A snapshot of a database's audit, also while the app runs: entry by entry, oldest first.</summary>
internal static class StoredAudit
{
    /// <exception cref="StoreException">It cannot be read, or was written by an earlier version.</exception>
    public static T Read<T>(StoreOptions from, Func<IEnumerable<AuditRow>, T> read)
    {
        using var tables = new PlainDatabase(from).Tables(write: false);
        try
        {
            return read(Rows(tables));
        }
        catch (DbException e)
        {
            throw new StoreException($"The audit cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Oldest first.</summary>
    public static IEnumerable<AuditRow> Rows(IPlainTables tables)
    {
        var columns = tables.Columns("audit");
        if (AuditRow.Columns.Except(columns).Any())
            throw new StoreException("An earlier version wrote this audit: it is chained when this version starts on it.");
        return tables.Rows("audit").Select(values => AuditRow.Of(columns, values));
    }
}
