using System.Data.Common;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// Detects a document that is not as it was saved: SQLite does not notice a flipped bit within a text, and PostgreSQL only with its own checksums.
/// A checksum counts for one version, so whatever changes a document without one leaves it unchecked, not damaged.
/// </summary>
internal static class Checksum
{
    /// <summary>The column's name.</summary>
    public const string Column = "checksum";

    // The upper half is the document's version.
    private const int Half = 32;

    /// <param name="version">The version it will have.</param>
    public static long Of(string id, string body, long version) => (version << Half) | Sum(Sum(uint.MaxValue, id), body);

    /// <param name="saved">The checksum saved with it; null: none was.</param>
    /// <exception cref="DamagedException">It is not as it was saved.</exception>
    public static void Check(string id, string body, long version, long? saved)
    {
        if (saved is { } sum && sum >> Half == version && sum != Of(id, body, version))
            throw new DamagedException($"the document {id} is damaged, since its checksum is another one. Restore the last backup.");
    }

    private static uint Sum(uint sum, string text)
    {
        var bytes = MemoryMarshal.AsBytes(text.AsSpan());
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
            sum = BitOperations.Crc32C(sum, word);
        foreach (var one in bytes[(bytes.Length / sizeof(ulong) * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, one);
        return sum;
    }
}

/// <summary>The database returned something else than was saved.</summary>
internal sealed class DamagedException(string message) : DbException(message);
