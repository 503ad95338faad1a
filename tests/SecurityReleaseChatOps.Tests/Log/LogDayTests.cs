using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Log;

/// <summary><c>/release log</c> through the local workspace.</summary>
public sealed class LogDayTests
{
    [Fact]
    public async Task It_says_what_happened_in_plain_words_ten_lines_at_a_time()
    {
        await using var day = await TestDay.Start();
        var (anna, kenji) = (day.As("anna"), day.As("kenji"));
        await day.StartsRelease();
        await day.SetsFixes("anna", "gitlab-org/gitlab#1 CVE-2026-1000 high | Stored XSS in notes");
        foreach (var step in new[] { "managers", "tools", "cut" })
            await anna.Runs($"/checklist claim {step}");
        await anna.Runs("/checklist done tools");
        await anna.Runs("/checklist not needed managers we have them from the last one");
        await day.As("maria").Runs("/checklist comment cut Kenji wants two more");
        await day.SetClock("2026-11-24T09:00:00Z");
        await day.HandsOver("anna");
        await day.As("maria").Clicks("Accept", await day.As("maria").Sees("All CVEs are requested"));
        await anna.Runs("/release severity critical");
        await kenji.Runs("/release merged");

        var log = (await kenji.Asks("/release log", "f_upcoming_release"))!;
        var newest = Lines(log);
        newest.Count.ShouldBe(10);
        newest[0].ShouldEndWith("Kenji Satō said that the fixes are merged");
        newest[1].ShouldEndWith("Anna de Vries set the severity: critical");
        newest[2].ShouldEndWith("María López accepted the handover");
        newest[3].ShouldEndWith("Anna de Vries handed the release over to María López");
        newest[4].ShouldEndWith("María López commented on *48-hour deadline: settle the list of fixes*: Kenji wants two more");
        newest[5].ShouldEndWith("Anna de Vries marked *Know the release managers of this release* as not needed: we have them from the last one");
        newest.ShouldAllBe(line => line.StartsWith("<!date^"));
        // The number of pages depends on which job ran first after the clock moved.
        var oldest = new List<string>();
        for (var page = log; page.Buttons.Contains("Older"); oldest.AddRange(Lines(page)))
        {
            var before = page.Text;
            await kenji.Clicks("Older", page);
            page = await day.Until(
                async () => (await kenji.Messages("f_upcoming_release")).Single(message => message.Ts == log.Ts) is var now && now.Text != before ? now : null,
                () => Task.FromResult("Older should turn the page."));
        }
        oldest[^1].ShouldEndWith("Anna de Vries started the release");
        oldest.ShouldContain(line => line.EndsWith("Anna de Vries set the fixes: 1 now"));
        oldest.Intersect(newest).ShouldBeEmpty();

        Lines((await anna.Asks("/release log R1 yesterday"))!).Count.ShouldBe(10);
        Lines((await anna.Asks("/release log today"))!).ShouldBe(newest.Take(4));
        (await anna.Runs("/release log 2x")).ShouldContain("is not a past time");
        (await day.As("ben").Runs("/release log")).ShouldNotContain("Anna");
        await WholeLog.Reads(day, "R1");
    }

    private static List<string> Lines(Shown log) => [.. log.Text.Split('\n').Where(line => line.Contains(" · ", StringComparison.Ordinal))];
}
