using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class SeverityRulesTests
{
    private static readonly Instant Now = People.At("2026-11-23T09:00:00Z");

    [Theory]
    [InlineData(null, "low", "low, from its fixes")]
    [InlineData(Severity.High, "low", "high, set by hand")]
    [InlineData(Severity.High, "low high", "high, from its fixes")]
    [InlineData(Severity.High, "critical", "critical, from its fixes")]
    [InlineData(Severity.High, "unknown low", "high, set by hand")]
    [InlineData(Severity.High, "", "high, set by hand")]
    [InlineData(Severity.None, "", "none, set by hand")]
    [InlineData(null, "unknown", "unknown")]
    [InlineData(null, "", "unknown")]
    public void The_higher_of_what_was_said_and_what_its_fixes_say_counts(Severity? said, string fixes, string words) =>
        (SampleReleases.R1 with { Severity = said, Fixes = Fixes(fixes) }).SeverityAndWhence().ShouldBe(words);

    [Fact]
    public void It_is_lowered_with_a_reason_which_is_shown()
    {
        var release = SampleReleases.R1 with { Fixes = Fixes("high") };
        Rate(release, Severity.Medium, " ").Words.ShouldBe("Say why it is lower");
        Rate(release, Severity.Medium, new string('x', 501)).Words.ShouldBe("The reason has 501 characters: at most 500 fit");
        var lowered = Rate(release, Severity.Medium, " not *reachable* ").Value.ShouldNotBeNull();
        lowered.WorstSeverity.ShouldBe(Severity.Medium);
        lowered.SeverityAndWhence().ShouldStartWith("medium, lowered by <@UBEN>: not ");
        lowered.SeverityAndWhence().ShouldNotContain("*reachable*");
        Rate(lowered, Severity.Medium, "again").Words.ShouldBe("The severity of R1 is medium already");
        Rate(lowered, Severity.Low, null).Refused.ShouldBeTrue("lower still");
        Rate(lowered, null, null).Value.ShouldNotBeNull().SeverityAndWhence().ShouldBe("high, from its fixes");
        Rate(lowered, Severity.High, null).Value.ShouldNotBeNull().Lowered.ShouldBeNull("no lower than its fixes");
        Rate(SampleReleases.R1 with { Fixes = Fixes("critical") }, Severity.Medium, "r").Value.ShouldNotBeNull().WorstSeverity.ShouldBe(Severity.Medium);
    }

    [Theory]
    [InlineData("high", true)]
    [InlineData("high low", false)] // one more
    [InlineData("critical", false)] // raised
    [InlineData("low", true)]
    [InlineData("unknown", true)]
    [InlineData("", true)]
    public void That_holds_until_a_fix_is_added_or_raised(string fixes, bool holds)
    {
        var lowered = Rate(SampleReleases.R1 with { Fixes = Fixes("high") }, Severity.Medium, "not reachable").Value.ShouldNotBeNull();
        var after = ReleaseRules.SetFixes(lowered, Fixes(fixes));
        (after.Lowered is not null).ShouldBe(holds);
        after.WorstSeverity.ShouldBe(holds ? Severity.Medium : after.FixesSeverity);
    }

    [Theory]
    [InlineData(ReleaseKind.Planned, ReleaseState.Closed, "R1 is closed: its severity stays")]
    [InlineData(ReleaseKind.Critical, ReleaseState.Preparing, "R1 follows the critical process: its severity stays critical")]
    public void Where_it_stays_no_reason_lowers_it(ReleaseKind kind, ReleaseState state, string words)
    {
        var release = SampleReleases.R1 with { Kind = kind, State = state, Severity = Severity.High };
        SeverityRules.Lowers(release, Severity.Low).ShouldBeFalse("nobody is asked why");
        Rate(release, Severity.Low, "a reason").Words.ShouldBe(words);
        (release with { Kind = ReleaseKind.Critical }).SeverityAndWhence().ShouldBe("critical, by its process");
    }

    [Fact]
    public void Whatever_is_said_and_fixed_only_a_reason_makes_it_lower_than_the_higher_of_both()
    {
        var severities = Enum.GetValues<Severity>().Cast<Severity?>().Append(null).ToList();
        var moves = from first in severities from second in severities from why in new[] { "said", "said why", "fixed" } select (first, second, why);
        Prop.ForAll(Gen.ArrayOf(Gen.Elements(moves)).ToArbitrary(), history =>
        {
            var (release, reason) = (SampleReleases.R1, false);
            foreach (var (first, second, why) in history)
            {
                var before = release;
                if (why == "fixed")
                    release = ReleaseRules.SetFixes(release, Fixes($"{first.Name()} {second.Name()}"));
                else if (Rate(release, first, why == "said why" ? "why" : null) is { Changed: true } decided)
                    release = decided.Value!;
                reason = release.Lowered is not null;
                if (!reason && release.WorstSeverity != new[] { release.Severity, release.FixesSeverity }.Max())
                    return false;
                if (why == "said" && (release.WorstSeverity ?? Severity.None) < before.WorstSeverity)
                    return false;
                if (why == "fixed" && reason && SeverityRules.Worsens(before.Fixes, release.Fixes))
                    return false;
            }
            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    private static Decision<Release> Rate(Release release, Severity? said, string? reason) => SeverityRules.Rate(release, said, reason, "UBEN", Now);

    private static IReadOnlyList<ReleaseFix> Fixes(string severities) =>
    [
        .. severities.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((word, i) => new ReleaseFix($"a#{i}", null, null, SampleReleases.Created)
        {
            Severity = Enum.TryParse<Severity>(word, ignoreCase: true, out var severity) ? severity : null,
        }),
    ];
}
