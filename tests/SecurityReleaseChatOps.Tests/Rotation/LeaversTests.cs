using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Releases;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary>Someone of the pair who left the workspace: shown as such, never at work, and what is due goes to others.</summary>
public sealed class LeaversTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 12, 0);

    private static Engineer Works(string id, bool left = false) =>
        new(id, Region.EMEA, "Etc/UTC", new(new(9, 0), new(17, 0), WorkingHours.Weekdays)) { Left = left };

    [Fact]
    public void Who_left_is_never_at_work()
    {
        var now = Noon;
        Workdays.IsAtWork(Works("U1"), now).ShouldBeTrue();
        Workdays.IsAtWork(Works("U1", left: true), now).ShouldBeFalse();
        Workdays.Next(Works("U1", left: true), now).ShouldBeNull();
    }

    [Fact]
    public void What_is_due_goes_to_the_other_one_and_to_who_is_at_work()
    {
        var release = SampleReleases.R1 with { Primary = "U1", Secondary = "U2" };
        IReadOnlyList<Engineer> all = [Works("U1"), Works("U2"), Works("U3")], left = [Works("U1", left: true), Works("U2"), Works("U3")];
        Asked.Person("U1", release, all, Noon).ShouldBe("<@U1>");
        Asked.Pair(release, all, Noon).ShouldBe("<@U1> <@U2>");
        Asked.Person("U1", release, left, Noon).ShouldBe("<@U2> <@U3>");
        Asked.Pair(release, left, Noon).ShouldBe("<@U2> <@U3>");
        Asked.Person("U1", release, left, Noon.AddHours(12)).ShouldBe("<@U2>", "nobody is at work");
    }

    [Fact]
    public async Task A_primary_who_left_is_shown_so_on_the_card_the_home_and_the_rotation()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post("/control/users/anna/deactivate", new { });
        var maria = day.As("maria");
        (await maria.Sees("(left)")).Text.ShouldContain("Primary: Anna de Vries (left)");
        (await maria.Runs("/rotation")).ShouldContain(":no_entry_sign: *Anna de Vries* left · *Primary of R1*: let someone else take that");
        Words.Of((await maria.Home())["blocks"]).ShouldContain("now with Anna de Vries (left)");
    }

    [Fact]
    public async Task Who_left_is_not_proposed_at_the_end_of_the_day()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Control.Post("/control/users/maria/deactivate", new { });
        await day.As("anna").Sees("(left)");
        await day.At("2026-11-23T15:30:00Z");
        (await day.As("anna").Sees("your workday ends soon")).Text.ShouldContain($"over? {day.Name("maria")} left: choose who takes it.");
    }
}
