using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Whether a request is Slack's: HMAC-SHA256 of <c>v0:{timestamp}:{raw body}</c> with the signing secret, compared in constant time.</summary>
internal sealed class SignatureVerifier : IDisposable
{
    /// <summary>How far the timestamp may be from now, into the past and the future.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int MaxTimestampLength = 12;

    private readonly TimeProvider _time;
    private readonly ThreadLocal<IncrementalHash>? _hash;

    /// <param name="secret">The signing secret; without one nothing is accepted.</param>
    /// <param name="time">Now.</param>
    public SignatureVerifier(string? secret, TimeProvider time)
    {
        _time = time;
        if (string.IsNullOrEmpty(secret))
            return;
        var key = Encoding.UTF8.GetBytes(secret);
        // Keyed once a thread: a hash that is reset keeps its key.
        _hash = new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), trackAllValues: true);
    }

    /// <summary>Null if the request is Slack's; else why not, in words for the log.</summary>
    public string? Refuse(string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (_hash is null)
            return "no signing secret is configured";
        if (string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
            return "the signature is missing";
        if (timestamp.Length > MaxTimestampLength || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return "the timestamp is no number";
        var age = _time.GetUtcNow().ToUnixTimeSeconds() - seconds;
        if (age > Tolerance.TotalSeconds)
            return "the timestamp is too old";
        if (-age > Tolerance.TotalSeconds)
            return "the timestamp is in the future";
        return IsGenuine(timestamp, signature, body) ? null : "the signature is wrong";
    }

    public void Dispose()
    {
        foreach (var hash in _hash?.Values ?? [])
            hash.Dispose();
        _hash?.Dispose();
    }

    private bool IsGenuine(string timestamp, ReadOnlySpan<char> signature, ReadOnlySpan<byte> body)
    {
        Span<byte> given = stackalloc byte[SHA256.HashSizeInBytes];
        if (!signature.StartsWith("v0=") || Convert.FromHexString(signature[3..], given, out var read, out var written) != System.Buffers.OperationStatus.Done
            || read != signature.Length - 3 || written != given.Length)
            return false;
        Span<byte> prefix = stackalloc byte[4 + MaxTimestampLength];
        "v0:"u8.CopyTo(prefix);
        var end = 3 + Encoding.ASCII.GetBytes(timestamp, prefix[3..]);
        prefix[end++] = (byte)':';
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        var hash = _hash!.Value!;
        hash.AppendData(prefix[..end]);
        hash.AppendData(body);
        hash.GetHashAndReset(expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }
}
