using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Comms;

internal static class MatrixFeature
{
    public static void AddMatrix(this IServiceCollection services, Settings settings) => services.AddSingleton(new CommsMatrix(
        [
            new() { Id = Audience.ReleaseManagers, Name = "Release Managers", Channel = settings.Channels.UpcomingRelease, Mentions = ["release-managers"], Hours = Rotation.WorkingHours.Weekdays is var d ? new(new(9, 0), new(17, 0), d) : null!, Zone = "UTC" },
            new() { Id = Audience.Communications, Name = "Communications", Channel = settings.Channels.CommsSecurity, Mentions = ["communications"], Hours = new(new(9, 0), new(17, 0), Rotation.WorkingHours.Weekdays), Zone = "UTC" },
        ],
        [
            new() { Id = "timing", To = Audience.ReleaseManagers, Title = "Is the timing right?", Due = DueRule.TryParse("-1d")!, Embargoed = true, Template = "x", Steps = ["merge-time"], Acknowledge = new(TimeSpan.FromHours(4), TimeSpan.FromHours(4), EscalateTo.Pair, TimeSpan.FromHours(1), TimeSpan.FromHours(1)) },
            new() { Id = "post", To = Audience.Communications, Title = "Please merge the post", Due = DueRule.TryParse("0h")!, Embargoed = true, Template = "x" },
            new() { Id = "live", To = Audience.Communications, Title = "The post is live", Due = DueRule.TryParse("0h")!, Embargoed = false, Template = "x", Needs = [CommsGate.Published] },
        ]));
}
