using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SecurityReleaseChatOps.Load;

/// <summary>
/// A request of Slack's, signed each time. Every <see cref="Mark"/> in its body becomes a new twelve-digit number, since triggers are
/// never the same.
/// </summary>
internal sealed class SlackRequest : IDisposable
{
    public const string Mark = "000000000000";

    private static long _numbers;

    private readonly byte[] _bytes;
    private readonly int _timestampAt;
    private readonly int _signatureAt;
    private readonly int _bodyAt;
    private readonly int[] _marks;
    private readonly IncrementalHash _hash;

    public SlackRequest(string path, string body, string secret, string type = "application/x-www-form-urlencoded")
    {
        var length = Encoding.UTF8.GetByteCount(body);
        var head = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\nAccept: application/json,*/*\r\nContent-Type: {type}\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"Content-Length: {length}\r\nX-Slack-Request-Timestamp: ");
        const string between = "\r\nX-Slack-Signature: v0=";
        _timestampAt = head.Length;
        _signatureAt = _timestampAt + 10 + between.Length;
        _bodyAt = _signatureAt + 64 + 4;
        _bytes = Encoding.UTF8.GetBytes(head + new string('0', 10) + between + new string('0', 64) + "\r\n\r\n" + body);
        _marks = [.. Marks(_bytes.AsSpan(_bodyAt))];
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
    }

    /// <summary>The bytes to send, valid until the next call, and the number in them.</summary>
    public (ReadOnlyMemory<byte> Bytes, long Number) Next()
    {
        var number = Interlocked.Increment(ref _numbers);
        foreach (var mark in _marks)
            Utf8Formatter.TryFormat(number, _bytes.AsSpan(_bodyAt + mark, Mark.Length), out _, new('D', 12));
        Utf8Formatter.TryFormat(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), _bytes.AsSpan(_timestampAt, 10), out _);
        Span<byte> mac = stackalloc byte[32];
        _hash.AppendData("v0:"u8);
        _hash.AppendData(_bytes, _timestampAt, 10);
        _hash.AppendData(":"u8);
        _hash.AppendData(_bytes, _bodyAt, _bytes.Length - _bodyAt);
        _hash.GetHashAndReset(mac);
        Convert.TryToHexStringLower(mac, _bytes.AsSpan(_signatureAt, 64), out _);
        return (_bytes, number);
    }

    public void Dispose() => _hash.Dispose();

    private static List<int> Marks(ReadOnlySpan<byte> body)
    {
        var marks = new List<int>();
        for (var from = 0; body[from..].IndexOf(Encoding.ASCII.GetBytes(Mark)) is >= 0 and var at; from += at + Mark.Length)
            marks.Add(from + at);
        return marks;
    }
}
