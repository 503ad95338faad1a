using System.Text.Json;

namespace SecurityReleaseChatOps.Store;

/// <summary>The result of checking a whole audit.</summary>
/// <param name="Count">The number of entries.</param>
/// <param name="TakenOut">The number of entries whose contents were removed.</param>
/// <param name="Anonymous">The number of entries naming a forgotten person.</param>
/// <param name="Findings">What was changed since it was written, with positions, in order.</param>
internal sealed record AuditVerdict(AuditHead Head, long Count, long TakenOut, long Anonymous, IReadOnlyList<string> Findings);

/// <summary>
/// Walks the audit and finds entries changed, removed or moved. There is no secret: whoever can write the database can rebuild the whole chain,
/// which only a head kept elsewhere reveals.
/// </summary>
/// <param name="kept">Such a head; null: none.</param>
internal sealed class AuditCheck(AuditHead? kept = null)
{
    /// <summary>An entry written when other entries' contents were removed.</summary>
    public const string TookOut = "took content out";

    /// <summary>An entry written when somebody was forgotten.</summary>
    public const string MadeAnonymous = "made anonymous";

    // Beyond it, all is lost anyway.
    private const int Most = 50;

    private readonly List<Doubt> doubts = [];
    private readonly List<(long From, long To, string Before)> gaps = [];
    private readonly AuditRanges takenOut = new(), anonymous = new(), rewritten = new(), saidTakenOut = new(), saidAnonymous = new();
    private AuditHead last = AuditHead.None;
    private string? atKept;
    private long count, more, emptied, renamed;

    /// <summary>Checks the next entry, in order of position.</summary>
    public void See(AuditRow row)
    {
        count++;
        var follows = row.Hash is not null && AuditChain.HashOf(last.Hash, row) == row.Hash;
        if (!follows && row.Seq > last.Seq + 1 && gaps.Count < Most)
            gaps.Add((last.Seq + 1, row.Seq - 1, last.Hash));
        if (!follows && doubts.Count < Most)
            doubts.Add(new(row, last, row.Seq > last.Seq + 1));
        else if (!follows)
            more++;
        if (AuditChain.IsTakenOut(row))
        {
            emptied++;
            (row.Before is null && row.After is null ? takenOut : rewritten).Add(row.Seq);
        }
        if (AuditChain.IsAnonymous(row))
        {
            renamed++;
            anonymous.Add(row.Seq);
        }
        if (row.What is TookOut or MadeAnonymous)
            (row.What == TookOut ? saidTakenOut : saidAnonymous).AddAll(Named(row));
        if (row.Seq == kept?.Seq)
            atKept = row.Hash;
        last = new(row.Seq, row.Hash ?? "");
    }

    public AuditVerdict End()
    {
        var known = doubts.SelectMany(doubt => new[] { doubt.Last.Hash, doubt.Row.Hash ?? "", AuditChain.HashOf(doubt.Last.Hash, doubt.Row) })
            .Concat(gaps.Select(gap => gap.Before)).Distinct().ToList();
        var found = new List<(long Seq, string Says)>();
        var moved = doubts.Select(doubt => (Doubt: doubt, From: Origin(doubt, known))).Where(doubt => doubt.From is not null).ToList();
        foreach (var (doubt, from) in moved)
            found.Add((doubt.Row.Seq, Say($"Entry {doubt.Row.Seq}{About(doubt.Row)} was entry {from}: it was moved.")));
        var changed = doubts.Where(doubt => !doubt.AfterGap && moved.TrueForAll(one => one.Doubt != doubt) && !Stood(doubt.Row, known));
        foreach (var doubt in changed)
            found.Add((doubt.Row.Seq, Say($"Entry {doubt.Row.Seq}{About(doubt.Row)} was changed: it is not what was written there.")));
        foreach (var (from, to, _) in gaps.Where(gap => moved.TrueForAll(one =>
            one.From != gap.From && !(one.Doubt.AfterGap && one.Doubt.Row.Seq == gap.To + 1))))
            found.Add((from, from == to ? Say($"Entry {from} is missing.") : Say($"Entries {from} to {to} are missing.")));
        saidTakenOut.AddAll(saidAnonymous);
        foreach (var seq in takenOut.Except(saidTakenOut).Concat(rewritten.Except(saidAnonymous)).Concat(anonymous.Except(saidAnonymous)).Distinct().Take(Most))
            found.Add((seq, Say($"Entry {seq} lost what it said, and no entry says that it was taken out.")));
        if (more > 0)
            found.Add((long.MaxValue, Say($"{more} more entries do not follow those before them.")));
        if (kept is not null && kept.Seq > last.Seq)
            found.Add((long.MaxValue, Say($"The audit ends with entry {last.Seq}: what came after it up to entry {kept.Seq}, the head that was kept, is missing.")));
        else if (kept is not null && kept.Seq > 0 && atKept != kept.Hash)
            found.Add((kept.Seq, Say($"Entry {kept.Seq} is another than the head that was kept: it or what is before it was made anew.")));
        return new(last, count, emptied, renamed, [.. found.OrderBy(one => one.Seq).Select(one => one.Says)]);
    }

    private static AuditRanges Named(AuditRow row)
    {
        try
        {
            using var said = JsonDocument.Parse(row.After ?? "{}");
            return AuditRanges.Parse(said.RootElement.GetProperty("entries").GetString());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new();
        }
    }

    /// <summary>The other doubtful position the entry was written for, if any.</summary>
    private long? Origin(Doubt doubt, List<string> known) => doubts.Select(other => other.Row.Seq).Concat(gaps.Select(gap => gap.From))
        .Append(doubt.Row.Seq + 1).Where(place => place != doubt.Row.Seq).Select(place => (long?)place)
        .FirstOrDefault(place => Stood(doubt.Row with { Seq = place!.Value }, known));

    /// <summary>Whether it is unchanged from that position, after an entry that is no longer before it.</summary>
    private static bool Stood(AuditRow row, List<string> known) => known.Exists(hash => AuditChain.HashOf(hash, row) == row.Hash);

    private static string About(AuditRow row) =>
        Say($" ({Instant.FromUnixTimeMilliseconds(row.At):yyyy-MM-dd HH:mm:ss} UTC, {row.What}, {row.Subject})");

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    /// <param name="Last">The entry before it.</param>
    private sealed record Doubt(AuditRow Row, AuditHead Last, bool AfterGap);
}
