namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The title of a post.</summary>
internal static class PostTitle
{
    /// <summary>The whole title; null without versions.</summary>
    public static string? Of(PostFacts snapshot) => snapshot.Versions.Count == 0 ? null
        : $"{Start(snapshot)}: {(snapshot.Form == PostForm.Security ? Text.PlainText.Series(snapshot.Versions) : string.Join(", ", snapshot.Versions))}";

    /// <summary>The part before the versions; a critical release says so.</summary>
    public static string Start(PostFacts snapshot) => $"{snapshot.Product}{(snapshot.IsCritical ? " Critical" : "")} {snapshot.Form switch
    {
        PostForm.Security => "Security Release",
        PostForm.Advisory => "Security Advisory",
        _ => "Patch Release",
    }}";
}
