using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Text;
using PlainText = SecurityReleaseChatOps.Text.PlainText;

namespace SecurityReleaseChatOps.Tests.Text;

/// <summary>Every parser with what people really type.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("CVE–2026–1234", "CVE-2026-1234")]
    [InlineData("CVE\u20112026\u20111234", "CVE-2026-1234")]
    [InlineData("a#1\u200B", "a#1")]
    [InlineData("\uFEFFa\u2060b\u00ADc\uFE0F", "abc")]
    [InlineData("09：00－17：00", "09:00-17:00")]
    [InlineData("Mon\u00A0−\u202FFri", "Mon - Fri")]
    [InlineData("“it’s”", "\"it's\"")]
    [InlineData("１８．６．１", "18.6.1")]
    [InlineData("٢٠٢٦", "2026")]
    [InlineData("\u3000a\u2003b ", "a b")]
    [InlineData("naïve 🚀 Ünïcode", "naïve 🚀 Ünïcode")]
    public void Typed_text_is_folded(string typed, string folded) => ((Typed)typed).Folded.ShouldBe(folded);

    [Theory]
    [InlineData("9-17", "09:00-17:00")]
    [InlineData("9–17", "09:00-17:00")]
    [InlineData("09:00—17:00", "09:00-17:00")]
    [InlineData("09:00--17:00", "09:00-17:00")]
    [InlineData("09:00 — 17:00", "09:00-17:00")]
    [InlineData("9am-5pm", "09:00-17:00")]
    [InlineData("9 am – 5:30 PM", "09:00-17:30")]
    [InlineData("9.00-17.00", "09:00-17:00")]
    [InlineData("12pm-12am", "12:00-00:00")]
    [InlineData("0900-1700", "09:00-17:00")]
    [InlineData("930-1730", "09:30-17:30")]
    public void Hours_are_read_as_people_type_them(string typed, string read)
    {
        WorkingHours.TryParseHours(typed, out var start, out var end, out var error).ShouldBeTrue(error);
        new WorkingHours(start, end, WorkingHours.Weekdays).HoursText().ShouldBe(read);
        RosterText.TryParseEdit($"<@U1> {typed} Mon−Fri", out var entry, out error).ShouldBeTrue(error);
        entry.Hours.ShouldBe((start, end));
        entry.Days.ShouldBe(WorkingHours.Weekdays);
    }

    [Theory]
    [InlineData("9 to 17 Monday to Friday")]
    [InlineData("9 – 17 Mo–Fr")]
    [InlineData("9am until 5pm Mo,Tu,We,Th,Fr")]
    public void Hours_and_days_are_read_in_words_too(string typed)
    {
        RosterText.TryParseEdit($"<@U1> {typed}", out var entry, out var error).ShouldBeTrue(error);
        entry.Hours.ShouldBe((new(9, 0), new(17, 0)));
        entry.Days.ShouldBe(WorkingHours.Weekdays);
    }

    [Theory]
    [InlineData("at 9am", 9, 0)]
    [InlineData("1240", 12, 40)]
    public void A_time_is_read_as_people_type_it(string typed, int hour, int minute)
    {
        WallTime.TryParse(typed, out var time).ShouldBeTrue();
        time.ShouldBe(new(hour, minute));
    }

    [Theory]
    [InlineData("13pm-5pm")]
    [InlineData("0am-5pm")]
    [InlineData("25-26")]
    [InlineData("9:7-17:00")]
    public void No_time_of_day_is_made_up(string typed) => WorkingHours.TryParseHours(typed, out _, out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("18.6.1 and 18.5.3")]
    [InlineData("v18.6.1, v18.5.3")]
    [InlineData("18.6.1 & 18.5.3")]
    [InlineData("18.6.1/18.5.3")]
    [InlineData("18.6.1 (or 18.5.3).")]
    [InlineData("`18.6.1`, “18.5.3”")]
    [InlineData("18.6.1、18.5.3")]
    [InlineData("18.6.1\u200B;\u00A018.5.3")]
    public void Versions_are_read_as_people_type_them(string typed)
    {
        ReleaseVersion.TryParseList(typed, out var versions, out var error).ShouldBeTrue(error);
        versions.ShouldBe([new(18, 6, 1), new(18, 5, 3)]);
    }

    [Theory]
    [InlineData("to Wed 9 Dec", "2026-12-09")]
    [InlineData("Wed, 9 December 2026", "2026-12-09")]
    [InlineData("Dec 9th", "2026-12-09")]
    [InlineData("9 Dec.", "2026-12-09")]
    [InlineData("9.12.2026", "2026-12-09")]
    [InlineData("2026/12/9", "2026-12-09")]
    [InlineData("2026–12–09", "2026-12-09")]
    [InlineData("on the 1st of March", "2027-03-01")]
    [InlineData("today", "2026-11-25")]
    [InlineData("to tomorrow", "2026-11-26")]
    [InlineData("next Wednesday", "2026-12-02")]
    [InlineData("friday", "2026-11-27")]
    [InlineData("in 2 weeks", "2026-12-09")]
    public void Dates_are_read_as_people_type_them(string typed, string read)
    {
        TypedDate.TryParse(typed, new(2026, 11, 25), out var date, out var error).ShouldBeTrue(error);
        date.ShouldBe(DateOnly.Parse(read));
    }

    [Theory]
    [InlineData("Thu 9 Dec", "is a Wednesday")]
    [InlineData("31 Feb", "is not a date")]
    [InlineData("9/12", "is not a date")]
    [InlineData("9.12.", "is not a date")]
    [InlineData("12/9/2026", "is not a date")]
    [InlineData("soon", "is not a date")]
    [InlineData("next year", "is not a date")]
    [InlineData("", "is not a date")]
    [InlineData("wed thu", "is not a date")]
    public void No_date_is_guessed(string typed, string says)
    {
        TypedDate.TryParse(typed, new(2026, 11, 25), out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain(says);
    }

    [Fact]
    public void A_fix_is_read_as_people_type_it_and_its_title_stays_theirs()
    {
        ReleaseFixes.TryParse(
            "gitlab\u2011org/gitlab#123\u200B CVE–2026–1234\u00A0high | “Reset” – it’s 🚀", [], SampleReleases.R1.CreatedAt,
            new Dictionary<string, SecurityReleaseChatOps.Access.Member>(), out var fixes, out var error).ShouldBeTrue(error);
        var fix = fixes.ShouldHaveSingleItem();
        (fix.Id, fix.Cve, fix.Severity).ShouldBe(("gitlab-org/gitlab#123", "CVE-2026-1234", Severity.High));
        fix.Title.ShouldBe("“Reset” – it’s 🚀");
    }

    [Fact]
    public void An_address_keeps_its_characters_and_loses_what_nobody_sees()
    {
        ReleaseLinks.TryParseUrl("https://example.com/a–b\u200B", out var url, out var error).ShouldBeTrue(error);
        url.ShouldBe("https://example.com/a%E2%80%93b");
    }

    [Theory]
    [InlineData("−4h")]
    [InlineData("–4h\u200B")]
    [InlineData("\u00A0-4h")]
    public void A_due_rule_is_read_as_people_type_it(string typed) => DueRule.TryParse(typed).ShouldBe(DueRule.TryParse("-4h")!);

    [Fact]
    public void A_release_and_a_person_are_found_through_any_spelling()
    {
        ReleaseLookup.Find("Ｒ１\u200B", [SampleReleases.R1]).Release.ShouldBe(SampleReleases.R1);
        RosterText.TryParseMention("\u2068<@U123|anna>\u2069", out var person).ShouldBeTrue();
        person.ShouldBe("U123");
        RosterText.FindZone("Europe／Amsterdam").ShouldBe("Europe/Amsterdam");
    }

    [Fact]
    public void The_words_of_a_command_are_decoded_once_and_mentions_stay_ids_for_parsers()
    {
        var typed = Typed.AtCommand("Ask R&amp;D &lt;today&gt; &amp;amp; <@U1|anna> in <#C1|> of <!subteam^S1> <https://a.b/?c=1&amp;d=2>", Named);
        typed.Own.ShouldBe("Ask R&D <today> &amp; @Anna B. in #general of @psirt https://a.b/?c=1&d=2");
        typed.Words[4].Folded.ShouldBe("<@U1|anna>");
        typed.SplitLast().Before.Split(2).After.Own.ShouldBe("<today> &amp; @Anna B. in #general of @psirt");

        static string? Named(string target) => target switch { "@U1" => "Anna B.", "#C1" => "general", "!subteam^S1" => "psirt", _ => null };
    }

    [Fact]
    public void A_mention_that_somebody_forged_is_text()
    {
        var typed = Typed.AtCommand("&lt;!channel&gt; &lt;@U1&gt;", _ => "Anna");
        typed.Own.ShouldBe("<!channel> <@U1>");
    }

    [Theory]
    [InlineData("👩‍👩‍👧‍👦", 5)]
    [InlineData("🇳🇱", 2)]
    [InlineData("e\u0301", 1)]
    [InlineData("🚀", 1)]
    public void Nothing_is_cut_inside_a_character(string character, int into)
    {
        var text = new string('x', 60 - into - 1) + character + new string('y', 60);
        PlainText.Cut(text, 60).ShouldBe(new string('x', 60 - into - 1) + "…");
        PlainText.Cut(string.Concat(Enumerable.Repeat(character, 100)), 60).TrimEnd('…').Length.ShouldSatisfyAllConditions(
            length => (length % character.Length).ShouldBe(0), length => length.ShouldBeGreaterThan(0));
    }
}
