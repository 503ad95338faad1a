using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Cves;

public sealed class Cvss31Tests
{
    /// <summary>Every vector with its score, from <c>cvss31.txt</c>.</summary>
    private static readonly IReadOnlyList<(string Vector, decimal Score)> Known = [.. Vectors().Zip(Scores())];

    [Fact]
    public void Every_vector_has_the_score_of_the_published_formula()
    {
        Known.Count.ShouldBe(2592);
        foreach (var (text, score) in Known)
        {
            Read(text).Score.ShouldBe(score, text);
            Read(Cvss31.Prefix + text).ToString().ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("0.0", Severity.None)]
    [InlineData("0.1", Severity.Low)]
    [InlineData("3.9", Severity.Low)]
    [InlineData("4.0", Severity.Medium)]
    [InlineData("6.9", Severity.Medium)]
    [InlineData("7.0", Severity.High)]
    [InlineData("8.9", Severity.High)]
    [InlineData("9.0", Severity.Critical)]
    [InlineData("10.0", Severity.Critical)]
    public void Severity_goes_by_the_score(string score, Severity severity) =>
        Cvss31.SeverityOf(decimal.Parse(score, CultureInfo.InvariantCulture)).ShouldBe(severity);

    [Fact]
    public void The_order_of_the_metrics_does_not_matter() =>
        Prop.ForAll((from known in Gen.Elements(Known.ToArray())
                     from metrics in Gen.Shuffle(known.Vector.Split('/'))
                     select (known.Vector,
            string.Join('/', metrics))).ToArbitrary(), one =>
            Read(one.Item2).ToString().ShouldBe(one.Vector)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "it is a vector of CVSS 3.0, and records have CVSS 3.1")]
    [InlineData("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "it is a vector of CVSS 4.0")]
    [InlineData("AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "it is a vector of CVSS 4.0")]
    [InlineData("AV:N/AC:L/Au:N/C:P/I:P/A:P", "it is a vector of CVSS 2.0")]
    [InlineData("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", "A is missing")]
    [InlineData("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H", "A is there twice")]
    [InlineData("AV:N/AC:L/PR:X/UI:N/S:U/C:H/I:H/A:H", "PR is one of N, L, H, not \"X\"")]
    [InlineData("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P", "\"E:P\" is not a base metric")]
    [InlineData("av:n/ac:l/pr:n/ui:n/s:u/c:h/i:h/a:h", "\"av:n\" is not a base metric")]
    [InlineData("9.8", "\"9.8\" is not a base metric")]
    [InlineData("", "is not a base metric")]
    [InlineData("AV:N AC:L PR:N UI:N S:U C:H I:H A:H", "is not a base metric")]
    public void Any_other_text_is_refused_in_words(string text, string error)
    {
        Cvss31.TryRead(text, out _, out var why).ShouldBeFalse();
        why.ShouldContain(error);
    }

    [Fact]
    public void A_text_of_slashes_is_no_vector() => Cvss31.TryRead(new('/', 60_000), out _, out _).ShouldBeFalse();

    private static Cvss31 Read(string text) => Cvss31.TryRead(text, out var vector, out var error) ? vector : throw new ArgumentException(error, nameof(text));

    private static IEnumerable<string> Vectors() =>
        from av in "NALP"
        from ac in "LH"
        from pr in "NLH"
        from ui in "NR"
        from s in "UC"
        from c in "HLN"
        from i in "HLN"
        from a in "HLN"
        select $"AV:{av}/AC:{ac}/PR:{pr}/UI:{ui}/S:{s}/C:{c}/I:{i}/A:{a}";

    private static IEnumerable<decimal> Scores() =>
        string.Concat(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Cves", "cvss31.txt")).Skip(1)).Chunk(2)
            .Select(hex => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 10m);
}
