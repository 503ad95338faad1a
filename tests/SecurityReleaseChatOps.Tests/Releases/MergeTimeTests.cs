using FsCheck;
using FsCheck.Fluent;
using NodaTime.Text;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class MergeTimeTests
{
    private const string Amsterdam = "Europe/Amsterdam";
    private const string AfterMidnight = "2026-11-24T23:10:00Z"; // 00:10 there
    private const string FallFirst = "2026-10-25T00:45:00Z"; // 02:45, for the first time
    private const string FallAgain = "2026-10-25T01:15:00Z"; // 02:15, for the second time
    private const string FallAfter = "2026-10-25T02:30:00Z"; // 03:30
    private const string Spring = "2026-03-29T06:00:00Z"; // 08:00

    private static Instant LongAgo { get; } = At("2026-01-01T00:00:00Z");

    [Theory]
    [InlineData(AfterMidnight, "yesterday 23:50", "2026-11-24T22:50:00Z")]
    [InlineData(AfterMidnight, "23:50 yesterday", "2026-11-24T22:50:00Z")]
    [InlineData(AfterMidnight, "Yesterday, at 11:50 pm", "2026-11-24T22:50:00Z")]
    [InlineData(AfterMidnight, "today 00:05", "2026-11-24T23:05:00Z")]
    [InlineData(AfterMidnight, "0:05", "2026-11-24T23:05:00Z")]
    [InlineData(AfterMidnight, "00:10", "2026-11-24T23:10:00Z")]
    [InlineData(AfterMidnight, "yesterday 00:10", "2026-11-23T23:10:00Z")] // 24 hours ago to the minute
    [InlineData(FallFirst, "02:30", "2026-10-25T00:30:00Z")]
    [InlineData(FallAgain, "02:30", "2026-10-25T00:30:00Z")] // the second one is still to come
    [InlineData(FallAfter, "02:30", "2026-10-25T01:30:00Z")]
    [InlineData(FallAfter, "yesterday 04:00", "2026-10-24T02:00:00Z", false)] // 24.5 hours, on a day of 25
    [InlineData(Spring, "03:00", "2026-03-29T01:00:00Z")]
    [InlineData(Spring, "yesterday 09:00", "2026-03-28T08:00:00Z")] // 22 hours, on a day of 23
    public void A_time_is_the_last_one_that_the_typists_clock_showed_that_day(string now, string typed, string expected, bool isRead = true)
    {
        MergeTime.TryParse(typed, LongAgo, Zone(Amsterdam), At(now), out var at, out _, out _).ShouldBe(isRead);
        if (isRead)
            at.ShouldBe(At(expected));
    }

    [Theory]
    [InlineData(AfterMidnight, "23:50", "23:50 has not come yet", "yesterday 23:50")]
    [InlineData(AfterMidnight, "today 23:50", "23:50 has not come yet", "yesterday 23:50")]
    [InlineData(AfterMidnight, "yesterday 00:05", "Tue 24 Nov 00:05 is more than 24 hours ago", "yesterday 00:11")]
    [InlineData(AfterMidnight, "soon", "\"soon\" is neither a release nor a time", "00:00")]
    [InlineData(AfterMidnight, "yesterday", "\"yesterday\" is neither a release nor a time", "00:00")]
    [InlineData(AfterMidnight, "yesterday yesterday 23:50", "\"yesterday yesterday 23:50\" is neither a release nor a time", "00:00")]
    [InlineData(FallAfter, "04:00", "04:00 has not come yet", "03:20")] // yesterday's is more than 24 hours ago
    [InlineData(FallAfter, "yesterday 03:00", "Sat 24 Oct 03:00 is more than 24 hours ago", "yesterday 04:31")]
    [InlineData(Spring, "02:30", "02:30 was skipped on Sun 29 Mar, when the clocks went forward", "07:50")]
    public void What_is_refused_comes_with_what_is_understood(string now, string typed, string words, string offered)
    {
        MergeTime.TryParse(typed, LongAgo, Zone(Amsterdam), At(now), out _, out var error, out var instead).ShouldBeFalse();
        (error, instead).ShouldBe((words, offered));
    }

    [Theory]
    [InlineData("2026-11-24T22:30:40Z", "today 00:05", null, "2026-11-24T23:05:00Z")]
    [InlineData("2026-11-24T22:30:40Z", "yesterday 23:30", null, "2026-11-24T22:30:40Z")] // not before the second it was started
    [InlineData("2026-11-24T22:30:40Z", "yesterday 23:29", "Tue 24 Nov 23:29 is before the release was started", "yesterday 23:30")]
    [InlineData("2026-11-24T23:05:40Z", "yesterday 23:50", "Tue 24 Nov 23:50 is before the release was started", "00:05")]
    [InlineData("2026-11-24T23:05:40Z", "23:50", "23:50 has not come yet", "00:05")] // yesterday's was before it, too
    [InlineData("2026-11-24T23:05:40Z", "soon", "\"soon\" is neither a release nor a time", "00:05")]
    public void Nothing_was_merged_before_the_release_was_started(string started, string typed, string? refused, string? then)
    {
        var isRead = MergeTime.TryParse(typed, At(started), Zone(Amsterdam), At(AfterMidnight), out var at, out var error, out var instead);
        (error, isRead ? at.ToString() : instead).ShouldBe((refused, then));
    }

    [Fact]
    public void At_any_moment_in_any_zone_it_is_within_the_last_24_hours_and_what_is_offered_is_taken()
    {
        string[] zones = [Amsterdam, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "America/Santiago", "Pacific/Auckland", "UTC"];
        var moments = from day in new[] { "2026-03-08", "2026-03-29", "2026-04-05", "2026-09-06", "2026-09-27", "2026-10-25", "2026-11-01", "2026-11-25" }
                      from minutes in Enumerable.Range(-40, 120)
                      select At($"{day}T00:00:00Z") + Duration.FromMinutes(minutes * 17) + Duration.FromSeconds(minutes % 3);
        var times =
            from word in new[] { "", "today ",
                "yesterday " }
            from minutes in Enumerable.Range(0, 96)
            select (Word: word, Time: LocalTime.FromMinutesSinceMidnight(minutes * 15));
        var cases = from zone in Gen.Elements(zones)
                    from now in Gen.Elements(moments)
                    from said in Gen.Elements(times)
                    from ago in Gen.Choose(0, 3 * 24 * 60 * 60)
                    select (zone, now, said, started: now - Duration.FromSeconds(ago));
        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            var (zone, now, said, started) = (Zone(one.zone), one.now, one.said, one.started);
            if (!MergeTime.TryParse(said.Word + said.Time.ToString("HH:mm", null), started, zone, now, out var at, out _, out var instead))
                return MergeTime.TryParse(instead, started, zone, now, out at, out _, out _) && IsRight();
            return IsRight() && at.InZone(zone).TimeOfDay is var there && there.Hour == said.Time.Hour && there.Minute == said.Time.Minute
                && Period.DaysBetween(at.InZone(zone).Date, now.InZone(zone).Date) == (said.Word == "yesterday " ? 1 : 0);

            bool IsRight() => at <= now && at >= started && now - at <= MergeTime.Longest;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static DateTimeZone Zone(string id) => DateTimeZoneProviders.Tzdb[id];

    private static Instant At(string text) => InstantPattern.ExtendedIso.Parse(text).Value;
}
