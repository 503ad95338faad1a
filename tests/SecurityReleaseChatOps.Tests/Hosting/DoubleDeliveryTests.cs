using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>Slack may deliver anything twice: a day on which everything comes twice looks like one on which nothing does.</summary>
public sealed class DoubleDeliveryTests
{
    [Fact]
    public async Task A_day_delivered_twice_looks_as_one_delivered_once()
    {
        var once = await Play(twice: false);
        var twice = await Play(twice: true);
        twice.ShouldBe(once);
    }

    private static async Task<string> Play(bool twice)
    {
        await using var day = await TestDay.Start();
        if (twice)
            await day.EverythingComesTwice();
        var (anna, maria, grace) = (day.As("anna"), day.As("maria"), day.As("grace"));
        await grace.Runs("/rotation edit @anna 09:00-17:00");
        await day.StartsRelease();
        await day.Settles(); // overdue notices are sent now, not when the clock triggers a look
        await day.StartsRelease("18.5.3");
        await day.Settles();
        await anna.Clicks("R2", (await anna.Asks("/release published"))!);
        await (await anna.SeesModal("Publish")).Fill(("Reason", "It is out"), ("Before its due time", new[] { "yes" })).Submit();
        await day.Settles();
        await anna.Clicks("Undo", await anna.Sees("*R2* GitLab 18.5.3 is published."));
        await anna.Sees("took that back");
        await anna.Runs("/release links R1");
        await (await anna.SeesModal("Links")).Fill(("Patch release issue", "https://gitlab.com/1")).Submit();
        await day.Settles();
        await anna.Runs("/release delay R2");
        await (await anna.SeesModal("Move due date")).Fill(("Due date", "2026-12-09")).Submit();
        await day.Settles();
        await anna.Runs("/release cancel R2");
        await (await anna.SeesModal("Cancel release")).Submit();
        await day.Settles();
        await anna.AddsToHandover(await day.As("oliver").Writes("Please look at this"));
        await anna.Sees("Kept for the next handover");

        await day.At("2026-11-23T15:30:00Z");
        var prompt = await anna.Sees("your workday ends soon");
        await anna.Clicks("Snooze 30 min", prompt);
        await day.At("2026-11-23T16:01:00Z");
        await anna.Clicks("Write handover", await anna.Sees("you snoozed this"));
        await (await anna.SeesModal("Hand over")).Fill(("Status", "Fine")).Submit();
        var handover = await anna.Sees("*Status:* Fine");
        await maria.Clicks("Accept", handover);
        await maria.Sees("Accepted by");
        await day.At("2026-11-23T21:30:00Z");
        await maria.Clicks("Nothing to hand over", await maria.Sees("<@U05>, your workday ends soon"));
        await (await maria.SeesModal("Nothing to hand over")).Fill(("Why", "Quiet")).Submit();
        await maria.Sees("has nothing to hand over");
        await anna.Home();
        await day.Settles();

        // Moments differ between days by seconds, and so does the order, since jobs do not wait for each other.
        return string.Join("\n---\n", (await anna.Messages())
            .Select(m => $"{(m.Thread is null ? "" : "> ")}{(m.OnlyForOne ? "only for one: " : "")}{Moments().Replace(m.Text, "<moment>")}")
            .Order(StringComparer.Ordinal));
    }

    private static System.Text.RegularExpressions.Regex Moments() => new(@"<!date\^[^>]*>|p\d{16}|http://127\.0\.0\.1:\d+", default, TimeSpan.FromSeconds(1));
}
