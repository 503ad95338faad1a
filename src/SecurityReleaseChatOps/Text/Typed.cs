using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>
/// What a person typed. Every parser of typed text takes this and nothing else, so that none depends on which dash, space or quote the
/// keyboard happened to produce. Plain text, such as from a form, converts implicitly.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly partial struct Typed : IEquatable<Typed>
{
    private readonly string? _text;
    private readonly Func<string, string?>? _nameOf;

    private Typed(string text, Func<string, string?>? nameOf) => (_text, _nameOf) = (text, nameOf);

    /// <summary>The words after a slash command, escaped by Slack.</summary>
    /// <param name="nameOf">From the target of a mention, such as <c>@U123</c>, <c>#C123</c> or <c>!subteam^S123</c>, to a name; null when it has none.</param>
    public static Typed AtCommand(string slack, Func<string, string?> nameOf) => new(slack.Trim(), nameOf);

    public static implicit operator Typed(string? text) => new((text ?? "").Trim(), null);

    /// <summary>For parsers: folded, mentions as Slack writes them.</summary>
    public string Folded => Folding.Fold(_nameOf is null ? Sent : SlackText.Unescape(Sent)).Trim();

    /// <summary>For names, which people also quote, make bold, write as code or put before punctuation: folded, without these marks.</summary>
    public string Bare => Folded.Trim('#', '"', '\'', '`', '*', '_', '(', ')', '.', ',', ';', ':', '!', '?', ' ');

    /// <summary>For addresses, where every character counts: as typed, without invisible characters.</summary>
    public string Visible => Folding.Visible(_nameOf is null ? Sent : SlackText.Unescape(Sent)).Trim();

    /// <summary>The person's own words verbatim, with mentions as names.</summary>
    public string Own => _nameOf is null ? Sent : SlackText.Plain(SlackText.Named(Sent, _nameOf));

    /// <summary>As sent, for running a command again.</summary>
    public string Sent => _text ?? "";

    /// <summary>Whether nothing visible was typed.</summary>
    public bool IsEmpty => Folded.Length == 0;

    /// <summary>Word by word; a mention is one word.</summary>
    public IReadOnlyList<Typed> Words => [.. Matches().ConvertAll(PartOf)];

    /// <summary>Every way to split it into a beginning and the rest, starting with the longest beginning (all of it).</summary>
    public IEnumerable<(Typed Beginning, Typed After)> Cuts()
    {
        foreach (var word in Enumerable.Reverse(Matches()))
            yield return (Part(Sent[..(word.Index + word.Length)]), Part(Sent[(word.Index + word.Length)..]));
    }

    /// <summary>The first words, and the rest.</summary>
    public (Typed First, Typed After) Split(int words = 1)
    {
        var all = Matches();
        var end = all.Count <= words ? Sent.Length : all[words].Index;
        return (Part(Sent[..end]), Part(Sent[end..]));
    }

    /// <summary>Everything before the last word, and that word.</summary>
    public (Typed Before, Typed Last) SplitLast()
    {
        var start = Matches() is [.., var last] ? last.Index : 0;
        return (Part(Sent[..start]), Part(Sent[start..]));
    }

    /// <summary>The person's own words, for display.</summary>
    public override string ToString() => Own;

    public bool Equals(Typed other) => Sent == other.Sent;

    public override bool Equals(object? obj) => obj is Typed other && Equals(other);

    public override int GetHashCode() => Sent.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(Typed one, Typed other) => one.Equals(other);

    public static bool operator !=(Typed one, Typed other) => !one.Equals(other);

    private Typed PartOf(Match word) => Part(word.Value);

    private Typed Part(string text) => new(text.Trim(), _nameOf);

    private List<Match> Matches() => [.. Word().Matches(Sent).Where(word => Folding.Fold(word.Value).Length > 0)];

    // A name inside a mention may contain spaces.
    [GeneratedRegex(@"(?:<[@#!][^<>]*>|\S)+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
