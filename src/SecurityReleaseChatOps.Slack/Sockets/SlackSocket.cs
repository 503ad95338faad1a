using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace SecurityReleaseChatOps.Slack;

/// <summary>One open socket: deliveries are handled as over HTTP, and acknowledged with the answer.</summary>
internal sealed partial class SlackSocket(
    WebSocket socket, SlackReader reader, SlackDispatcher dispatcher, BackgroundWork background, ILogger log) : IDisposable
{
    private const int MaxFrame = 4 * 1024 * 1024;

    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly TaskCompletionSource _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when Slack has said hello.</summary>
    public Task Hello => _hello.Task;

    /// <summary>Completes with the reason when another socket should take over: after a disconnect frame, or when this one has closed.</summary>
    public Task<string> Leaving => _leaving.Task;

    /// <summary>Handles frames until the socket closes. Never throws: whatever breaks this socket, another takes its place.</summary>
    public async Task Receive(CancellationToken cancellation)
    {
        var frame = new ArrayBufferWriter<byte>(16 * 1024);
        try
        {
            while (true)
            {
                frame.ResetWrittenCount();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await socket.ReceiveAsync(frame.GetMemory(4 * 1024), cancellation);
                    frame.Advance(part.Count);
                }
                while (!part.EndOfMessage && frame.WrittenCount <= MaxFrame);
                if (part.MessageType == WebSocketMessageType.Close || frame.WrittenCount > MaxFrame)
                    break;
                Take(frame.WrittenSpan);
            }
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
            _leaving.TrySetResult("closed");
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            _leaving.TrySetResult(cancellation.IsCancellationRequested ? "stopping" : "lost");
        }
        catch (Exception fault)
        {
            LogBroke(log, fault);
            _leaving.TrySetResult("broken");
        }
        finally
        {
            _hello.TrySetCanceled(CancellationToken.None);
        }
    }

    /// <summary>Stops receiving; Slack resends over another socket what was not acknowledged.</summary>
    public async Task Close(CancellationToken cancellation)
    {
        await _sending.WaitAsync(cancellation);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, cancellation);
        }
        catch (Exception fault) when (fault is WebSocketException or InvalidOperationException or IOException)
        {
            // Already closed.
        }
        finally
        {
            _sending.Release();
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private void Take(ReadOnlySpan<byte> json)
    {
        try
        {
            var frame = JsonSerializer.Deserialize(json, SlackJson.Web.SocketFrame);
            switch (frame?.Type)
            {
                case "hello":
                    _hello.TrySetResult();
                    break;
                case "disconnect":
                    _leaving.TrySetResult(frame.Reason ?? "disconnect");
                    break;
                default:
                    if (frame?.EnvelopeId is { } envelope)
                        Handle(envelope, frame.Type, frame.Payload);
                    break;
            }
        }
        catch (Exception fault) when (SlackReader.IsMalformed(fault))
        {
            LogMalformed(log);
        }
    }

    private void Handle(string envelope, string? type, JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
            throw new JsonException("An envelope without its payload.");
        var json = JsonMarshal.GetRawUtf8Value(payload);
        var turn = type switch
        {
            "slash_commands" => reader.Command(json),
            "interactive" or "options" => reader.Interaction(json),
            "events_api" => reader.Event(json),
            _ => null,
        };
        background.Run(async cancellation =>
        {
            using var delivery = Tracing.Begin("delivery");
            var begun = Stopwatch.GetTimestamp();
            var answer = turn is null ? Answer.Ok : await dispatcher.Run(turn);
            LogAnswered(log, type, answer.Status, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, envelope);
            // Slack resends what is not acknowledged.
            if (answer.Status < 500)
                await Acknowledge(envelope, answer, cancellation);
            dispatcher.Sent(answer);
        });
    }

    private async Task Acknowledge(string envelope, Answer answer, CancellationToken cancellation)
    {
        var frame = new ArrayBufferWriter<byte>(256 + answer.Body.Length);
        using (var json = new Utf8JsonWriter(frame))
        {
            json.WriteStartObject();
            json.WriteString("envelope_id", envelope);
            if (!answer.Body.IsEmpty)
            {
                json.WritePropertyName("payload");
                json.WriteRawValue(answer.Body.Span, skipInputValidation: true);
            }
            json.WriteEndObject();
        }
        try
        {
            await _sending.WaitAsync(cancellation);
            try
            {
                await socket.SendAsync(frame.WrittenMemory, WebSocketMessageType.Text, endOfMessage: true, cancellation);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception fault) when (fault is WebSocketException or InvalidOperationException or IOException)
        {
            // Slack resends the delivery over another socket and gets the same answer there.
            LogUnacknowledged(log, fault);
        }
    }

    [LoggerMessage(52, LogLevel.Debug, "{Type} over a socket answered {StatusCode} in {Elapsed:0.0} ms ({Envelope})")]
    private static partial void LogAnswered(ILogger log, string? type, int statusCode, double elapsed, string envelope);

    [LoggerMessage(50, LogLevel.Warning, "A malformed frame came over a socket and was passed over.")]
    private static partial void LogMalformed(ILogger log);

    [LoggerMessage(53, LogLevel.Error, "A socket to Slack broke in a way that was not foreseen.")]
    private static partial void LogBroke(ILogger log, Exception fault);

    [LoggerMessage(51, LogLevel.Warning, "A delivery was handled but could not be acknowledged: its socket is gone.")]
    private static partial void LogUnacknowledged(ILogger log, Exception fault);
}

/// <summary>A frame from Slack: a hello, a disconnect notice, or an envelope.</summary>
internal sealed record SocketFrame
{
    public string? Type { get; init; }

    /// <summary>The reason to disconnect: <c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>.</summary>
    public string? Reason { get; init; }

    public string? EnvelopeId { get; init; }

    public JsonElement Payload { get; init; }
}
