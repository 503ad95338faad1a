using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The form of a release's post.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostForm>))]
public enum PostForm
{
    /// <summary>Today's: <c>GitLab Patch Release: …</c>, with the CVE in the heading of each entry.</summary>
    Patch,

    /// <summary>That of the AppSec process of 2023: <c>GitLab Security Release: …</c> (row F3).</summary>
    Security,

    /// <summary>The advisory of the oldest process (row F4).</summary>
    Advisory,
}

/// <summary>Everything that a post is made from and compared with.</summary>
public sealed record PostFacts
{
    public required PostForm Form { get; init; }

    public required string Product { get; init; }

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<string> Versions { get; init; }

    /// <summary>The day on which it becomes public, in UTC.</summary>
    public required DateOnly Date { get; init; }

    public bool IsCritical { get; init; }

    /// <summary>The names of the pair, the Primary's first: one of them is the author (row F2).</summary>
    public required IReadOnlyList<string> Engineers { get; init; }

    public IReadOnlyList<PostFix> Fixes { get; init; } = [];

    /// <summary>Releases of other products whose fixes the post covers too (row A7), each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<PostOrigin> Also => [.. Fixes.Select(fix => fix.From).OfType<PostOrigin>().DistinctBy(from => from.Release)];

    /// <summary>What people said for the post.</summary>
    public PostNotes Notes { get; init; } = PostNotes.None;

    /// <summary>The author, unless somebody else was named.</summary>
    [JsonIgnore]
    public string Author => Notes.Author ?? Engineers[0];
}

/// <summary>A fix as the post describes it.</summary>
/// <param name="Fix">The reference of its issue or merge request, such as <c>gitlab-org/security/gitlab#12</c>.</param>
/// <param name="Cve">Its number; null while it has none.</param>
/// <param name="Record">The CVE's record; null until somebody gives it.</param>
public sealed record PostFix(string Fix, string? Cve, string? Title, Severity? Severity, CveRecord? Record)
{
    /// <summary>Versions of the release that ship without it.</summary>
    public IReadOnlyList<string> NotIn { get; init; } = [];

    /// <summary>Who reported it and may be named; null for nobody, or when unknown. The record's credit takes precedence.</summary>
    public string? Reporter { get; init; }

    /// <summary>The release that handed it over; null for the release's own.</summary>
    public PostOrigin? From { get; init; }
}

/// <summary>A release of another product that ships at the same time, with its fixes in its own versions.</summary>
public sealed record PostOrigin(string Release, string Product, IReadOnlyList<string> Versions);

/// <summary>What only people can say about a post.</summary>
public sealed record PostNotes
{
    /// <summary>A full name; null: the Primary's.</summary>
    public string? Author { get; init; }

    /// <summary>The author's GitLab user name; null until somebody gives it.</summary>
    public string? AuthorGitlab { get; init; }

    /// <summary>Dependencies that were updated for their security fixes.</summary>
    public IReadOnlyList<ThirdPartyUpdate> Updates { get; init; } = [];

    /// <summary>Bug fixes, newest version first.</summary>
    public IReadOnlyList<BugFix> Bugs { get; init; } = [];

    /// <summary>The choices of the oldest process; null for any other.</summary>
    public Advisory? Advisory { get; init; }

    public static PostNotes None { get; } = new();
}

/// <summary>An updated dependency: its vulnerability has the third party's CVE.</summary>
/// <param name="To">The version it was updated to; null when not given.</param>
public sealed record ThirdPartyUpdate(string Name, string? To, IReadOnlyList<string> Cves);

/// <summary>A bug fix shipped beside the vulnerabilities.</summary>
/// <param name="Version">Of the release.</param>
/// <param name="Link">Its merge request.</param>
public sealed record BugFix(string Version, string Title, string Link);

/// <summary>The bracketed choices of the oldest process's advisory (row F4); null where nobody chose.</summary>
/// <param name="Allows">What the vulnerability allows, such as <c>remote code execution</c>.</param>
/// <param name="Exploited">Whether it is known to be exploited.</param>
/// <param name="Authenticated">Whether the attacker has to be a user.</param>
/// <param name="Credit">Who is thanked, such as <c>Jane Doe of Example</c>.</param>
public sealed record Advisory(string? Allows, bool? Exploited, bool? Authenticated, string? Affected, string? Impact, string? Workaround, string? Credit);
