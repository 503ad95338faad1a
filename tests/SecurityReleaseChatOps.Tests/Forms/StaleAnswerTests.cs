using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Forms;

/// <summary>Forms for answers that were opened before others acted. Kenji and Chloe are the release managers.</summary>
public sealed class StaleAnswerTests : IAsyncLifetime
{
    private const string Ping = "R1/merge-time";
    private Bench bench = null!;

    public async Task InitializeAsync()
    {
        bench = await Bench.Start();
        await bench.StartsRelease();
        ReleaseManagers("kenji", "chloe");
        (await bench.Submits(await bench.Opens("anna", "/comms ping merge-time"))).FieldErrors.ShouldBeNull();
    }

    public async Task DisposeAsync() => await bench.DisposeAsync();

    [Fact]
    public async Task What_another_answered_meanwhile_is_told_and_then_it_is_meant()
    {
        var kenji = await AnotherDate("kenji", "2027-01-13");
        await Says("chloe", AnswerKind.Yes);
        var again = new Opened("kenji", (await bench.Submits(kenji)).UpdatedView!);
        again.Notice.ShouldContain($"Answered meanwhile: :white_check_mark: Yes, said chloe");
        again["date"].SelectedDate.ShouldBe(new DateOnly(2027, 1, 13));
        (await Answered())!.What.ShouldBe(AnswerKind.Yes, "nothing is saved yet");
        (await bench.Submits(again)).UpdatedView!.Title.Text.ShouldBe("Another date");
        (await Answered())!.Date.ShouldBe(new(2027, 1, 13));
        (await bench.Submits(again)).FieldErrors.ShouldHaveSingleItem().Value.ShouldBe("You have said that already.");
    }

    [Fact]
    public async Task What_was_taken_down_yields_to_nothing_that_was_not_seen()
    {
        var anna = await bench.Opens("anna", "/checklist done merge-time");
        anna["said"] = new() { SelectedOption = Option.Of("No", "No") };
        anna["where"] = new() { Value = "in their call" };
        await Says("kenji", AnswerKind.Yes);
        var again = new Opened("anna", (await bench.Submits(anna)).UpdatedView!);
        again.Notice.ShouldContain($"Answered meanwhile: :white_check_mark: Yes, said kenji");
        (again["said"].SelectedOption?.Value, again["where"].Value).ShouldBe(("No", "in their call"));
        (await bench.Submits(again)).FieldErrors.ShouldBeNull("now it is meant");
        var answer = (await Answered())!;
        (answer.What, answer.By, answer.Elsewhere).ShouldBe((AnswerKind.No, Bench.Id("anna"), "in their call"));
    }

    [Fact]
    public async Task Who_is_not_of_the_audience_any_more_answers_nothing()
    {
        var kenji = await AnotherDate("kenji", "2027-01-13");
        ReleaseManagers("chloe");
        (await bench.Submits(kenji)).FieldErrors.ShouldHaveSingleItem().Value.ShouldBe("This is for Release Managers: chloe can answer it.");
        (await bench.Presses<GiveAnswer>("kenji", "comms.answer:Yes", Ping)).Response!.Message!.Text!.ShouldStartWith("This is for Release Managers");
        (await bench.Presses<GiveAnswer>("kenji", "comms.answer:Date", Ping)).OpenView.ShouldBeNull("it does not open either");
    }

    [Fact]
    public async Task Of_a_cancelled_release_nobody_waits_for_an_answer()
    {
        var kenji = await AnotherDate("kenji", "2027-01-13");
        await bench.Submits(await bench.Opens("maria", "/release cancel"));
        (await bench.Submits(kenji)).FieldErrors.ShouldHaveSingleItem().Value.ShouldStartWith("R1 is cancelled");
        (await bench.Presses<GiveAnswer>("kenji", "comms.answer:Yes", Ping)).Response!.Message!.Text!.ShouldStartWith("R1 is cancelled");
        (await Answered()).ShouldBeNull();
    }

    [Fact]
    public async Task The_button_of_an_earlier_version_acknowledges()
    {
        (await bench.Presses<GiveAnswer>("kenji", GiveAnswer.EarlierActionId, Ping)).Response!.Message!.Text!.ShouldBe("This message does not ask that.");
        var ping = await bench.Opens("anna", "/comms ping comms-approval");
        ping[ping.State.Values.Keys.Single(field => field.StartsWith("without", StringComparison.Ordinal))] =
            new() { SelectedOptions = [SecurityReleaseChatOps.Slack.Blocks.Option.Of("Send it anyway", "yes")] };
        (await bench.Submits(ping)).FieldErrors.ShouldBeNull();
        (await bench.Presses<GiveAnswer>("chloe", GiveAnswer.EarlierActionId, "R1/comms-approval")).Response!.Message!.Text!.ShouldContain("*Acknowledged*");
    }

    [Fact]
    public async Task A_message_is_drawn_again_as_it_was_read_or_not_at_all()
    {
        var release = (await bench.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value;
        var commit = new Commit();
        await bench.Services.GetServices<IReleaseWatcher>().OfType<AskedAgain>().Single()
            .Saving(commit, release, release with { State = ReleaseState.Cancelled }, Bench.Id("anna"), default);
        await Says("kenji", AnswerKind.Yes);
        (await bench.Store.Commit(commit)).ShouldBe(CommitResult.Conflict, "else the message lost what Kenji answered");
    }

    private async Task<Opened> AnotherDate(string person, string date)
    {
        var form = new Opened(person, (await bench.Presses<GiveAnswer>(person, "comms.answer:Date", Ping)).OpenView!);
        form["date"] = new() { SelectedDate = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture) };
        return form;
    }

    private async Task Says(string person, AnswerKind what) =>
        (await bench.Presses<GiveAnswer>(person, $"comms.answer:{what}", Ping)).Response!.Message!.Text!.ShouldContain("Thank you");

    private async Task<SecurityReleaseChatOps.Comms.Answer?> Answered() =>
        (await bench.Store.Get(new SecurityReleaseChatOps.Store.DocumentKind<SecurityReleaseChatOps.Comms.Ping>("ping"), Ping))!.Value.Answered;

    private void ReleaseManagers(params string[] people) => bench.Knows(slack => slack with
    {
        Groups = [.. slack.Groups.Select(group => group.Handle == "release-managers" ? group with { Users = [.. people.Select(Bench.Id)] } : group)],
    });
}
