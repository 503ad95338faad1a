using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary>Each audience gets each message once, whatever is pressed and whatever breaks.</summary>
public sealed class OnceTests
{
    private const string Words = "Please read the disclosure by noon.";

    [Theory]
    [InlineData("ratelimited")]
    [InlineData("500")]
    [InlineData("timeout")]
    [InlineData("drop")]
    public async Task A_fault_at_every_send_delays_it_and_doubles_nothing(string kind)
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.Settles();
        var modal = await day.As("anna").Opens("legal");
        // In reality a call without an answer may or may not have taken effect: here it did.
        await day.Control.Post(
            "/control/faults", new { method = "chat.postMessage", times = 2, kind, applied = kind is "timeout" or "drop" ? "true" : "false" });
        await modal.Fill(("Message", Words)).Submit();
        await day.As("hana").Sees(Words, "legal");
        await day.Restart(); // whether or not the app already knows that it is there
        await day.Settles();
        (await day.Count(Words)).ShouldBe(1);
    }

    [Fact]
    public async Task Every_delivery_that_comes_twice_changes_nothing_more()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        await day.EverythingComesTwice();
        var ping = await day.Tells("anna", "legal", Words);
        await (await day.As("anna").Opens("legal")).Fill(("Message", "In my own words.")).Submit();
        await day.As("hana").Clicks("Approve", ping);
        await day.As("hana").Sees("Approved by Hana Kovář", "legal");
        await day.Settles();
        (await day.Count(Words)).ShouldBe(1);
        (await day.Count("In my own words.")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_send_the_same_at_the_same_moment_send_it_once()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = await day.As("anna").Opens("legal");
        var maria = await day.As("maria").Opens("legal");
        var answers = await Task.WhenAll(anna.Fill(("Message", Words)).Send(), maria.Fill(("Message", Words)).Send());
        answers.Select(answer => (string)answer["status"]!).Order().ShouldBe(["errors", "ok"]);
        await day.Settles();
        (await day.Count(Words)).ShouldBe(1);
    }
}
