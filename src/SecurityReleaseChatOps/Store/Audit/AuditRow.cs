namespace SecurityReleaseChatOps.Store;

/// <summary>An audit entry as stored in every engine, see <see cref="AuditChain"/>.</summary>
/// <param name="Seq">Its position: 1 is the oldest.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="People">Seal of <paramref name="Who"/> and <paramref name="Subject"/>.</param>
/// <param name="Content">Seal of <paramref name="Before"/> and <paramref name="After"/>.</param>
/// <param name="Hash">Over this entry and all before it; null: not chained yet.</param>
internal sealed record AuditRow(
    long Seq, long At, string Who, string What, string Subject, string? Before, string? After, string? People = null, string? Content = null,
    string? Hash = null)
{
    /// <summary>Its columns, in the order of a backup.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["seq", "at", "who", "what", "subject", "before", "after", "people", "content", "hash"];

    /// <summary>A row of these columns, in their order.</summary>
    public static AuditRow Of(IReadOnlyList<string> columns, object?[] values)
    {
        var row = columns.Zip(values).ToDictionary(column => column.First, column => column.Second);
        return new(
            Number("seq"), Number("at"), Text("who") ?? "", Text("what") ?? "", Text("subject") ?? "", Text("before"), Text("after"), Text("people"),
            Text("content"), Text("hash"));

        string? Text(string column) => (string?)row[column];
        long Number(string column) => Convert.ToInt64(row[column], CultureInfo.InvariantCulture);
    }

    /// <summary>The same the other way around.</summary>
    public object?[] Values(IReadOnlyList<string> columns)
    {
        object?[] values = [Seq, At, Who, What, Subject, Before, After, People, Content, Hash];
        var row = Columns.Zip(values).ToDictionary(column => column.First, column => column.Second);
        return [.. columns.Select(column => row[column])];
    }

    /// <summary>Up to here.</summary>
    public AuditHead Head => new(Seq, Hash!);
}

/// <summary>The audit's head up to an entry: kept elsewhere, it later shows whether the end was cut off or everything rewritten.</summary>
internal sealed record AuditHead(long Seq, string Hash)
{
    /// <summary>The head of an empty audit.</summary>
    public static AuditHead None { get; } = new(0, new('0', 64));

    /// <summary>Parses what <see cref="ToString"/> writes; null when it is not a head.</summary>
    public static AuditHead? Parse(string text) =>
        text.Split(':') is [var seq, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigitLower)
        && long.TryParse(seq, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(number, hash) : null;

    public override string ToString() => $"{Seq}:{Hash}";
}
