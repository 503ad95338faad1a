using System.Security.Cryptography;
using System.Text;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Chains each audit entry to the previous one: a SHA-256 over the previous hash, its position, time and deed, and two digests:
/// of the people in it, and of its contents. Each digest has its own random salt, and a seal is that salt. When sealed data is
/// removed, so is the salt: the seal is then the digest itself, from which nobody can guess the data, and the chain stays valid.
/// </summary>
/// <remarks>
/// Texts are hashed as netstrings of UTF-8, <c>5:words,</c>, and nulls as <c>-,</c>:
/// digest = SHA-256(salt, a, b); hash = SHA-256(hash before, seq, at, what, digest(who, subject), digest(before, after)); all in lower-case hex.
/// </remarks>
internal static class AuditChain
{
    private const int SaltLength = 32;

    public static AuditRow Next(AuditHead head, CommitStep.Audit entry, long now) =>
        Bind(head, new(head.Seq + 1, now, entry.Who, entry.What, entry.Subject, entry.Before, entry.After));

    /// <summary>Chains an entry to the previous one.</summary>
    public static AuditRow Bind(AuditHead head, AuditRow row)
    {
        var bound = row with { People = Salt(), Content = Salt() };
        return bound with { Hash = HashOf(head.Hash, bound) };
    }

    /// <summary>Its hash when it follows the entry with that hash.</summary>
    public static string HashOf(string before, AuditRow row) => Hash(
        before, row.Seq.ToString(CultureInfo.InvariantCulture), row.At.ToString(CultureInfo.InvariantCulture), row.What, PeopleDigest(row),
        ContentDigest(row));

    /// <summary>Whether the people in it were replaced.</summary>
    public static bool IsAnonymous(AuditRow row) => row.People?.Length != SaltLength;

    /// <summary>Whether its contents were removed.</summary>
    public static bool IsTakenOut(AuditRow row) => row.Content?.Length != SaltLength;

    public static string PeopleDigest(AuditRow row) => IsAnonymous(row) ? row.People ?? "" : Hash(row.People, row.Who, row.Subject);

    public static string ContentDigest(AuditRow row) => IsTakenOut(row) ? row.Content ?? "" : Hash(row.Content, row.Before, row.After);

    private static string Salt() => RandomNumberGenerator.GetHexString(SaltLength, lowercase: true);

    private static string Hash(params ReadOnlySpan<string?> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
        {
            if (text is null)
            {
                hash.AppendData("-,"u8);
                continue;
            }
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
            hash.AppendData(bytes);
            hash.AppendData(","u8);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}

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
