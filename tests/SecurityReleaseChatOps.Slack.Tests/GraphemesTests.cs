using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class GraphemesTests
{
    // What joins what is before or after it, and what does not.
    private static readonly string[] Pieces =
        ["a", "Z ", "1", "#", " ", "\r", "\n", "\r\n", "é", "e\u0301", "\u0301", "\u200d", "\ufe0f", "\u20e3", "👩‍👩‍👧", "👍🏽", "🇳🇱", "🇩", "한", "\u0600", "\ud83d", "&amp;"];

    [Fact]
    public void A_border_is_where_one_who_reads_from_the_beginning_finds_the_last_one() => Prop.ForAll(
        Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary(), ArbMap.Default.ArbFor<PositiveInt>(), (text, at) =>
        {
            var limit = at.Get % (text.Length + 2);
            var read = StringInfo.ParseCombiningCharacters(text).Append(text.Length).Where(border => border <= limit).Max();
            // What is longer than all that fits is cut between code points.
            return Graphemes.Border(text, limit)
                == (read > 0 || limit == 0 || text.Length == 0 ? read : char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
