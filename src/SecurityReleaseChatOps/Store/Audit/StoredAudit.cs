using System.Data.Common;

namespace SecurityReleaseChatOps.Store;

/// <summary>The audit of a database as it stands at one moment, also while the app has it: line by line, oldest first.</summary>
internal static class StoredAudit
{
    /// <exception cref="StoreException">It cannot be read, or an earlier version wrote it.</exception>
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
