namespace SecurityReleaseChatOps.Store;

/// <summary>A line of the audit as every engine keeps it, see <see cref="AuditChain"/>.</summary>
/// <param name="Seq">Its place: 1 is the oldest.</param>
/// <param name="At">Unix milliseconds.</param>
/// <param name="People">Seal of <paramref name="Who"/> and <paramref name="Subject"/>.</param>
/// <param name="Content">Seal of <paramref name="Before"/> and <paramref name="After"/>.</param>
/// <param name="Hash">Of this line and all before it; null: not chained yet.</param>
internal sealed record AuditRow(
    long Seq, long At, string Who, string What, string Subject, string? Before, string? After, string? People = null, string? Content = null,
    string? Hash = null)
{
    /// <summary>Its columns, in the order of a backup.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["seq", "at", "who", "what", "subject", "before", "after", "people", "content", "hash"];

    /// <summary>Up to here.</summary>
    public AuditHead Head => new(Seq, Hash!);
}

/// <summary>The audit up to an entry: kept elsewhere, it tells later whether the end was cut off, or all was made anew.</summary>
internal sealed record AuditHead(long Seq, string Hash)
{
    /// <summary>Of an audit without entries.</summary>
    public static AuditHead None { get; } = new(0, new('0', 64));

    /// <summary>As <see cref="ToString"/> writes it; null when it is none.</summary>
    public static AuditHead? Parse(string text) =>
        text.Split(':') is [var seq, { Length: 64 } hash] && hash.All(char.IsAsciiHexDigitLower)
        && long.TryParse(seq, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? new(number, hash) : null;

    public override string ToString() => $"{Seq}:{Hash}";
}
