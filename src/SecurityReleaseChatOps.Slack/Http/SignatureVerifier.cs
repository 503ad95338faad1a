using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Whether a request is Slack's: HMAC-SHA256 of <c>v0:{timestamp}:{raw body}</c> with the signing secret, compared in constant time.</summary>
internal sealed class SignatureVerifier : IDisposable
{
    /// <summary>How far the timestamp may be from now, in either direction.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const int MaxTimestampLength = 12;

    // Slack keeps signing with the previous secret for a day after a new one was generated.
    private static readonly TimeSpan OldLasts = TimeSpan.FromDays(1);

    private readonly SlackSettings _settings;
    private readonly TimeProvider _time;
    private readonly Lock _changing = new();
    private volatile Keys _keys;

    /// <param name="settings">Hold the signing secret, which may change; without one every request is refused.</param>
    /// <param name="time">Now.</param>
    public SignatureVerifier(SlackSettings settings, TimeProvider time) =>
        (_settings, _time, _keys) = (settings, time, new(Key.Of(settings.SigningSecret), null, default));

    /// <summary>Null if the request is Slack's; else the reason why not, for the log.</summary>
    public string? Refuse(string? timestamp, string? signature, ReadOnlySpan<byte> body)
    {
        if (Current().Newest is null)
            return "no signing secret is configured";
        if (string.IsNullOrEmpty(timestamp) || string.IsNullOrEmpty(signature))
            return "the signature is missing";
        if (timestamp.Length > MaxTimestampLength || !long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return "the timestamp is not a number";
        var age = _time.GetUtcNow().ToUnixTimeSeconds() - seconds;
        if (age > Tolerance.TotalSeconds)
            return "the timestamp is too old";
        if (-age > Tolerance.TotalSeconds)
            return "the timestamp is in the future";
        if (IsByAny(Current(), timestamp, signature, body))
            return null;
        var known = _keys;
        _settings.Renew();
        return Current() != known && IsByAny(_keys, timestamp, signature, body) ? null : "the signature is wrong";
    }

    public void Dispose()
    {
        _keys.Newest?.Dispose();
        _keys.Before?.Dispose();
    }

    private Keys Current()
    {
        if (ReferenceEquals(_keys.Newest?.Secret, _settings.SigningSecret) || string.IsNullOrEmpty(_settings.SigningSecret))
            return _keys;
        lock (_changing)
        {
            // Older keys are left to the garbage collector, not disposed: another thread may be using them.
            if (!ReferenceEquals(_keys.Newest?.Secret, _settings.SigningSecret))
                _keys = new(Key.Of(_settings.SigningSecret), _keys.Newest, _time.GetUtcNow() + OldLasts);
        }
        return _keys;
    }

    private bool IsByAny(Keys keys, string timestamp, string signature, ReadOnlySpan<byte> body) =>
        (keys.Newest is { } newest && IsGenuine(newest, timestamp, signature, body))
        || (keys.Before is { } before && _time.GetUtcNow() < keys.Until && IsGenuine(before, timestamp, signature, body));

    private static bool IsGenuine(Key key, string timestamp, ReadOnlySpan<char> signature, ReadOnlySpan<byte> body)
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
        var hash = key.Hash;
        hash.AppendData(prefix[..end]);
        hash.AppendData(body);
        hash.GetHashAndReset(expected);
        return CryptographicOperations.FixedTimeEquals(expected, given);
    }

    /// <summary>The current secret, and the previous one while it is still accepted.</summary>
    private sealed record Keys(Key? Newest, Key? Before, DateTimeOffset Until);

    private sealed class Key(string secret) : IDisposable
    {
        // One hash per thread, keyed once: resetting it keeps the key.
        private readonly ThreadLocal<IncrementalHash> _hash =
            new(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret)), trackAllValues: true);

        public string Secret => secret;

        public IncrementalHash Hash => _hash.Value!;

        public static Key? Of(string? secret) => string.IsNullOrEmpty(secret) ? null : new(secret);

        public void Dispose()
        {
            foreach (var hash in _hash.Values)
                hash.Dispose();
            _hash.Dispose();
        }
    }
}
