namespace SecurityReleaseChatOps.Store;

/// <summary>Positions in the audit, as an entry lists them: <c>3-7,12</c>.</summary>
internal sealed class AuditRanges
{
    private readonly List<(long From, long To)> ranges = [];

    /// <param name="text">Null or invalid text gives none.</param>
    public static AuditRanges Parse(string? text)
    {
        var parsed = new AuditRanges();
        foreach (var range in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var ends = range.Split('-');
            if (Read(ends[0]) is { } from && Read(ends[^1]) is { } to)
                parsed.ranges.Add((from, to));
        }
        return parsed;

        static long? Read(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Must be higher than all before.</summary>
    public void Add(long seq)
    {
        if (ranges.Count > 0 && ranges[^1].To == seq - 1)
            ranges[^1] = (ranges[^1].From, seq);
        else
            ranges.Add((seq, seq));
    }

    public void AddAll(AuditRanges others) => ranges.AddRange(others.ranges);

    /// <summary>Those not in the others.</summary>
    public IEnumerable<long> Except(AuditRanges others)
    {
        foreach (var (from, to) in ranges)
        {
            for (var seq = from; seq <= to; seq++)
            {
                if (!others.ranges.Exists(range => range.From <= seq && seq <= range.To))
                    yield return seq;
            }
        }
    }

    public override string ToString() => string.Join(',', ranges.Select(range =>
        range.From == range.To ? Number(range.From) : $"{Number(range.From)}-{Number(range.To)}"));

    private static string Number(long seq) => seq.ToString(CultureInfo.InvariantCulture);
}
