using System.Text.Json;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class SubmissionTests
{
    private const string View = """
        {"id":"V1","team_id":"T1","type":"modal","title":{"type":"plain_text","text":"Hand over"},"submit":{"type":"plain_text","text":"Send"},"callback_id":"form:7","private_metadata":"{\"r\":1}",
        "hash":"h1","clear_on_close":false,"notify_on_close":true,"root_view_id":"V1","previous_view_id":null,"external_id":"",
        "blocks":[{"type":"input","block_id":"status","label":{"type":"plain_text","text":"Status"},"element":{"type":"plain_text_input","action_id":"a1","multiline":true}},
                  {"type":"input","block_id":"to","label":{"type":"plain_text","text":"To"},"element":{"type":"users_select","action_id":"a2","initial_user":"U9"}},
                  {"type":"input","block_id":"on","label":{"type":"plain_text","text":"On"},"element":{"type":"datepicker","action_id":"a3","initial_date":"2020-01-01"}},
                  {"type":"made_up_later","x":[1]}],
        "state":{"values":{"status":{"a1":{"type":"plain_text_input","value":"All <fine> & *well*"}},
                           "to":{"a2":{"type":"users_select","selected_user":"U2"}},
                           "on":{"a3":{"type":"datepicker","selected_date":null}}}}}
        """;

    [Fact]
    public async Task What_was_filled_in_is_read_by_block()
    {
        await using var app = await TestApp.Start();
        (await Submit(app)).ShouldBe((200, ""));
        var submission = app.Handlers.Last.ShouldBeOfType<ViewSubmission>();
        submission.ShouldSatisfyAllConditions(
            s => s.State.Text("status").ShouldBe("All <fine> & *well*"),
            s => s.State.User("to").ShouldBe("U2"),
            s => s.State.Date("on").ShouldBeNull(),
            s => s.State.Text("absent").ShouldBeNull(),
            s => s.View.PrivateMetadata.ShouldBe("""{"r":1}"""),
            s => s.View.CallbackId.ShouldBe("form:7"),
            s => s.View.Hash.ShouldBe("h1"),
            s => s.UserId.ShouldBe("U1"));
    }

    [Fact]
    public async Task Each_answer_is_written_as_Slack_reads_it()
    {
        await using var app = await TestApp.Start();
        var view = new ModalViewDefinition { Title = "Next", Blocks = [] };
        (await Answer(app, ViewSubmissionResponse.Clear)).ShouldBe("""{"response_action":"clear"}""");
        (await Answer(app, ViewSubmissionResponse.Error("status", "Say more."))).ShouldBe("""{"response_action":"errors","errors":{"status":"Say more."}}""");
        (await Answer(app, ViewSubmissionResponse.Update(view))).ShouldBe(
            """{"response_action":"update","view":{"type":"modal","title":{"type":"plain_text","text":"Next"},"blocks":[]}}""");
        (await Answer(app, ViewSubmissionResponse.Push(view))).ShouldStartWith("""{"response_action":"push","view":{"type":"modal",""");
    }

    [Fact]
    public async Task A_refusal_and_an_error_stand_under_the_first_field_so_that_the_text_stays()
    {
        await using var app = await TestApp.Start();
        app.Handlers.Gate = _ => "Not for you.";
        (await Submit(app)).Body.ShouldBe("""{"response_action":"errors","errors":{"status":"Not for you."}}""");
        app.Handlers.Gate = _ => null;
        app.Handlers.OnSubmission = _ => throw new RefusalException("Not there.");
        (await Submit(app)).Body.ShouldBe("""{"response_action":"errors","errors":{"status":"Not there."}}""");
        app.Logs.Lines.ShouldBeEmpty("a refusal is no fault");
        app.Handlers.OnSubmission = _ => throw new InvalidOperationException("x");
        (await Submit(app)).Body.ShouldStartWith("""{"response_action":"errors","errors":{"status":"Sorry, that did not work""");
        (await Submit(app, """{"id":"V1","type":"modal","callback_id":"gone","state":{"values":{}}}""")).Body.ShouldStartWith(
            """{"response_action":"push","view":""");
    }

    [Fact]
    public async Task That_something_is_away_is_said_in_its_own_words()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnSubmission = _ => throw new Away();
        app.Handlers.OnCommand = _ => throw new Away();
        app.Handlers.OnEvent = _ => throw new Away();
        (await Submit(app)).Body.ShouldBe("""{"response_action":"errors","errors":{"status":"Try later."}}""");
        (await app.Post("/slack/command", app.Command())).Body.ShouldBe("""{"response_type":"ephemeral","text":"Try later."}""");
        (await app.Event(new { type = "app_home_opened", user = "U1", channel = "D1" })).Status.ShouldBe(500, "Slack sends it again");
        app.Logs.Lines.ShouldAllBe(line => line.Contains("the disk is full"));
    }

    private sealed class Away() : OutageException("the disk is full", null)
    {
        public override string Words => "Try later.";
    }

    [Fact]
    public async Task A_slow_submission_shows_that_it_is_at_work_and_then_that_it_is_done()
    {
        await using var app = await TestApp.Start();
        var result = new TaskCompletionSource<ViewSubmissionResponse>();
        app.Handlers.OnSubmission = _ => result.Task;
        var post = Submit(app);
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        (await post).Body.ShouldStartWith("""{"response_action":"update","view":{"type":"modal","title":{"type":"plain_text","text":"One moment"}""");
        result.SetResult(ViewSubmissionResponse.Null);
        var update = (await app.Slack.Call("views.update")).Json;
        update.GetProperty("view_id").GetString().ShouldBe("V1");
        update.GetProperty("view").GetProperty("title").GetProperty("text").GetString().ShouldBe("Done");
    }

    [Fact]
    public async Task That_the_form_was_closed_before_its_late_answer_is_no_fault()
    {
        await using var app = await TestApp.Start();
        var result = new TaskCompletionSource<ViewSubmissionResponse>();
        app.Handlers.OnSubmission = _ => result.Task;
        app.Slack.Next("views.update", """{"ok":false,"error":"not_found"}""");
        var post = Submit(app);
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        await post;
        result.SetResult(ViewSubmissionResponse.Null);
        await app.Slack.Call("views.update");
        await app.Stop();
        app.Logs.Lines.ShouldContain(line => line.StartsWith("Information: A form was closed", StringComparison.Ordinal));
        app.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_slow_submission_with_errors_shows_the_form_again_as_it_was_filled_in()
    {
        await using var app = await TestApp.Start();
        var result = new TaskCompletionSource<ViewSubmissionResponse>();
        app.Handlers.OnSubmission = _ => result.Task;
        var post = Submit(app);
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        await post;
        result.SetResult(ViewSubmissionResponse.Error("status", "Say more."));
        var view = (await app.Slack.Call("views.update")).Json.GetProperty("view");
        view.GetProperty("callback_id").GetString().ShouldBe("form:7");
        view.GetProperty("private_metadata").GetString().ShouldBe("""{"r":1}""");
        view.TryGetProperty("external_id", out _).ShouldBeFalse();
        var blocks = view.GetProperty("blocks").EnumerateArray().ToList();
        blocks[0].GetProperty("text").GetProperty("text").GetString()!.ShouldContain("Say more.");
        blocks[1].GetProperty("element").GetProperty("initial_value").GetString().ShouldBe("All <fine> & *well*");
        blocks[2].GetProperty("element").GetProperty("initial_user").GetString().ShouldBe("U2");
        blocks[3].GetProperty("element").TryGetProperty("initial_date", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_closing_reaches_the_same_handler()
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/action", Payload("""{"type":"view_closed","user":{"id":"U1"},"is_cleared":true,"view":""" + View + "}"))).ShouldBe((200, ""));
        app.Handlers.Last.ShouldBeOfType<ViewClosed>().IsCleared.ShouldBeTrue();
    }

    [Fact]
    public async Task A_doubled_submission_is_handled_once()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnSubmission = _ => Task.FromResult(ViewSubmissionResponse.Clear);
        var first = await Submit(app, trigger: "t");
        (await Submit(app, trigger: "t")).ShouldBe(first);
        app.Handlers.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_form_sent_again_is_asked_about_anew_under_the_same_id()
    {
        await using var app = await TestApp.Start();
        await Submit(app, trigger: "1");
        var id = app.Handlers.Last.ShouldBeOfType<ViewSubmission>().DeliveryId;
        await Submit(app, trigger: "2");
        app.Handlers.Asked.ShouldBe(2);
        app.Handlers.Last.ShouldBeOfType<ViewSubmission>().DeliveryId.ShouldBe(id);
        await Submit(app, View.Replace("All <fine>", "Almost <fine>", StringComparison.Ordinal), "3");
        app.Handlers.Last.ShouldBeOfType<ViewSubmission>().DeliveryId.ShouldNotBe(id);
        await Submit(app, View.Replace("\"h1\"", "\"h2\"", StringComparison.Ordinal), "4");
        app.Handlers.Last.ShouldBeOfType<ViewSubmission>().DeliveryId.ShouldNotBe(id);
    }

    private static async Task<string> Answer(TestApp app, ViewSubmissionResponse response)
    {
        app.Handlers.OnSubmission = _ => Task.FromResult(response);
        return (await Submit(app)).Body;
    }

    private static Task<(int Status, string Body)> Submit(TestApp app, string view = View, string? trigger = null) =>
        app.Post("/slack/action", Payload(
            $$"""{"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1","name":"ann"},"trigger_id":{{JsonSerializer.Serialize(trigger ?? app.Trigger())}},"response_urls":[],"view":{{view}}}"""));

    private static string Payload(string json) => "payload=" + Uri.EscapeDataString(json);
}
