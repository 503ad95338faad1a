using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>How often somebody has to press something for a whole planned release, from <c>/release new</c> to #thanks.</summary>
public sealed class PressCountTests
{
    [Fact]
    public async Task A_planned_release_takes_no_more_presses_than_it_did()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3", ("Severity", "High"));
        var play = new Played(day, "R1", looks: false);
        await day.SetsFixes(
            "anna",
            "gitlab-org/gitlab#123 CVE-2026-1234 high | Stored XSS in notes | by @kenji, Jane Doe | reported by alice\ngitlab-org/gitlab#124 "
            + "CVE-2026-1235 medium | Leak of drafts");
        foreach (var moment in new[] { "2026-11-23T15:05:00Z", "2026-11-24T15:05:00Z", "2026-11-25T14:05:00Z" })
        {
            await play.At(moment);
            await play.Works();
        }
        await day.As("anna").Runs("/release merged R1");
        await day.SaysItIsPublic("anna", "R1");
        await play.At("2026-11-25T15:55:00Z");
        await play.Works();
        await play.At("2026-11-26T15:30:00Z");
        await play.Works("maria", "anna");
        await day.As("anna").Runs("/thanks R1");
        if (await day.Control.Find("/control/users/anna/view") is not null)
            await (await day.As("anna").SeesModal("Thanks")).Submit();
        await day.As("anna").Sees("everyone is safer", "thanks");

        day.Control.Presses.ShouldBeLessThanOrEqualTo(70);
    }
}
