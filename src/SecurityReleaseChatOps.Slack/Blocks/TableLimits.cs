namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>The limits of tables: 100 rows of 20 cells.</summary>
internal static class TableLimits
{
    private const int Rows = 100;
    private const int Columns = 20;

    /// <summary>The table within its limits; if rows are left out, the last row says how many.</summary>
    public static TableBlock Fit(TableBlock table)
    {
        List<IReadOnlyList<TableCell>> rows = [.. table.Rows.Take(table.Rows.Count > Rows ? Rows - 1 : Rows).Select(Fit)];
        if (table.Rows.Count > Rows)
            rows.Add([.. rows[0].Select((_, i) => new TableCell(i == 0 ? $"… and {table.Rows.Count - rows.Count} more rows" : TextFit.Nothing))]);
        return table
            with
        { Rows = rows, ColumnSettings = table.ColumnSettings is { Count: > Columns } settings ? [.. settings.Take(Columns)] : table.ColumnSettings };
    }

    /// <summary>The table as lines of text, for places where Slack accepts no table.</summary>
    public static SectionBlock AsText(TableBlock table) => new()
    {
        BlockId = table.BlockId,
        Text = ElementLimits.Text((PlainText)string.Join('\n', table.Rows.Select(row => string.Join(" | ", row.Select(c => c.Text)))), 3000),
    };

    // Cells beyond the last column are merged into it.
    private static IReadOnlyList<TableCell> Fit(IReadOnlyList<TableCell> row) =>
        [.. row.Count <= Columns
            ? row.Select(c => new TableCell(TextFit.Plain(c.Text, 3000)))
            : [.. row.Take(Columns - 1).Select(c => new TableCell(TextFit.Plain(c.Text, 3000))),
                new(TextFit.Plain(string.Join(" | ", row.Skip(Columns - 1).Select(c => c.Text)), 3000))]];
}
