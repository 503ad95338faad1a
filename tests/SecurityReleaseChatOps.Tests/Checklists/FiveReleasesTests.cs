using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Driving;
using SecurityReleaseChatOps.Tests.Log;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>A release of each process from its start to 30 days after, including what goes wrong; see <see cref="Played"/>.</summary>
public sealed class FiveReleasesTests
{
    private const string Stored = "gitlab-org/gitlab#123 CVE-2026-1234 high | Stored XSS in notes | by @kenji, Jane Doe | reported by alice";
    private const string Leak = "gitlab-org/gitlab#124 CVE-2026-1235 medium | Leak of drafts";

    [Fact]
    public async Task A_planned_release_with_a_fix_after_Legal_approved_an_import_a_bulk_press_and_undos()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3");
        var play = new Played(day, "R1");
        await play.AgreesOnAll("the start");
        await play.Does("two fixes", () => day.SetsFixes("anna", $"{Stored}\n{Leak}"));
        await play.Types("maria", "/checklist claim managers", "Yours");
        await play.Does("the draft, before its turn", () => play.Settles("draft", "sam"));
        await play.Does("an import", () => Imports(day, "anna", "- [x] Clone and set up the security release tools\n- [x] The blog post is published"));
        await play.Types("anna", "/checklist undo tools", "Taken back");
        await play.Types("maria", "/checklist done managers", "Done");
        await play.Types("anna", "/checklist not needed gaps there were none", "Not needed");
        await play.At("2026-11-24T15:05:00Z");
        await play.Works();

        await play.At("2026-11-25T03:05:00Z");
        await play.Does("a bulk press", () => Stage(day, "anna", "blog"));
        await play.Does("Legal is asked", () => play.Sends("anna", "legal-review"));
        await play.Does("changes needed", () => play.Answers("legal-review", "Changes needed", ("What has to change", "Name nobody")));
        await play.Does("Legal is asked again", () => play.Sends("anna", "legal-review"));
        await play.Does("approved", () => play.Answers("legal-review", "Approve"));
        await play.Does("a fix after Legal approved", () => day.SetsFixes("maria", $"{Stored}\n{Leak}\ngitlab-org/gitlab#125 low | A typo"));
        (await play.Board())["legal"]!.Open.ShouldBeTrue("what it approved became other");
        await play.Does("approved again", () => play.Answers("legal-review", "Approve"));
        await play.Does("Corporate Communications are told", () => play.Settles("corp-comms"));
        await play.Types("anna", "/checklist reopen corp-comms", "Open again");
        await play.Types("anna", "/checklist done corp-comms they said so in their call", "Done");
        await play.Does("the email, before its turn", () => Writes(day, "anna"));

        await play.At("2026-11-25T14:05:00Z");
        await play.Works();
        (await play.Board())["ready"]!.Open.ShouldBeFalse();
        await play.AgreesOnAll("ready");
        await play.Does("merged", () => day.As("kenji").Runs("/release merged R1"));
        await play.Does("each fix is in", () => AreMerged(day));
        await play.At("2026-11-25T15:02:00Z");
        await play.Does("published", () => day.SaysItIsPublic("kenji", "R1"));
        await Ends(day, play, "2026-11-26T15:30:00Z", "2026-12-25T16:00:00Z", "mail-test", "mail-check", "mail-send");
    }

    [Fact]
    public async Task A_critical_release_whose_timing_is_not_right()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1, 18.5.3", ("Kind", "Critical"), ("Due date", "2026-11-24"));
        var play = new Played(day, "R1");
        await play.AgreesOnAll("the start");
        await play.Does("the timing is asked", () => play.Sends("anna", "critical-timing"));
        await play.Does("it is not right", () => play.Answers("critical-timing", "No"));
        (await play.Board())["mitigate"]!.Open.ShouldBeTrue();
        await play.Does("another date", () => play.Answers("critical-timing", "Another date", ("Date", "2026-11-25")));
        await play.Does("a fix", () => day.SetsFixes("anna", Stored));
        await play.Does("SIRT is asked", () => play.Sends("anna", "impact-sirt"));
        await play.Does("the impact", () => play.Answers("impact-sirt", "Impact", ("Multi-tenant", "Exploited"), ("Self-managed", "Reachable")));
        foreach (var moment in new[] { "2026-11-23T09:20:00Z", "2026-11-23T12:20:00Z" })
        {
            await play.At(moment);
            await play.Works();
        }
        await play.Does("another fix", () => day.SetsFixes("anna", $"{Stored}\n{Leak}"));
        await play.Types("anna", "/checklist force approve:gitlab-org/gitlab#124 it burns", "Forced");
        foreach (var moment in new[] { "2026-11-23T16:20:00Z", "2026-11-24T09:20:00Z", "2026-11-24T14:10:00Z" })
        {
            await play.At(moment);
            await play.Works();
        }
        await play.AgreesOnAll("ready");
        await play.Does("merged", () => day.As("anna").Runs("/release merged R1"));
        await play.At("2026-11-24T15:02:00Z");
        await play.Does("published", () => day.SaysItIsPublic("maria", "R1"));
        await play.Does("taken back", async () => await day.As("maria").Clicks("Undo", await day.As("maria").Sees("is published.")));
        (await play.Board())["publish"]!.Open.ShouldBeTrue();
        await play.Does("published again", () => day.SaysItIsPublic("maria", "R1"));
        await Ends(day, play, "2026-11-25T15:30:00Z", "2026-12-24T16:00:00Z", "mail-test", "mail-check", "mail-send");
    }

    [Fact]
    public async Task A_release_of_the_AppSec_process()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "AppSec (2023)"));
        var play = new Played(day, "R1");
        await play.Does("a fix", () => day.SetsFixes("anna", Stored));
        await play.AgreesOnAll("the start");
        await play.Types("anna", "/release severity critical", "critical");
        await play.AgreesOnAll("it is critical");
        await play.Types("anna", "/checklist not needed runner no Runner goes out", "Not needed");
        await play.At("2026-11-23T12:20:00Z");
        await play.Works();
        await play.Does("each fix is in", () => AreMerged(day));
        foreach (var moment in new[] { "2026-11-23T15:20:00Z", "2026-11-24T15:20:00Z", "2026-11-25T03:20:00Z", "2026-11-25T14:10:00Z" })
        {
            await play.At(moment);
            await play.Works();
        }
        await play.Does("merged", () => day.As("anna").Runs("/release merged R1"));
        await play.At("2026-11-25T15:02:00Z");
        await play.Does("the post is to be merged", () => play.Settles("merge-post"));
        await play.Does("published", () => day.SaysItIsPublic("anna", "R1"));
        await Ends(day, play, "2026-11-26T15:30:00Z", "2026-12-25T16:00:00Z", "mktgops", "mail-test", "mail-links", "mail-send");
    }

    [Fact]
    public async Task An_out_of_band_release_that_goes_out_before_Legal_answered()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Kind", "Out-of-band"));
        var play = new Played(day, "R1");
        await play.Does("a fix", () => day.SetsFixes("anna", Stored));
        await play.AgreesOnAll("the start");
        foreach (var moment in new[] { "2026-11-23T12:20:00Z", "2026-11-24T15:20:00Z" })
        {
            await play.At(moment);
            await play.Works();
        }
        await play.Does("Legal is asked", () => play.Sends("anna", "legal-review"));
        await play.Does("Support is told", () => play.Sends("anna", "support"));
        await play.Types("anna", "/checklist done support they said so in their call", "Done");
        await play.Does("published with something missing", () => day.SaysItIsPublic("anna", "R1", "It is exploited"));
        await play.AgreesOnAll("published");
        await play.Does("merged", () => day.As("anna").Runs("/release merged R1"));
        await play.At("2026-11-24T16:20:00Z");
        await Ends(day, play, "2026-11-25T15:30:00Z", "2026-12-24T16:00:00Z", "oss-sec");
    }

    [Fact]
    public async Task A_release_of_the_Runner()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease("18.6.1", ("Product", "GitLab Runner"));
        var play = new Played(day, "R1");
        await play.Does("a fix", () => day.SetsFixes("anna", Stored));
        await play.AgreesOnAll("the start");
        foreach (var moment in new[] { "2026-11-23T15:20:00Z", "2026-11-24T15:20:00Z" })
        {
            await play.At(moment);
            await play.Works();
        }
        await play.Does("it moves", () => Delays(day, "anna", "2026-12-02"));
        foreach (var moment in new[] { "2026-12-02T03:20:00Z", "2026-12-02T14:10:00Z" })
        {
            await play.At(moment);
            await play.Works();
        }
        await play.Does("merged", () => day.As("anna").Runs("/release merged R1"));
        await play.At("2026-12-02T15:02:00Z");
        await play.Does("published", () => day.SaysItIsPublic("anna", "R1"));
        await Ends(day, play, "2026-12-03T15:30:00Z", "2027-01-01T16:00:00Z", "mail-test", "mail-check", "mail-send");
    }

    /// <summary>What follows the publication: all is announced, everyone thanked, the release closed, and followed up.</summary>
    private static async Task Ends(TestDay day, Played play, string next, string later, params string[] announced)
    {
        foreach (var step in announced)
            await play.Does(step, () => play.Settles(step));
        await play.AgreesOnAll("announced");
        await play.At(next);
        await play.Works("maria", "anna");
        await play.Does("thanks", async () =>
        {
            await day.As("anna").Runs("/thanks R1");
            await (await day.As("anna").SeesModal("Thanks")).Submit();
        });
        await play.Does("closed", () => day.Closes("anna", "R1"));
        await play.AgreesOnAll("closed");
        await WholeLog.Reads(day, "R1");
        await play.At(later);
        await play.Works("maria", "anna");
        await play.AgreesOnAll("30 days after");
    }

    private static async Task Imports(TestDay day, string name, string list)
    {
        await day.As(name).Runs("/checklist import R1");
        await (await day.As(name).SeesModal("Import")).Fill(("Part 1", list)).Submit();
        await (await day.As(name).SeesModal("Import")).Closes();
    }

    private static async Task Stage(TestDay day, string name, string stage) =>
        await day.OpensForm(name, StepPress.StageDone, stage, (await day.As(name).Asks($"/checklist {stage} R1"))!);

    private static async Task Writes(TestDay day, string name)
    {
        await day.As(name).Runs("/comms email R1");
        await (await day.As(name).SeesModal("Customer email")).Fill(
            ("Link to the post", "https://about.gitlab.com/releases/2026/11/25/patch-release/"), ("Ready", new[] { "ready" })).Submit();
    }

    private static async Task AreMerged(TestDay day) => await day.As("kenji").Clicks("All are merged", (await day.As("kenji").Asks("/release fix R1"))!);

    private static async Task Delays(TestDay day, string name, string date)
    {
        await day.As(name).Runs("/release delay R1");
        await (await day.As(name).SeesModal("Move due date")).Fill(("Due date", date)).Submit();
    }
}
