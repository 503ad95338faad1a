using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The five links in a release's handovers, in the order of the process documents.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReleaseLink>))]
public enum ReleaseLink
{
    Issue,
    Checklist,
    DraftBlogPost,
    BlogPost,
    Communications,
}

/// <summary>The addresses of a release; null for a link that does not exist yet.</summary>
public sealed record ReleaseLinks(
    string? Issue = null, string? Checklist = null, string? DraftBlogPost = null, string? BlogPost = null, string? Communications = null)
{
    private const int LongestUrl = 2000;

    public static ReleaseLinks None { get; } = new();

    public static IReadOnlyList<ReleaseLink> All { get; } = Enum.GetValues<ReleaseLink>();

    public string? this[ReleaseLink link] => link switch
    {
        ReleaseLink.Issue => Issue,
        ReleaseLink.Checklist => Checklist,
        ReleaseLink.DraftBlogPost => DraftBlogPost,
        ReleaseLink.BlogPost => BlogPost,
        ReleaseLink.Communications => Communications,
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    /// <summary>A copy with one link set, or removed by null.</summary>
    public ReleaseLinks With(ReleaseLink link, string? url) => link switch
    {
        ReleaseLink.Issue => this with { Issue = url },
        ReleaseLink.Checklist => this with { Checklist = url },
        ReleaseLink.DraftBlogPost => this with { DraftBlogPost = url },
        ReleaseLink.BlogPost => this with { BlogPost = url },
        ReleaseLink.Communications => this with { Communications = url },
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    /// <summary>A link's name in the process document: the 2023 process has names of its own.</summary>
    public static string Label(ReleaseLink link, ReleaseKind kind) => (link, kind) switch
    {
        (ReleaseLink.Issue, ReleaseKind.AppSec) => "Security release issue",
        (ReleaseLink.Issue, _) => "Patch release issue",
        (ReleaseLink.Checklist, ReleaseKind.AppSec) => "Appsec security release checklist",
        (ReleaseLink.Checklist, _) => "PSIRT patch release checklist",
        (ReleaseLink.DraftBlogPost, _) => "Release draft blog post MR",
        (ReleaseLink.BlogPost, _) => "Release blog post MR",
        (ReleaseLink.Communications, _) => "Release communications issue",
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    /// <summary>A short word for typing a link: <c>issue</c>, <c>checklist</c>, <c>draft</c>, <c>post</c>, <c>comms</c>.</summary>
    public static string Word(ReleaseLink link) => link switch
    {
        ReleaseLink.Issue => "issue",
        ReleaseLink.Checklist => "checklist",
        ReleaseLink.DraftBlogPost => "draft",
        ReleaseLink.BlogPost => "post",
        ReleaseLink.Communications => "comms",
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };

    /// <summary>Applies typed links to these: a blank removes one, a missing key keeps it.</summary>
    /// <param name="errors">What is wrong, under the names of <see cref="ReleaseFields.Link"/>.</param>
    public ReleaseLinks Read(IReadOnlyDictionary<ReleaseLink, string?> typed, IDictionary<string, string> errors)
    {
        var links = this;
        foreach (var (link, text) in typed)
        {
            if (string.IsNullOrWhiteSpace(text))
            {
                links = links.With(link, null);
            }
            else if (TryParseUrl(text, out var url, out var error))
            {
                links = links.With(link, url);
            }
            else
            {
                errors[ReleaseFields.Link(link)] = error;
            }
        }

        return links;
    }

    /// <summary>An absolute http(s) address of at most 2,000 characters, also in Slack's <c>&lt;url|label&gt;</c> form.</summary>
    /// <param name="error">What is wrong, in the typist's words.</param>
    public static bool TryParseUrl(Typed text, [NotNullWhen(true)] out string? url, [NotNullWhen(false)] out string? error)
    {
        var typed = text.Visible;
        if (typed is ['<', .. var inner, '>'])
        {
            typed = inner.Split('|')[0];
        }

        url = Uri.TryCreate(typed, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri!.AbsoluteUri : null;
        error = url is null ? $"{PlainText.Quote(text.Own)} is not a link: write it like https://gitlab.com/…"
            : uri!.UserInfo.Length > 0 ? "This link holds a user name or password: leave the part before the @ out"
            : url.Length > LongestUrl ? $"This link has {url.Length:N0} characters: at most {LongestUrl:N0} fit"
            : null;
        return error is null;
    }
}
