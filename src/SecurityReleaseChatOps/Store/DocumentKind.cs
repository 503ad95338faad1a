using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SecurityReleaseChatOps.Store;

/// <summary>A kind of document that one feature owns, declared once: <c>static readonly DocumentKind&lt;Release&gt; Kind = new("release");</c></summary>
/// <param name="name">The name under which the documents are kept; never changed once shipped.</param>
/// <param name="json">How values are serialised; without it by reflection with <see cref="StoreJson.Options"/>.</param>
public sealed class DocumentKind<T>(string name, JsonTypeInfo<T>? json = null)
{
    /// <summary>The name the documents are stored under.</summary>
    public string Name { get; } = name;

    internal string Write(T value) => json is null
        ? JsonSerializer.Serialize(value, StoreJson.Options)
        : JsonSerializer.Serialize(value, json);

    internal T Read(string body) => (json is null
        ? JsonSerializer.Deserialize<T>(body, StoreJson.Options)
        : JsonSerializer.Deserialize(body, json)) ?? throw new JsonException($"A document of kind {Name} is empty.");
}

/// <summary>A document as it was read.</summary>
/// <param name="Id">Its id within its kind.</param>
/// <param name="Value">Its content.</param>
/// <param name="Version">1 when new, one more with each change; a <see cref="Commit"/> names the version it read.</param>
public sealed record Doc<T>(string Id, T Value, long Version);
