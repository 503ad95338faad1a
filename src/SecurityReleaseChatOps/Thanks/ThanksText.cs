using System.Text;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>The words of thanks: the initial text, and how the text a person edited is posted.</summary>
public static partial class ThanksText
{
    /// <summary>Slack's limit of an input.</summary>
    public const int Longest = 3000;

    internal static TemplateFolder Texts { get; } = TemplateFolder.Load("Thanks/Texts/");

    /// <summary>The template's values.</summary>
    private sealed record Values(string Title, string Verb, IReadOnlyList<Values.Group> Groups)
    {
        internal sealed record Group(string Name, string People);
    }

    /// <summary>Plain text for editing, with people as <c>@name</c>.</summary>
    public static string Write(Release release, IReadOnlyList<Thanked> gathered)
    {
        // Very many people do not all fit; the form says so and lists the rest.
        for (var most = 100; ; most /= 2)
        {
            if (Write(release, gathered, most) is { Length: <= Longest } text)
                return text;
        }
    }

    /// <summary>The typed text as mrkdwn: names of thanked people who may be mentioned become mentions, all else is kept.</summary>
    public static string Mentioned(string typed, IReadOnlyList<Thanked> gathered)
    {
        var ids = gathered.Where(person => person.Mentioned).ToDictionary(person => person.Name, person => person.UserId!, StringComparer.OrdinalIgnoreCase);
        var (text, at) = (new StringBuilder(typed.Length + 64), 0);
        foreach (Match match in Name().Matches(typed))
        {
            if (!ids.TryGetValue(match.Groups["name"].Value, out var id))
                continue;
            text.Append(Mrkdwn.Plain(typed[at..match.Index])).Append(Mrkdwn.User(id));
            at = match.Index + match.Length;
        }
        return text.Append(Mrkdwn.Plain(typed[at..])).ToString();
    }

    /// <summary>The people that <see cref="Mentioned"/> turns into mentions.</summary>
    public static IReadOnlyList<Thanked> Notified(string typed, IReadOnlyList<Thanked> gathered)
    {
        var names = Name().Matches(typed).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. gathered.Where(person => person.Mentioned && names.Contains(person.Name))];
    }

    /// <summary>A group's name, shown before its people.</summary>
    public static string Title(ThanksGroup group) => group switch
    {
        ThanksGroup.Carried => "Carried the release",
        ThanksGroup.Reviewed => "Reviewed it",
        ThanksGroup.ReleaseManagers => "Release managers",
        ThanksGroup.Teams => "Communications and other teams",
        ThanksGroup.Wrote => "Wrote the fixes",
        _ => "Reported to us",
    };

    private static string Write(Release release, IReadOnlyList<Thanked> gathered, int most) => Texts["thanks"].Render(new Values(
        release.Title(),
        release.Versions.Count == 1 ? "is" : "are",
        [.. gathered.GroupBy(person => person.Group)
            .Select(group => new Values.Group(Title(group.Key), List([.. group.Select(person => person.Typed)], most)))]));

    private static string List(string[] names, int most)
    {
        string[] shown = names.Length <= most ? names : [.. names.Take(most), string.Create(CultureInfo.InvariantCulture, $"{names.Length - most} more")];
        return shown.Length == 1 ? shown[0] : $"{string.Join(", ", shown[..^1])} and {shown[^1]}";
    }

    // A name ends with a letter or digit: a full stop after it ends the sentence. An @ inside an address is not a mention.
    [GeneratedRegex(@"(?<![\p{L}\p{N}_@./\-])@(?<name>[A-Za-z0-9](?:[A-Za-z0-9._\-]*[A-Za-z0-9])?)(?![\p{L}\p{N}@])", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();
}
