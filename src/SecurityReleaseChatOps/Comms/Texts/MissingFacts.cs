using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What a text still has to say: facts that a release did not know yet when it was made, and what only a person can fill in.</summary>
internal static partial class MissingFacts
{
    private static readonly (string Words, string Named)[] known =
    [
        (TextFacts.NotNamed, "its fixes"),
        (TextFacts.ToBeAnnounced, "its versions"),
        (TextFacts.NotKnown, "its severity"),
        ("(say when)", "when the fix is ready"),
        ("(Put its link here.)", "a link"),
    ];

    /// <summary>Plain text: what is missing, each once; empty when nothing is.</summary>
    public static IReadOnlyList<string> In(string? text) => text is null ? [] :
    [
        .. Link().Matches(text).Select(found => found.Groups["what"] is { Length: > 0 } what ? $"the link to the {what.Value}" : "a link")
            .Concat(known.Where(one => text.Contains(one.Words, StringComparison.OrdinalIgnoreCase)).Select(one => one.Named))
            .Distinct(),
    ];

    // Texts written before the links had names say "(link follows)".
    [GeneratedRegex(@"\(link (to the (?<what>[a-z ]{1,40}) )?follows\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
        | RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
