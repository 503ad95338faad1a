using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Tests.Forms;

/// <summary>A release's last move can be undone, whatever else was done in the meantime.</summary>
public sealed class UndoTests : IAsyncLifetime
{
    private Bench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await Bench.Start();
        await bench.StartsRelease();
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task Marks_of_embargo_between_do_not_hold_it_back()
    {
        var undo = await bench.Publishes("anna");
        await Marks("blue heron");
        await Marks("red kite");
        (await Undoes(undo)).ShouldStartWith("Taken back: *R1* GitLab 18.6.1 is preparing again");
        (await Release()).PublishedAt.ShouldBeNull();
        (await Undoes(undo)).ShouldBe("That was taken back already.");
    }

    [Fact]
    public async Task What_followed_on_the_release_itself_holds_it_back()
    {
        var undo = await bench.Publishes("anna");
        await bench.Closes("anna");
        (await Undoes(undo)).ShouldContain("something followed it");
        (await Release()).State.ShouldBe(ReleaseState.Closed);
    }

    [Fact]
    public async Task A_severity_is_taken_back_with_its_words()
    {
        await bench.Types("anna", "/release severity low");
        var undo = await Moves("/release severity critical seen in the wild");
        (await Undoes(undo)).ShouldBe("Taken back: the severity of *R1* GitLab 18.6.1 is low again.");
        (await Release()).WorstSeverity.ShouldBe(Severity.Low);
    }

    [Fact]
    public async Task A_release_manager_says_that_it_is_merged_and_takes_it_back_and_communications_do_neither()
    {
        (await bench.Types("chloe", "/release merged")).Message!.Text!.ShouldContain("This is for PSIRT and release managers to do");
        var undo = await Moves("/release merged", by: "kenji");
        (await Release()).MergedAt.ShouldNotBeNull();
        (await Undoes(undo, by: "chloe")).ShouldContain("This is for PSIRT and release managers to do");
        (await Undoes(undo, by: "kenji")).ShouldBe("Taken back: *R1* GitLab 18.6.1 is preparing again.");
        (await Release()).MergedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_move_of_an_earlier_version_says_that_it_cannot()
    {
        await Marks("blue heron");
        (await Undoes(UndoMove.Button(await Release(), 1))).ShouldContain("the app was updated since");
    }

    private async Task<Button> Moves(string line, string by = "anna") =>
        (await bench.Types(by, line)).Message!.Blocks!.OfType<ActionsBlock>().Single().Elements.OfType<Button>().Single();

    private async Task<string> Undoes(Button button, string by = "anna") =>
        (await bench.Presses<UndoMove>(by, button.ActionId!, button.Value!)).Response!.Message!.Text!;

    private async Task Marks(string words)
    {
        var form = await bench.Opens("maria", "/comms embargo R1");
        form["marked"] = new() { Value = words };
        (await bench.Submits(form)).ShouldBe(ViewSubmissionResponse.Null);
    }

    private async Task<Release> Release() => (await bench.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value;
}
