using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>What is known of the post of a release beside the release itself.</summary>
public sealed record BlogPost
{
    /// <summary>The release's id.</summary>
    public required string Release { get; init; }

    public PostNotes Notes { get; init; } = PostNotes.None;

    /// <summary>The last draft that was given; null before the first.</summary>
    public DraftedPost? Draft { get; init; }

    /// <summary>The last check; null before the first.</summary>
    public CheckedPost? Checked { get; init; }

    /// <summary>Each time that another post was checked than the one before, oldest first: who agreed on the earlier one has not seen it.</summary>
    public IReadOnlyList<PostEdit> Edits { get; init; } = [];
}

/// <param name="Version">1 at first, one more with each draft that differs from the one before.</param>
/// <param name="By">Slack user id.</param>
/// <param name="IsWhole">Whether nothing was left to be filled in.</param>
public sealed record DraftedPost(int Version, string By, DateTimeOffset At, bool IsWhole = false);

/// <summary>What came of a check.</summary>
/// <param name="File">How the file was called.</param>
/// <param name="Hash">Of the post that was read.</param>
/// <param name="Against">Of what it was held against.</param>
/// <param name="Clean">In what no error was found: <c>versions</c>.</param>
public sealed record CheckedPost(string By, DateTimeOffset At, string File, string Hash, string Against, IReadOnlyList<string> Clean);

/// <param name="By">Slack user id of who gave the other post.</param>
public sealed record PostEdit(string By, DateTimeOffset At);

/// <summary>What the audit keeps of a change.</summary>
/// <param name="Version">Of the draft; null before the first.</param>
/// <param name="Found">The errors and warnings that a check found, as many as tell how it went; null where nothing was checked.</param>
public sealed record AuditedPost(int? Version, IReadOnlyList<Finding>? Found)
{
    /// <summary>What was done, where a post was checked.</summary>
    public const string Checked = "checked";

    /// <summary>More of one check say no more.</summary>
    public const int Most = 100;
}

/// <summary>A post as it stood, and what it was made of or held against then: so that it can be said what changed since.</summary>
public sealed record KeptPost(string Text, PostFacts Of);
