using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Tests.Rotation;

public sealed class PersonPickerTests
{
    private static readonly Instant now = Instant.FromUtc(2026, 11, 25, 15, 30);

    [Fact]
    public void It_offers_the_rotation_with_region_and_local_time()
    {
        var menu = PersonPicker.Of([Of("U2", "America/New_York") with { Left = true }, Of("U3", "Asia/Kolkata"), Of("U1", "Europe/Amsterdam")], Name, now, "U3")
            .ShouldBeOfType<StaticSelectMenu>();
        menu.Options!.Select(option => $"{option.Text.Text} {option.Description!.Text}").ShouldBe(
            ["Person 1 EMEA · 16:30 (Europe/Amsterdam)", "Person 3 EMEA · 21:00 (Asia/Kolkata)"], "who left is not offered");
        menu.InitialOption!.Value.ShouldBe("U3");
        PersonPicker.Of([Of("U1", "Europe/Amsterdam")], Name, now, "U9").ShouldBeOfType<StaticSelectMenu>().InitialOption.ShouldBeNull();
    }

    [Fact]
    public void Without_a_rotation_anyone_can_be_chosen_and_above_a_hundred_they_are_found_by_typing()
    {
        PersonPicker.Of([], Name, now, "U1").ShouldBeOfType<UserSelectMenu>().InitialUser.ShouldBe("U1");
        IReadOnlyList<Engineer> many = [.. Enumerable.Range(1, 101).Select(i => Of($"U{i}", i == 42 ? "Asia/Tokyo" : "Europe/Amsterdam"))];
        PersonPicker.Of(many, Name, now, "U7").ShouldBeOfType<ExternalSelectMenu>().InitialOption!.Value.ShouldBe("U7");
        PersonPicker.Matching("person 42", many, Name, now).Single().Value.ShouldBe("U42");
        PersonPicker.Matching(" ＴＯＫＹＯ ", many, Name, now).Single().Value.ShouldBe("U42", "typed as people type");
        PersonPicker.Matching("", many, Name, now).Count.ShouldBe(100, "as many as Slack takes");
    }

    private static Engineer Of(string user, string zone) => new(user, Region.EMEA, zone, new(new(9, 0), new(17, 0), WorkingHours.Weekdays));

    private static string Name(string user) => $"Person {user[1..]}";
}
