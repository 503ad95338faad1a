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
public sealed record DraftedPost(int Version, string By, DateTimeOffset At);

/// <summary>What came of a check.</summary>
/// <param name="File">How the file was called.</param>
/// <param name="Hash">Of the post that was read.</param>
/// <param name="Against">Of what it was held against.</param>
/// <param name="Clean">In what no error was found: <c>versions</c>.</param>
public sealed record CheckedPost(string By, DateTimeOffset At, string File, string Hash, string Against, IReadOnlyList<string> Clean);

/// <param name="By">Slack user id of who gave the other post.</param>
public sealed record PostEdit(string By, DateTimeOffset At);

/// <summary>A post as it stood, and what it was made of or held against then: so that it can be said what changed since.</summary>
public sealed record KeptPost(string Text, PostFacts Of);
