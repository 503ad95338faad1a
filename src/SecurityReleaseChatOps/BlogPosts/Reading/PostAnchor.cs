using System.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The anchor of a heading.</summary>
internal static class PostAnchor
{
    /// <summary>
    /// As GitLab's site makes it: lower case, only a-z, 0-9, spaces, hyphens and underscores, each space a hyphen. Nothing is collapsed:
    /// <c>CE/EE</c> is <c>ceee</c>, and " - " is three hyphens.
    /// </summary>
    /// <param name="heading">Its plain text.</param>
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
