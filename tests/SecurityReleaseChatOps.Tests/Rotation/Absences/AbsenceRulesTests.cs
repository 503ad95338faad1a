using SecurityReleaseChatOps.Rotation.Absences;

namespace SecurityReleaseChatOps.Tests.Rotation.Absences;

public sealed class AbsenceRulesTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("2026-12-24", null, false, false, "Thu 24 Dec")]
    [InlineData("2026-12-24", "2027-01-01", false, false, "Thu 24 Dec – Fri 1 Jan 2027")]
    [InlineData("2026-12-24", null, true, false, "Thu 24 Dec from noon")]
    [InlineData("2026-12-24", null, false, true, "Thu 24 Dec until noon")]
    [InlineData("2026-12-23", "2026-12-24", true, true, "Wed 23 Dec from noon – Thu 24 Dec until noon")]
    [InlineData("2026-11-20", "2026-11-23", false, false, "Fri 20 Nov – Mon 23 Nov")]
    public void An_absence_is_said_as_it_was_filled_in(string first, string? last, bool fromNoon, bool untilNoon, string words)
    {
        var absence = Read(first, last, fromNoon, untilNoon, out _).ShouldNotBeNull();
        AbsenceRules.Say(absence, Today).ShouldBe(words);
        AbsenceRules.Coming([absence], Today).ShouldBe([absence]);
    }

    [Theory]
    [InlineData(null, null, false, false, "Pick the first day away")]
    [InlineData("2026-12-24", "2026-12-23", false, false, "This is before the first day")]
    [InlineData("2026-11-20", "2026-11-22", false, false, "This is over already")]
    [InlineData("2026-12-24", "2027-12-25", false, false, "At most a year, within three years")]
    [InlineData("2036-12-24", null, false, false, "At most a year, within three years")]
    [InlineData("2026-12-24", null, true, true, "Nothing is left of this day: choose one of the two")]
    [InlineData("2026-12-02", null, true, false, "Already away then: Tue 1 Dec – Thu 3 Dec")]
    public void What_cannot_be_is_said_in_words(string? first, string? last, bool fromNoon, bool untilNoon, string words)
    {
        Read(first, last, fromNoon, untilNoon, out var wrong).ShouldBeNull();
        wrong.ShouldBe(words);
    }

    [Fact]
    public void What_ended_at_noon_today_is_shown_still_and_what_ended_yesterday_is_not() =>
        AbsenceRules.Coming(
            [
                new("1", "UANNA", new(2026, 11, 22, 0, 0), new(2026, 11, 23, 0, 0), null), new("2", "UANNA", new(2026, 11, 22, 0, 0), new(2026, 11, 23, 12, 0), null)
            ], Today).Select(absence => absence.Id).ShouldBe(["2"]);

    private static Absence? Read(string? first, string? last, bool fromNoon, bool untilNoon, out string wrong)
    {
        var read = AbsenceRules.Read(
            new(Date(first), Date(last), fromNoon, untilNoon, null), "UANNA", Today,
            [new("other", "UANNA", new(2026, 12, 1, 0, 0), new(2026, 12, 4, 0, 0), null)], out var found);
        wrong = found.Words;
        return read;

        static DateOnly? Date(string? text) => text is null ? null : DateOnly.Parse(text);
    }
}
