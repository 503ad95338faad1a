using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The five places that a release's handovers point to, in the order of the documents.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseLink>))]
public enum ReleaseLink
{
    Issue,
    Checklist,
    DraftBlogPost,
    BlogPost,
    Communications,
}

/// <summary>The addresses of a release; null is a link that does not exist yet.</summary>
public sealed record ReleaseLinks(
    string? Issue = null, string? Checklist = null, string? DraftBlogPost = null, string? BlogPost = null, string? Communications = null)
{
    public static ReleaseLinks None { get; } = new();

    public static IReadOnlyList<ReleaseLink> All { get; } = Enum.GetValues<ReleaseLink>();

    public string? this[ReleaseLink link] => throw new NotSupportedException();

    /// <summary>The same links with one set, or removed by null.</summary>
    public ReleaseLinks With(ReleaseLink link, string? url) => throw new NotSupportedException();

    /// <summary>The document's own name for a link: the 2023 process has its own.</summary>
    public static string Label(ReleaseLink link, ReleaseKind kind) => throw new NotSupportedException();

    /// <summary>A word for a link that is short to type: <c>issue</c>, <c>checklist</c>, <c>draft</c>, <c>post</c>, <c>comms</c>.</summary>
    public static string Word(ReleaseLink link) => throw new NotSupportedException();

    /// <summary>An absolute http(s) address of at most 2,000 characters, also in Slack's <c>&lt;url|label&gt;</c> form.</summary>
    public static bool TryParseUrl(string text, [NotNullWhen(true)] out string? url, [NotNullWhen(false)] out string? error) =>
        throw new NotSupportedException();
}
