using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Receives what Slack posts: verifies the signature over the raw body first, then takes the kind of request from the body itself.</summary>
internal sealed class SlackEndpoint(
    SignatureVerifier signatures, SlackReader reader, SlackDispatcher dispatcher, Refusals refusals, TimeProvider time)
{
    /// <summary>The largest accepted body, in bytes.</summary>
    public const int MaxBody = 1024 * 1024;

    /// <summary>How long a body may take to arrive; Slack sends it at once.</summary>
    public static readonly TimeSpan BodyWithin = TimeSpan.FromSeconds(10);

    /// <summary>Whether Slack posts to this path.</summary>
    public static bool Owns(string? path) => path is "/slack/command" or "/slack/action" or "/slack/options" or "/slack/event" or "/slack/events";

    public async Task Handle(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            await Say(context, StatusCodes.Status405MethodNotAllowed, "Slack posts here.");
            return;
        }
        ReadOnlySequence<byte> body;
        try
        {
            body = await ReadBody(context.Request);
        }
        catch (BadHttpRequestException fault)
        {
            Refuse(context, fault.Message);
            context.Response.Headers.Connection = "close";
            await Say(context, fault.StatusCode, fault.Message);
            return;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            return; // the client has disconnected
        }
        var (turn, refusal) = Read(context.Request, body);
        context.Request.BodyReader.AdvanceTo(body.End);
        if (turn is null)
        {
            await Say(context, refusal.Status, refusal.Words, refusal.IsJson);
            return;
        }
        var answer = await dispatcher.Run(turn);
        await Write(context.Response, answer);
        dispatcher.Sent(answer);
    }

    private (Turn? Turn, Refusal Refusal) Read(HttpRequest request, ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
            return Read(request, body.FirstSpan);
        using var joined = new PooledBytes((int)body.Length);
        body.CopyTo(joined.Span);
        return Read(request, joined.Span[..(int)body.Length]);
    }

    private (Turn? Turn, Refusal Refusal) Read(HttpRequest request, ReadOnlySpan<byte> body)
    {
        var type = request.ContentType.AsSpan();
        var isForm = type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        var signature = (string?)request.Headers["X-Slack-Signature"];
        if (string.IsNullOrEmpty(signature) && isForm && SlackForm.IsSslCheck(body))
            return (null, Refusal.None);
        if (signatures.Refuse(request.Headers["X-Slack-Request-Timestamp"], signature, body) is { } reason)
        {
            Refuse(request.HttpContext, reason);
            return (null, new(StatusCodes.Status401Unauthorized, "This is not signed as Slack signs."));
        }
        try
        {
            if (isForm)
                return (SlackForm.IsSslCheck(body) ? null : SlackForm.Read(body, reader), Refusal.None);
            if (!type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
                return (null, new(StatusCodes.Status415UnsupportedMediaType, "Slack sends forms and JSON."));
            var payload = SlackReader.Parse(body, SlackJson.Web.EventPayload);
            return payload is { Type: "url_verification", Challenge: { } challenge }
                ? (null, new(StatusCodes.Status200OK, JsonSerializer.Serialize(new(challenge), SlackJson.Web.ChallengeAnswer), IsJson: true))
                : (payload.Type is "event_callback" ? reader.Event(payload, body) : null, Refusal.None);
        }
        catch (Exception fault) when (SlackReader.IsMalformed(fault))
        {
            Refuse(request.HttpContext, $"malformed ({fault.GetType().Name})");
            return (null,
                new(StatusCodes.Status400BadRequest, fault is FormatException ? "The form is malformed: " + fault.Message : "The JSON is malformed."));
        }
    }

    private void Refuse(HttpContext context, string reason) =>
        refusals.Note(context.Request.Path, context.Connection.RemoteIpAddress, reason.TrimEnd('.'));

    /// <summary>The whole body, not yet consumed from the pipe.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, too slow or broken.</exception>
    private async ValueTask<ReadOnlySequence<byte>> ReadBody(HttpRequest request)
    {
        if (request.ContentLength > MaxBody)
            throw TooLarge();
        var pipe = request.BodyReader;
        ITimer? patience = null;
        try
        {
            while (true)
            {
                var reading = pipe.ReadAsync(request.HttpContext.RequestAborted);
                if (!reading.IsCompleted)
                    patience ??= time.CreateTimer(static waiting => ((PipeReader)waiting!).CancelPendingRead(), pipe, BodyWithin, Timeout.InfiniteTimeSpan);
                var read = await reading;
                if (read.IsCompleted && read.Buffer.Length <= MaxBody)
                    return read.Buffer;
                pipe.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                if (read.Buffer.Length > MaxBody)
                    throw TooLarge();
                if (read.IsCanceled)
                    throw new BadHttpRequestException("The body took too long to come.", StatusCodes.Status408RequestTimeout);
            }
        }
        finally
        {
            if (patience is not null)
                await patience.DisposeAsync();
        }

        static BadHttpRequestException TooLarge() => new("The body is over 1 MiB.", StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task Write(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentLength = answer.Body.Length;
        if (!answer.Body.IsEmpty)
        {
            response.ContentType = "application/json; charset=utf-8";
            response.BodyWriter.Write(answer.Body.Span);
        }
        // Complete the response first: the work that follows must not start before Slack has its answer.
        if (answer.After is not null)
            await response.CompleteAsync();
    }

    private static Task Say(HttpContext context, int status, string words, bool isJson = false)
    {
        context.Response.StatusCode = status;
        if (words.Length == 0)
            return Task.CompletedTask;
        context.Response.ContentType = isJson ? "application/json; charset=utf-8" : "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words);
    }

    /// <summary>An answer that needs no handler.</summary>
    private readonly record struct Refusal(int Status, string Words, bool IsJson = false)
    {
        public static Refusal None => new(StatusCodes.Status200OK, "");
    }
}

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
