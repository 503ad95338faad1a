using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Reads the forms Slack posts: slash commands, and interactions in the field <c>payload</c>.</summary>
internal static class SlackForm
{
    /// <summary>Whether it is Slack's unsigned check that the endpoint is reachable.</summary>
    public static bool IsSslCheck(ReadOnlySpan<byte> body)
    {
        for (var form = new FormReader(body); form.Next();)
        {
            if (form.Name.SequenceEqual("ssl_check"u8))
                return form.Value.SequenceEqual("1"u8);
        }
        return false;
    }

    /// <summary>The turn for a form; null for an interaction nobody handles.</summary>
    /// <exception cref="FormatException">It is not one of Slack's forms.</exception>
    /// <exception cref="JsonException">The payload is malformed.</exception>
    public static Turn? Read(ReadOnlySpan<byte> body, SlackReader reader)
    {
        string? name = null, text = null, team = null, user = null, userName = null, channel = null, channelName = null, trigger = null, responseUrl = null;
        for (var form = new FormReader(body); form.Next();)
        {
            switch (form.Name)
            {
                case var n when n.SequenceEqual("payload"u8):
                    using (var json = new PooledBytes(form.Value.Length))
                        return reader.Interaction(json.Span[..FormReader.Decode(form.Value, json.Span)]);
                case var n when n.SequenceEqual("command"u8):
                    name = form.Text();
                    break;
                case var n when n.SequenceEqual("text"u8):
                    text = form.Text();
                    break;
                case var n when n.SequenceEqual("team_id"u8):
                    team = form.Text();
                    break;
                case var n when n.SequenceEqual("user_id"u8):
                    user = form.Text();
                    break;
                case var n when n.SequenceEqual("user_name"u8):
                    userName = form.Text();
                    break;
                case var n when n.SequenceEqual("channel_id"u8):
                    channel = form.Text();
                    break;
                case var n when n.SequenceEqual("channel_name"u8):
                    channelName = form.Text();
                    break;
                case var n when n.SequenceEqual("trigger_id"u8):
                    trigger = form.Text();
                    break;
                case var n when n.SequenceEqual("response_url"u8):
                    responseUrl = form.Text();
                    break;
            }
        }
        if (string.IsNullOrEmpty(name))
            throw new FormatException("Neither a command nor a payload.");
        return reader.Command(new SlashCommand
        {
            DeliveryId = string.IsNullOrEmpty(trigger) ? SlackReader.HashOf(body) : trigger,
            Command = name,
            Text = text?.Trim() ?? "",
            TeamId = team ?? "",
            UserId = user ?? "",
            UserName = userName ?? "",
            ChannelId = channel,
            ChannelName = channelName ?? "",
            TriggerId = trigger,
            ResponseUrl = string.IsNullOrEmpty(responseUrl) ? null : responseUrl,
        });
    }
}

/// <summary>Walks an application/x-www-form-urlencoded body without copying it.</summary>
internal ref struct FormReader(ReadOnlySpan<byte> body)
{
    private ReadOnlySpan<byte> _rest = body;

    /// <summary>The current field's name as sent: Slack's names need no decoding.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The current field's value, still encoded.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next field; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOf((byte)'&');
        var field = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        var equals = field.IndexOf((byte)'=');
        Name = equals < 0 ? field : field[..equals];
        Value = equals < 0 ? default : field[(equals + 1)..];
        return true;
    }

    /// <summary>The current value as text.</summary>
    /// <exception cref="FormatException">A % without two hexadecimal digits.</exception>
    public readonly string Text()
    {
        if (Value.IsEmpty)
            return "";
        if (!Value.ContainsAny((byte)'%', (byte)'+'))
            return Encoding.UTF8.GetString(Value);
        using var buffer = new PooledBytes(Value.Length);
        return Encoding.UTF8.GetString(buffer.Span[..Decode(Value, buffer.Span)]);
    }

    /// <summary>Decodes a value into a buffer of at least its length.</summary>
    /// <returns>The number of decoded bytes.</returns>
    /// <exception cref="FormatException">A % without two hexadecimal digits.</exception>
    public static int Decode(ReadOnlySpan<byte> value, Span<byte> into)
    {
        var written = 0;
        while (!value.IsEmpty)
        {
            var special = value.IndexOfAny((byte)'%', (byte)'+');
            var plain = special < 0 ? value : value[..special];
            plain.CopyTo(into[written..]);
            written += plain.Length;
            if (special < 0)
                break;
            if (value[special] == '+')
            {
                into[written++] = (byte)' ';
                value = value[(special + 1)..];
                continue;
            }
            if (value.Length < special + 3 || Hex(value[special + 1]) is not (>= 0 and var high) || Hex(value[special + 2]) is not (>= 0 and var low))
                throw new FormatException("A % must be followed by two hexadecimal digits.");
            into[written++] = (byte)((high << 4) | low);
            value = value[(special + 3)..];
        }
        return written;
    }

    private static int Hex(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };
}

/// <summary>Bytes rented from the array pool until disposed.</summary>
internal readonly ref struct PooledBytes(int length)
{
    private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(length);

    public Span<byte> Span => _array;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_array);
}
