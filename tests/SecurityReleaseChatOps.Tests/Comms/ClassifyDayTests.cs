using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Comms;

/// <summary><c>/comms classify</c> at the page.</summary>
public sealed class ClassifyDayTests
{
    [Fact]
    public async Task Communications_classifies_an_incident_by_the_question_that_goes_with_it()
    {
        await using var day = await TestDay.Start();
        var chloe = day.As("chloe");
        await chloe.Runs("/comms classify", "comms-team-security");
        var modal = await chloe.SeesModal("Classify");
        modal.Labels.ShouldBe(["What it is", "In a few words"]);

        await Chooses(day, "chloe", modal, "incident");
        modal = await Redrawn(day, chloe, "Is a public response needed?");
        var answer = (await modal.Fill(("What it is", "Incident"), ("Is a public response needed?", "Yes"), ("In a few words", "A bucket was open")).Submit())!;
        answer.Text.ShouldContain("Security, shared with Corporate Marketing");
        answer.Text.ShouldContain("Fill out a Security Communications issue");
        answer["Issue, to copy"]!.ShouldContain("A bucket was open");
        answer["Issue, to copy"]!.ShouldContain("Asked for by: ");
        (await answer.Submit()).ShouldBeNull();
        await chloe.SeesNoModal();
    }

    [Fact]
    public async Task Submitting_before_the_question_is_shown_answers_for_both_cases()
    {
        await using var day = await TestDay.Start();
        var chloe = day.As("chloe");
        await chloe.Runs("/comms classify", "comms-team-security");
        var answer = (await (await chloe.SeesModal("Classify")).Fill(("What it is", "Incident")).Submit())!;
        answer.Text.ShouldContain("SAFE framework");
        answer.Text.ShouldContain("Only if there is a public response");
    }

    [Fact]
    public async Task A_new_feature_needs_no_issue()
    {
        await using var day = await TestDay.Start();
        var anna = day.As("anna");
        await anna.Runs("/comms classify new-feature");
        var answer = (await (await anna.SeesModal("Classify")).Submit())!;
        answer.Text.ShouldContain("Not needed.");
        answer.Labels.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_vulnerability_joins_the_release_that_is_under_way_or_starts_one()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        var anna = day.As("anna");
        await anna.Runs("/comms classify vulnerability");
        var modal = await anna.SeesModal("Classify");
        var answer = (await modal.Fill(("Is it critical, so that a release outside the normal schedule is needed?", "Yes")).Submit())!;
        answer.Text.ShouldContain("Marketing Emergency Response");
        answer.Text.ShouldContain("*R1* GitLab 18.6.1");
        await day.Control.Post("/control/actions", new { user = "anna", viewId = answer.Id, actionId = "release.new" });
        await (await anna.SeesModal("New release")).Fill(
            ("Kind", "Critical"), ("Versions", "18.6.2"), ("Due date", "2026-11-24"), ("Primary", "anna"), ("Secondary", "maria")).Submit();
        await anna.Sees("18.6.2 ");
    }

    [Fact]
    public async Task A_viewer_is_told_who_starts_a_release()
    {
        await using var day = await TestDay.Start();
        var chloe = day.As("chloe");
        await chloe.Runs("/comms classify vulnerability", "comms-team-security");
        var answer = (await (await chloe.SeesModal("Classify")).Submit())!;
        answer.Text.ShouldContain("Ask PSIRT to start one");
        answer.Json.ToJsonString().ShouldNotContain("release.new");
    }

    private static Task Chooses(TestDay day, string user, Modal modal, string category) =>
        day.Control.Post("/control/actions", new { user, viewId = modal.Id, actionId = "comms.category", value = category });

    private static Task<Modal> Redrawn(TestDay day, Person person, string label) => day.Until(
        async () => await person.SeesModal("Classify") is var modal && modal.Labels.Contains(label) ? modal : null,
        () => Task.FromResult($"The modal should ask “{label}”."));
}
