using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Rotation;

public sealed class RosterTextTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 21, 12, 0);

    [Theory]
    [InlineData("<@U1|anna> EMEA 09:00-17:00", "EMEA Asia/Kolkata 09:00-17:00 Mon-Fri")]
    [InlineData("<@U1> apac 9:00-17:00 Sun-Thu", "APAC Asia/Kolkata 09:00-17:00 Sun-Thu")]
    [InlineData("  <@U1|anna>   AMER  22:00 - 06:00   Mon, Wed, Fri  America/New_York ", "AMER America/New_York 22:00-06:00 Mon,Wed,Fri")]
    [InlineData("<@U1|anna b. smith> EMEA 09:00-17:00 europe/amsterdam", "EMEA Europe/Amsterdam 09:00-17:00 Mon-Fri")]
    [InlineData("<@U1|anna> 09:00-17:00 UTC EMEA", "EMEA UTC 09:00-17:00 Mon-Fri")]
    public void A_person_is_added_from_the_words(string text, string expected)
    {
        RosterText.TryParseAdd(text, out var entry, out var error).ShouldBeTrue(error);
        var engineer = entry.ToEngineer("Asia/Kolkata", Now);
        $"{engineer.Region} {engineer.Zone} {engineer.Hours}".ShouldBe(expected);
        engineer.UserId.ShouldBe("U1");
        engineer.ChangedAt.ShouldBe(Now);
    }

    [Theory]
    [InlineData("", "The person is missing")]
    [InlineData("anna EMEA 09:00-17:00", "\"anna\" is not a person")]
    [InlineData("@anna EMEA 09:00-17:00", "\"@anna\" is not a person")]
    [InlineData("<@|anna> EMEA 09:00-17:00", "\"<@|anna>\" is not a person")]
    [InlineData("<#C123|general> EMEA 09:00-17:00", "\"<#C123|general>\" is not a person")]
    [InlineData("<@U1> EMAE 09:00-17:00", "\"EMAE\" is not a region")]
    [InlineData("<@U1> 1 09:00-17:00", "\"1\" is not a start and an end of work")]
    [InlineData("<@U1> EMEA", "The working hours are missing")]
    [InlineData("<@U1> 09:00-17:00", "The region is missing")]
    [InlineData("<@U1> EMEA 09:00", "\"09:00\" is not a start and an end of work")]
    [InlineData("<@U1> EMEA 09:00-17:00 Mon-Fir", "\"Fir\" is not a day")]
    [InlineData("<@U1> EMEA 09:00-17:00 weekdays", "\"weekdays\" is neither working days")]
    [InlineData("<@U1> EMEA 09:00-17:00 Europe/Amsterdm", "\"Europe/Amsterdm\" is not a time zone")]
    [InlineData("<@U1> EMEA APAC 09:00-17:00", "\"APAC\" is a second region")]
    [InlineData("<@U1> EMEA 09:00-17:00 10:00-18:00", "\"10:00-18:00\" is a second time")]
    [InlineData("<@U1> EMEA 09:00-17:00 Mon Wed", "\"Wed\" gives the days a second time")]
    [InlineData("<@U1> EMEA 09:00-17:00 UTC Asia/Tokyo", "\"Asia/Tokyo\" is a second time zone")]
    public void The_wrong_word_is_named_with_a_right_example(string text, string expected)
    {
        RosterText.TryParseAdd(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldStartWith(expected);
        error.ShouldEndWith("For example: /rotation add @anna EMEA 09:00-17:00 Mon-Fri Europe/Amsterdam");
    }

    [Theory]
    [InlineData("<@UANNA> 10:00-18:00", "EMEA Europe/Amsterdam 10:00-18:00 Mon-Fri")]
    [InlineData("<@UANNA> Sun-Thu Asia/Jerusalem", "EMEA Asia/Jerusalem 09:00-17:00 Sun-Thu")]
    [InlineData("<@UANNA> APAC", "APAC Europe/Amsterdam 09:00-17:00 Mon-Fri")]
    public void An_edit_changes_only_what_was_typed(string text, string expected)
    {
        RosterText.TryParseEdit(text, out var entry, out var error).ShouldBeTrue(error);
        var engineer = entry.ApplyTo(People.Anna, Now);
        $"{engineer.Region} {engineer.Zone} {engineer.Hours}".ShouldBe(expected);
        engineer.ChangedAt.ShouldBe(Now);
    }

    [Theory]
    [InlineData("<@UANNA>", "Nothing to change was given")]
    [InlineData("<@UANNA> 10-18h30m", "\"10-18h30m\" is not a start and an end of work")]
    public void An_edit_that_says_nothing_right_is_refused(string text, string expected)
    {
        RosterText.TryParseEdit(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldStartWith(expected);
        error.ShouldEndWith("For example: /rotation edit @anna 10:00-18:00");
    }

    [Theory]
    [InlineData("<@U123|anna>", "U123")]
    [InlineData("<@W0AB>", "W0AB")]
    [InlineData("<@U123|anna> ", "U123")]
    [InlineData("U123", null)]
    [InlineData("<!channel>", null)]
    [InlineData("<@u123>", null)]
    public void A_mention_is_read(string word, string? expected)
    {
        RosterText.TryParseMention(word, out var userId).ShouldBe(expected is not null);
        userId.ShouldBe(expected);
    }

    [Fact]
    public void The_examples_are_right()
    {
        RosterText.TryParseAdd(Words(RosterText.AddExample), out _, out var error).ShouldBeTrue(error);
        RosterText.TryParseEdit(Words(RosterText.EditExample), out _, out error).ShouldBeTrue(error);

        static string Words(string example) => string.Join(' ', example.Split(' ').Skip(2)).Replace("@anna", "<@U1|anna>");
    }
}
