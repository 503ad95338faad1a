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
