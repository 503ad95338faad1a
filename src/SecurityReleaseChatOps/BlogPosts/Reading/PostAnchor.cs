using System.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The name by which a heading of a post is linked.</summary>
internal static class PostAnchor
{
    /// <summary>
    /// As the site makes it: lower case, only a-z, 0-9, spaces, hyphens and underscores, each space a hyphen. Nothing is collapsed:
    /// <c>CE/EE</c> is <c>ceee</c>, and " - " is three hyphens.
    /// </summary>
    /// <param name="heading">Its plain text: links reduced to theirs.</param>
    public static string Of(string heading)
    {
        var anchor = new StringBuilder(heading.Length);
        foreach (var c in heading)
        {
            if (c is ' ')
                anchor.Append('-');
            else if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
                anchor.Append(char.ToLowerInvariant(c));
        }
        return anchor.ToString();
    }
}
