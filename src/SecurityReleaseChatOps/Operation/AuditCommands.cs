using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime.Extensions;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Operation;

/// <summary><c>audit export</c> and <c>audit verify</c>: prints the audit for an auditor, and checks that nobody altered it.</summary>
internal static class AuditCommands
{
    public static readonly Option<string?> Release = new("--release") { Description = "Only what was done to this one, such as R12" };

    public static readonly Option<Instant?> Since = new("--since")
    {
        Description = "Only from this day or moment on (UTC unless it says a zone), such as 2026-11-01",
        CustomParser = given => DateTimeOffset.TryParse(
            given.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment.ToInstant()
            : Wrong<Instant?>(given, "is neither a day nor a moment, such as 2026-11-01."),
    };

    public static readonly Option<AuditHead?> Head = new("--head")
    {
        Description = "A head that was kept elsewhere: says whether the end was cut off, or all made anew",
        CustomParser = given => AuditHead.Parse(given.Tokens[0].Value)
            ?? Wrong<AuditHead?>(given, "is not a head: audit verify prints it, a number, a colon and 64 letters and digits."),
    };

    private static readonly JsonSerializerOptions Line = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes one line of JSON per entry, oldest first.</summary>
    /// <returns>The exit code.</returns>
    public static int Export(Settings settings, string? backup, string? release, Instant? since, TextWriter output)
    {
        Read(settings, backup, rows =>
        {
            foreach (var row in rows.Where(row => release is null || TakingOut.Concerns(row.Subject, release)))
            {
                var at = Instant.FromUnixTimeMilliseconds(row.At);
                if (since is null || at >= since)
                    output.WriteLine(JsonSerializer.Serialize(
                        new
                        {
                            row.Seq,
                            At = at.ToDateTimeUtc(),
                            row.Who,
                            row.What,
                            row.Subject,
                            row.Before,
                            row.After,
                            TakenOut = AuditChain.IsTakenOut(row) ? true : (bool?)null,
                            row.People,
                            row.Content,
                            row.Hash,
                        }, Line));
            }
            return true;
        });
        return 0;
    }

    public static Outcome Verify(Settings settings, string? backup, AuditHead? kept)
    {
        var verdict = Read(settings, backup, rows =>
        {
            var check = new AuditCheck(kept);
            foreach (var row in rows)
                check.See(row);
            return check.End();
        });
        var less = verdict.TakenOut + verdict.Anonymous > 0
            ? string.Create(CultureInfo.InvariantCulture, $" ({verdict.TakenOut} say only who did what when any more, {verdict.Anonymous} no longer who)")
            : "";
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{verdict.Count} entries{less}. Keep the head elsewhere, for --head: {verdict.Head}"),
            [.. verdict.Findings.Select(line => new Finding("audit", line))])
        {
            Head = verdict.Head.ToString(),
        };
    }

    private static T Read<T>(Settings settings, string? backup, Func<IEnumerable<AuditRow>, T> read)
    {
        if (backup is null)
            return StoredAudit.Read(settings.Stored, read);
        using var copy = StoredCopy.Of(settings, backup);
        return StoredAudit.Read(copy.Stored, read);
    }

    private static T? Wrong<T>(ArgumentResult given, string words)
    {
        given.AddError($"{given.Tokens[0].Value} {words}");
        return default;
    }
}
