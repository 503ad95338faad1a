using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// What binds each line of the audit to the one before: a SHA-256 over the hash before it, its place, time and deed, and over two digests:
/// of whom it is about, and of what it says. A digest is made with a random salt of its own, and a seal is that salt. When what is sealed is
/// taken away, so is the salt: the seal is then the digest itself, from which nobody can guess what stood there, and the chain stays whole.
/// </summary>
/// <remarks>
/// Texts are hashed as netstrings of UTF-8, <c>5:words,</c>, and what is not there as <c>-,</c>:
/// digest = SHA-256(salt, a, b); hash = SHA-256(hash before, seq, at, what, digest(who, subject), digest(before, after)); all in lower-case hex.
/// </remarks>
internal static class AuditChain
{
    private const int SaltLength = 32;

    public static AuditRow Next(AuditHead head, CommitStep.Audit entry, long now) =>
        Bind(head, new(head.Seq + 1, now, entry.Who, entry.What, entry.Subject, entry.Before, entry.After));

    /// <summary>Binds a line to what stands before it.</summary>
    public static AuditRow Bind(AuditHead head, AuditRow row)
    {
        var bound = row with { People = Salt(), Content = Salt() };
        return bound with { Hash = HashOf(head.Hash, bound) };
    }

    /// <summary>What its hash is when it stands behind the line of that hash.</summary>
    public static string HashOf(string before, AuditRow row) => Hash(
        before, row.Seq.ToString(CultureInfo.InvariantCulture), row.At.ToString(CultureInfo.InvariantCulture), row.What, PeopleDigest(row),
        ContentDigest(row));

    /// <summary>Whether the people in it are not those of whom it was written any more.</summary>
    public static bool IsAnonymous(AuditRow row) => row.People?.Length != SaltLength;

    /// <summary>Whether what it said was taken away.</summary>
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
