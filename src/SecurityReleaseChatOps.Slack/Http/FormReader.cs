using System.Text;

namespace SecurityReleaseChatOps.Slack;

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
