using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>What the last check of the post found right: it holds for that post, and until the release changes.</summary>
internal sealed class BlogPostEvidence(IStore store, SlackDirectory directory) : IEvidence
{
    private const string Edited = "edited.post";

    // Once there is a draft without gaps, or a post with all fixes, a change of the release asks for another check, not another draft.
    private const string Drafted = "post.drafted";

    public IReadOnlyCollection<string> Kinds { get; } = [.. PostChecks.Facts.Select(Kind), Drafted, Edited];

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) =>
        await store.Get(BlogPostStore.Kind, release.Id, ct) is not null && await BlogPostStore.Open(store, release, directory, ct) is { Read: { } read } known
            ? Of(read.Value, BlogPostStore.Hash(known.Facts))
            : [];

    /// <param name="hash">Hash of what the post is compared with now.</param>
    public static IReadOnlyList<Fact> Of(BlogPost post, string hash) =>
    [
        .. post.Edits.Select(edit => new Fact(Edited, edit.By, edit.At)),
        .. post.Draft is { IsWhole: true } draft ? [new(Drafted, draft.By, draft.At)]
            : post.Checked is { } whole && whole.Clean.Contains("fixes") ? [new(Drafted, whole.By, whole.At)]
            : Array.Empty<Fact>(),
        .. post.Checked is { } done && done.Against == hash ? done.Clean.Select(what => new Fact(Kind(what), done.By, done.At, About: done.Hash)) : [],
    ];

    private static string Kind(string what) => "post." + what;
}

/// <summary>For a step that waits for a correct post: <b>Check post</b>.</summary>
internal sealed class BlogPostEvents(BlogPostEvidence evidence) : IEventForm
{
    public bool Makes(string kind) => kind.StartsWith("post.", StringComparison.Ordinal) && evidence.Kinds.Contains(kind);

    public Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct) =>
        Task.FromResult<ActionResponse?>(CheckPostModal.Open.Refuse(release.Value) is { } no
        ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : ActionResponse.Open(CheckPostModal.Render(release.Value, about)));
}
