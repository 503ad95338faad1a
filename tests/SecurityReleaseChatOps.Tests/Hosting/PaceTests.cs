using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>The only test at Slack's real pace; elsewhere <c>Slack:Pace</c> lets messages follow immediately.</summary>
public sealed class PaceTests
{
    [Fact]
    public async Task At_Slacks_pace_no_message_is_refused_for_coming_too_soon()
    {
        await using var day = await TestDay.Start("--Slack:Pace=00:00:01");
        for (var patch = 1; patch <= 4; patch++)
            await day.StartsRelease($"18.6.{patch}");
        await day.Settles();
        var posts = await day.Journal("chat.postMessage");
        posts.Count.ShouldBeGreaterThan(5, "more than Slack takes at once");
        posts.ShouldAllBe(post => (int)post["status"]! == 200);
    }
}
