using SecurityReleaseChatOps.Cves;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>What is known about a release's post beside the release itself.</summary>
public sealed record BlogPost
{
    /// <summary>The release's id.</summary>
    public required string Release { get; init; }

    public PostNotes Notes { get; init; } = PostNotes.None;

    /// <summary>The last draft delivered; null before the first.</summary>
    public DraftedPost? Draft { get; init; }

    /// <summary>The last check; null before the first.</summary>
    public CheckedPost? Checked { get; init; }

    /// <summary>Each time a different post was checked than before, oldest first: whoever agreed to the earlier one has not seen it.</summary>
    public IReadOnlyList<PostEdit> Edits { get; init; } = [];
}

/// <param name="Version">1 at first, and one more for each draft that differs from the previous one.</param>
/// <param name="By">Slack user id.</param>
/// <param name="IsWhole">Whether it has no gaps.</param>
public sealed record DraftedPost(int Version, string By, Instant At, bool IsWhole = false);

/// <summary>The result of a check.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Hash">Hash of the post that was read.</param>
/// <param name="Against">Hash of the release data it was compared with.</param>
/// <param name="Clean">The checks without an error: <c>versions</c>.</param>
public sealed record CheckedPost(string By, Instant At, string File, string Hash, string Against, IReadOnlyList<string> Clean);

/// <param name="By">Slack user id of whoever gave the different post.</param>
public sealed record PostEdit(string By, Instant At);

/// <summary>What the audit records of a change.</summary>
/// <param name="Version">The draft's version; null before the first.</param>
/// <param name="Found">Errors and warnings found by a check, a bounded number; null when nothing was checked.</param>
public sealed record AuditedPost(int? Version, IReadOnlyList<Finding>? Found)
{
    /// <summary>What was done, where a post was checked.</summary>
    public const string Checked = "checked";

    /// <summary>More findings of one check add nothing.</summary>
    public const int Most = 100;
}

/// <summary>A post with what it was made from or compared with at the time, to tell later what changed.</summary>
public sealed record KeptPost(string Text, PostFacts Of);
