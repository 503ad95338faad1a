using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Forms;

/// <summary>
/// What stored values a form showed: a mark for each part, different for each value. A missing part has none.
/// A modal carries it, so it holds marks instead of values, which may not fit.
/// </summary>
/// <param name="Marks">By the name of the part.</param>
[JsonConverter(typeof(ReadAtConverter))]
internal sealed record ReadAt(IReadOnlyDictionary<string, string> Marks)
{
    private const int BytesOfMark = 6;

    /// <summary>For a form that only adds.</summary>
    public static ReadAt Nothing { get; } = new(new Dictionary<string, string>());

    /// <summary>One part, read at this value; null for a missing one.</summary>
    public static ReadAt Of(string part, object? value) => Nothing.And(part, value);

    /// <summary>A copy with this part read at this value.</summary>
    public ReadAt And(string part, object? value)
    {
        var marks = new Dictionary<string, string>(Marks, StringComparer.Ordinal);
        marks.Remove(part);
        if (Mark(value) is { } mark)
            marks[part] = mark;
        return new(marks);
    }

    public ReadAt And(ReadAt other) => new(Marks.Concat(other.Marks).ToDictionary(StringComparer.Ordinal));

    /// <summary>Whether the part has the value that the form showed.</summary>
    public bool Is(string part, object? value) => Marks.GetValueOrDefault(part) == Mark(value);

    /// <summary>A few characters that tell one value from another.</summary>
    public static string? Mark(object? value) => value is null
        ? null
        : Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), StoreJson.Options)).AsSpan(0, BytesOfMark));

    private sealed class ReadAtConverter : JsonConverter<ReadAt>
    {
        public override ReadAt Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, ReadAt value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Marks, options);
    }
}
