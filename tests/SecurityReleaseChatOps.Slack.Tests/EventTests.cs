using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class EventTests
{
    private static readonly object Opened = new { type = "app_home_opened", user = "U1", channel = "D1", tab = "home", event_ts = "1", view = (object?)null };

    [Fact]
    public async Task An_event_is_handled_before_it_is_acknowledged()
    {
        await using var app = await TestApp.Start();
        (await app.Event(Opened)).ShouldBe((200, ""));
        app.Handlers.Last.ShouldBe(new AppHomeOpened { User = "U1", Channel = "D1", DeliveryId = "Ev1", TeamId = "T1" });
    }

    [Fact]
    public async Task Another_call_of_AddSlackNet_adds_its_handlers()
    {
        await using var app = await TestApp.Start();
        await app.Event(new { type = "member_joined_channel", user = "U2", channel = "C1", channel_type = "C", team = "T1", inviter = "U1" });
        app.Handlers.Last.ShouldBeOfType<MemberJoinedChannel>().Inviter.ShouldBe("U1");
        app.Services.SlackInventory().Events.ShouldBe(["app_home_opened", "member_joined_channel"]);
    }

    [Fact]
    public async Task A_retry_of_a_handled_event_changes_nothing()
    {
        await using var app = await TestApp.Start();
        await app.Event(Opened);
        (await app.Event(Opened)).ShouldBe((200, ""));
        (await app.Event(Opened, "Ev2")).ShouldBe((200, ""));
        app.Handlers.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_event_is_answered_500_and_its_retry_runs_again()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnEvent = _ => throw new InvalidOperationException("disk full");
        (await app.Event(Opened)).ShouldBe((500, ""));
        app.Handlers.OnEvent = _ => Task.CompletedTask;
        (await app.Event(Opened)).ShouldBe((200, ""));
        app.Handlers.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_slow_event_is_answered_503_and_its_retry_waits_for_the_same_run()
    {
        await using var app = await TestApp.Start();
        var done = new TaskCompletionSource();
        app.Handlers.OnEvent = _ => done.Task;
        var first = app.Event(Opened);
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        (await first).ShouldBe((503, ""));
        var retry = app.Event(Opened);
        await app.Time.Waits(SlackDispatcher.AnswerWithin, 1);
        done.SetResult();
        (await retry).ShouldBe((200, ""));
        app.Handlers.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_event_is_acknowledged_and_not_handled()
    {
        await using var app = await TestApp.Start();
        app.Handlers.Gate = info => info == new SlackRequestInfo("U1", SlackRequestKind.Event, "app_home_opened", "D1", TeamId: "T1") ? "no" : null;
        (await app.Event(Opened)).ShouldBe((200, ""));
        app.Handlers.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Old_deliveries_are_forgotten_after_a_quarter_of_an_hour_and_above_their_number()
    {
        await using var app = await TestApp.Start();
        await app.Event(Opened);
        app.Time.Advance(TimeSpan.FromMinutes(16));
        await app.Event(Opened);
        app.Handlers.Asked.ShouldBe(2);

        var recent = new RecentDeliveries(app.Time, capacity: 3);
        foreach (var key in (string[])["a", "b", "c", "d"])
            recent.TryBegin(key, out _).ShouldBeTrue();
        recent.TryBegin("d", out _).ShouldBeFalse();
        recent.TryBegin("a", out _).ShouldBeTrue();
    }
}
