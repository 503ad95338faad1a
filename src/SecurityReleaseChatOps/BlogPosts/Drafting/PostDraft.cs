using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>Writes a post: what is known is filled in, what is not is a gap that says who fills it.</summary>
internal sealed class PostDraft(TemplateFolder templates)
{
    /// <summary>Markdown, with its front matter.</summary>
    /// <param name="canonicalPath">Where it is read; null when nobody can say yet.</param>
    public string Write(PostFacts snapshot, string? canonicalPath) => snapshot.Form switch
    {
        PostForm.Advisory => templates["advisory"].Render(AdvisoryText.Of(snapshot)) + "\n",
        PostForm.Security => templates["security"].Render(PostText.Of(snapshot, canonicalPath)) + "\n",
        _ => templates["patch"].Render(PostText.Of(snapshot, canonicalPath)) + "\n",
    };

    /// <summary>Markdown: one fix's section with its heading; the whole post where its form has no entries.</summary>
    public string Entry(PostFacts snapshot, PostFix fix)
    {
        var text = Write(snapshot with { Fixes = [fix], Notes = PostNotes.None }, null);
        return PostReader.TryRead(text, out var post, out _) && post.Entries.FirstOrDefault() is { } entry
            ? string.Join('\n', post.Lines.Skip(entry.Line - 1)
                .TakeWhile((_, i) => i == 0 || !post.Headings.Any(heading => heading.Line == entry.Line + i))).Trim()
            : text;
    }

    /// <summary>The file's name in the site's repository.</summary>
    public static string FileName(PostFacts snapshot, string? canonicalPath) =>
        $"{snapshot.Date:yyyy-MM-dd}-{(canonicalPath?.Trim('/').Split('/')[^1] is { Length: > 0 } name ? name : "security-advisory")}.html.md";
}
