using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Rotation.Calendar;

namespace SecurityReleaseChatOps.Tests.Rotation.Absences;

/// <summary>A Slack status that says that somebody on duty is away.</summary>
public sealed class StatusHintTests
{
    private const string Dm = "@app";

    [Theory]
    [InlineData(":palm_tree:", "Vacationing", true)]
    [InlineData(":palm_tree:", "", true)]
    [InlineData(":face_with_thermometer:", "Out sick", true)]
    [InlineData(":speech_balloon:", "OOO until Monday", true)]
    [InlineData(":speech_balloon:", "On parental leave", true)]
    [InlineData(":speech_balloon:", "Public holiday", true)]
    [InlineData(":speech_balloon:", "Out of office", true)]
    [InlineData(":calendar:", "In a meeting", false)]
    [InlineData(":house_with_garden:", "Working remotely", false)]
    [InlineData(":books:", "reading Footballooons", false)]
    [InlineData("", "", false)]
    [InlineData(null, null, false)]
    public void What_says_away_is_known_by_emoji_or_words(string? emoji, string? text, bool away) =>
        StatusRules.SaysAway(new() { StatusEmoji = emoji, StatusText = text }).ShouldBe(away);

    [Theory]
    [InlineData("2026-12-07T23:00:00Z", "2026-12-07")] // midnight in Amsterdam: the day before
    [InlineData("2026-12-07T22:59:59Z", "2026-12-07")]
    [InlineData("2026-12-08T11:00:00Z", "2026-12-08")]
    public void It_ends_on_a_day_where_the_person_is(string end, string last) => StatusRules.LastDay(
        new() { StatusExpiration = Rotation.People.At(end).ToUnixTimeSeconds() }, People.Anna).ShouldBe(DateOnly.Parse(last));

    [Theory]
    [InlineData("2026-12-06", false)] // a Sunday before it
    [InlineData("2026-12-07", true)]
    [InlineData("2027-01-31", true)]
    [InlineData(null, true)] // without an end: a week
    public void Only_what_meets_a_shift_is_asked_about(string? last, bool asks)
    {
        var shift = Shift.Of("patch/2026-12-09")! with { Primary = "UANNA", Secondary = "UBEN" };
        var rotation = Sample.Rotation(People.Roster, new(2026, 12, 1), [shift]);
        var now = People.At("2026-12-02T08:00:00Z");
        (StatusRules.Meets(rotation, People.Anna, last is null ? null : DateOnly.Parse(last), now) is not null).ShouldBe(asks);
        StatusRules.Meets(rotation, People.Chika, null, now).ShouldBeNull();
        // Whoever already said that they are away is not asked.
        var known = Sample.Away(rotation, "UANNA", new(2026, 12, 7), 5).Roster.First(one => one.UserId == "UANNA");
        StatusRules.Meets(rotation, known, new(2026, 12, 10), now).ShouldBeNull();
    }

    [Fact]
    public async Task Who_is_on_is_asked_once_and_the_form_stands_filled_in()
    {
        await using var day = await TestDay.Start();
        await Plan(day);
        var anna = day.As("anna");
        await Status(day, "Vacationing", ":palm_tree:", "2026-11-26T23:00:00Z");
        var asked = await anna.Sees("Your status says that you are away until Thu 26 Nov, and you are *Primary on Wed 25 Nov*. Will you be away?", Dm);
        asked.Buttons.ShouldBe(["Away", "Not away"]);
        // Another profile change, and the same status again.
        await Status(day, "Vacationing", ":palm_tree:", "2026-11-26T23:00:00Z");
        await day.Settles();
        (await anna.Messages(Dm)).Count(message => message.Says("Your status")).ShouldBe(1);
        (await anna.Runs("/rotation")).ShouldContain(":large_green_circle: *Anna de Vries*");
        await anna.Clicks("Away", asked);
        var form = await anna.SeesModal("Away");
        (form["From"], form["Until"]).ShouldBe(("2026-11-23", "2026-11-26"));
        await form.Submit();
        (await anna.Sees("Marked: away Mon 23 Nov – Thu 26 Nov.", Dm)).Buttons.ShouldBeEmpty();
        await day.Until(async () => (await anna.Runs("/rotation")).Contains(":white_circle: *Anna de Vries*", StringComparison.Ordinal), "She should be away.");
    }

    [Fact]
    public async Task Not_away_and_a_cleared_status_mark_nothing_and_another_absence_is_asked_about_again()
    {
        await using var day = await TestDay.Start();
        await Plan(day);
        var anna = day.As("anna");
        await Status(day, "Out sick", ":face_with_thermometer:");
        await anna.Clicks("Not away", await anna.Sees("Your status says that you are away, and you are", Dm));
        (await anna.Sees("You are not away: nothing is marked.", Dm)).Buttons.ShouldBeEmpty();
        await Status(day, "", "");
        await Status(day, "Out sick", ":face_with_thermometer:", "2026-11-24T12:00:00Z");
        await anna.Sees("Your status says that you are away until Tue 24 Nov", Dm);
        // Slack clears it by itself.
        await day.At("2026-11-24T12:00:00Z");
        (await anna.Sees("Your status is cleared: nothing is marked.", Dm)).Buttons.ShouldBeEmpty();
        // People without a shift, and people outside the rotation, are not asked.
        foreach (var name in new[] { "liam", "kenji" })
            await Status(day, "OOO", "", person: name);
        await day.Settles();
        foreach (var name in new[] { "liam", "kenji" })
            (await day.As(name).Messages(Dm)).ShouldNotContain(message => message.Says("Your status"));
    }

    /// <summary>Sets a status, and waits until the app was told: what Slack tells at once may arrive in any order.</summary>
    private static async Task Status(TestDay day, string text, string emoji, string? until = null, string person = "anna")
    {
        var told = (await day.Journal("user_change")).Count;
        await day.Control.Post(
            $"/control/users/{person}/status", new { text, emoji, expiration = until is null ? 0 : Rotation.People.At(until).ToUnixTimeSeconds() });
        await day.Until(async () => (await day.Journal("user_change")).Count > told, "The app should be told of the status.");
    }

    private static async Task Plan(TestDay day)
    {
        var shift = Shift.Of("patch/2026-11-25")! with { Primary = "U03", Secondary = "U05" };
        (await day.Services.GetRequiredService<IStore>().Commit(ShiftStore.Save(new Commit(), null, shift, "U11", "planned"))).ShouldBe(CommitResult.Saved);
    }
}
