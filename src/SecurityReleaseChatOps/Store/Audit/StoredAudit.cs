using System.Data.Common;
using System.Globalization;

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

    private static IEnumerable<AuditRow> Rows(IPlainTables tables)
    {
        var columns = tables.Columns("audit");
        var at = AuditRow.Columns.Select(column => columns.ToList().IndexOf(column)).ToList();
        if (at.Contains(-1))
            throw new StoreException("An earlier version wrote this audit: it is chained when this version starts on it.");
        foreach (var values in tables.Rows("audit"))
        {
            yield return new(
                Number(0), Number(1), Text(2) ?? "", Text(3) ?? "", Text(4) ?? "", Text(5), Text(6), Text(7), Text(8), Text(9));

            string? Text(int column) => (string?)values[at[column]];
            long Number(int column) => Convert.ToInt64(values[at[column]], CultureInfo.InvariantCulture);
        }
    }
}
