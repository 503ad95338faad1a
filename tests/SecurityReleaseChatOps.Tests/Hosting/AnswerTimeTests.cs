using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>How long the app waits for a handler before it answers that the work goes on.</summary>
public sealed class AnswerTimeTests
{
    [Theory]
    [InlineData("00:00:03", 2.5)]
    [InlineData("00:00:20", 19.5)]
    [InlineData("00:00:01", 2.5)]
    public async Task It_is_as_much_longer_as_the_local_workspace_waits_longer_than_Slack(string waits, double seconds)
    {
        await using var day = await TestDay.Start($"--LocalSlack:AnswerTime={waits}");
        day.Services.GetRequiredService<SlackSettings>().AnswerWithin.ShouldBe(TimeSpan.FromSeconds(seconds));
    }
}
