using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class CommandTests
{
    private static readonly ModalViewDefinition Form = new()
    {
        Title = "Form", CallbackId = "form",
        Blocks = [new InputBlock { Label = "Words", Element = new PlainTextInput() }]
    };

    [Fact]
    public async Task A_command_reaches_its_handler_as_it_was_typed()
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/command", app.Command(text: " new  17.5.1 & <@U2|bob> é😀+% ", trigger: "t.1"))).ShouldBe((200, ""));
        app.Handlers.Last.ShouldBe(new SlashCommand
        {
            DeliveryId = "t.1",
            Command = "/release",
            Text = "new  17.5.1 & <@U2|bob> é😀+%",
            TeamId = "T1",
            UserId = "U1",
            UserName = "ann",
            ChannelId = "C1",
            ChannelName = "general",
            TriggerId = "t.1",
            ResponseUrl = app.Slack.ResponseUrl,
        });
    }

    [Fact]
    public async Task An_answer_is_for_the_asker_alone_unless_said_otherwise()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnCommand = _ => Task.FromResult(SlashCommandResponse.Ephemeral(new Message { Text = "Hi", Blocks = [new DividerBlock()] }));
        (await app.Post("/slack/command", app.Command())).ShouldBe((200, """{"response_type":"ephemeral","text":"Hi","blocks":[{"type":"divider"}]}"""));
        app.Handlers.OnCommand = _ => Task.FromResult(new SlashCommandResponse { Message = "Hi all", ResponseType = ResponseType.InChannel });
        (await app.Post("/slack/command", app.Command())).Body.ShouldBe("""{"response_type":"in_channel","text":"Hi all"}""");
    }

    [Fact]
    public async Task An_unknown_command_is_told_so()
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/command", app.Command("/rel<ease"))).Body.ShouldBe(
            """{"response_type":"ephemeral","text":"This app does not know the command /rel&lt;ease."}""");
    }

    [Fact]
    public async Task A_prefix_is_taken_off_to_find_the_handler()
    {
        await using var app = await TestApp.Start(c => c.UseCommandPrefix("sec-"));
        SlackRequestInfo? seen = null;
        app.Handlers.Gate = info =>
        {
            seen = info;
            return null;
        };
        await app.Post("/slack/command", app.Command("/sec-release", "x"));
        app.Handlers.Last.ShouldBeOfType<SlashCommand>().Command.ShouldBe("/sec-release");
        seen.ShouldBe(new SlackRequestInfo("U1", SlackRequestKind.Command, "/release", "C1", "x", "T1"));
    }

    [Fact]
    public async Task The_gate_refuses_in_words_and_the_handler_is_not_asked()
    {
        await using var app = await TestApp.Start();
        app.Handlers.Gate = _ => "Only for <friends>.";
        (await app.Post("/slack/command", app.Command())).Body.ShouldBe("""{"response_type":"ephemeral","text":"Only for &lt;friends&gt;."}""");
        app.Handlers.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_handler_that_throws_leaves_a_reference_with_the_user_and_in_the_log()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnCommand = _ => throw new InvalidOperationException("secret detail");
        var (status, body) = await app.Post("/slack/command", app.Command());
        status.ShouldBe(200);
        body.ShouldContain("noted under ");
        body.ShouldNotContain("secret detail");
        var reference = body.Split("noted under ")[1][..6];
        app.Logs.Lines.ShouldHaveSingleItem().ShouldContain(reference);
    }

    [Fact]
    public async Task A_modal_opens_after_the_answer()
    {
        await using var app = await TestApp.Start();
        var acknowledged = new TaskCompletionSource();
        app.Slack.Next("views.open", async context =>
        {
            await acknowledged.Task.WaitAsync(Patience.Limit);
            await context.Response.Body.WriteAsync("""{"ok":true,"view":{"id":"V1"}}"""u8.ToArray());
        });
        app.Handlers.OnCommand = _ => Task.FromResult(SlashCommandResponse.Open(Form));
        (await app.Post("/slack/command", app.Command(trigger: "t.9"))).ShouldBe((200, ""));
        var call = await app.Slack.Call("views.open");
        acknowledged.SetResult();
        call.Json.GetProperty("trigger_id").GetString().ShouldBe("t.9");
        call.Json.GetProperty("view").GetProperty("type").GetString().ShouldBe("modal");
        call.Json.GetProperty("view").GetProperty("submit").GetProperty("text").GetString().ShouldBe("Submit");
    }

    [Fact]
    public async Task An_expired_trigger_is_told_in_words()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("views.open", """{"ok":false,"error":"expired_trigger_id"}""");
        app.Handlers.OnCommand = _ => Task.FromResult(SlashCommandResponse.Open(Form));
        await app.Post("/slack/command", app.Command());
        await app.Slack.Call("views.open");
        (await app.Slack.Call("response_url")).Json.GetProperty("text").GetString().ShouldBe("Slack did not open the form in time: please try again.");
    }

    [Fact]
    public async Task Opening_is_tried_again_while_the_trigger_lives()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("views.open", "oops", 500);
        app.Slack.Next("views.open", """{"ok":false,"error":"ratelimited"}""", 429, retryAfter: "2");
        app.Handlers.OnCommand = _ => Task.FromResult(SlashCommandResponse.Open(Form));
        await app.Post("/slack/command", app.Command());
        await app.Slack.Call("views.open");
        await app.Time.Pass(TimeSpan.FromMilliseconds(50));
        await app.Slack.Call("views.open");
        await app.Time.Pass(TimeSpan.FromSeconds(2));
        await app.Slack.Call("views.open");
        await app.Stop();
        app.Slack.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_try_without_an_answer_that_had_its_effect_is_no_failure()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("views.open", "oops", 502);
        app.Slack.Next("views.open", """{"ok":false,"error":"exchanged_trigger_id"}""");
        app.Handlers.OnCommand = _ => Task.FromResult(SlashCommandResponse.Open(Form));
        await app.Post("/slack/command", app.Command());
        await app.Slack.Call("views.open");
        await app.Time.Pass(TimeSpan.FromMilliseconds(50));
        await app.Slack.Call("views.open");
        await app.Stop();
        app.Slack.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_handler_is_answered_in_time_and_its_answer_follows()
    {
        await using var app = await TestApp.Start();
        var result = new TaskCompletionSource<SlashCommandResponse>();
        app.Handlers.OnCommand = _ => result.Task;
        var post = app.Post("/slack/command", app.Command());
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        (await post).Body.ShouldContain("Still working");
        result.SetResult(new() { Message = "Here", ResponseType = ResponseType.InChannel, OpenView = Form });
        var answer = await app.Slack.Call("response_url");
        answer.Authorization.ShouldBeNull();
        answer.Body.ShouldBe("""{"response_type":"in_channel","replace_original":false,"text":"Here"}""");
        await app.Slack.Call("views.open");
    }

    [Fact]
    public async Task A_slow_handler_without_an_answer_says_done_and_one_that_throws_says_so()
    {
        await using var app = await TestApp.Start();
        var result = new TaskCompletionSource<SlashCommandResponse>();
        app.Handlers.OnCommand = _ => result.Task;
        var post = app.Post("/slack/command", app.Command());
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        await post;
        result.SetResult(new SlashCommandResponse());
        (await app.Slack.Call("response_url")).Json.GetProperty("text").GetString().ShouldBe("Done.");

        var fault = new TaskCompletionSource<SlashCommandResponse>();
        app.Handlers.OnCommand = _ => fault.Task;
        post = app.Post("/slack/command", app.Command());
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        await post;
        fault.SetException(new InvalidOperationException("x"));
        (await app.Slack.Call("response_url")).Json.GetProperty("text").GetString().ShouldStartWith("Sorry");
    }

    [Fact]
    public async Task A_doubled_delivery_waits_for_the_first_and_gets_its_answer()
    {
        await using var app = await TestApp.Start();
        var result = new TaskCompletionSource<SlashCommandResponse>();
        app.Handlers.OnCommand = _ => result.Task;
        var body = app.Command();
        var posts = Enumerable.Range(0, 5).Select(_ => app.Post("/slack/command", body)).ToList();
        await app.Time.Waits(SlackDispatcher.AnswerWithin, 5);
        result.SetResult(SlashCommandResponse.Ephemeral("Once") with { OpenView = Form });
        (await Task.WhenAll(posts)).ShouldAllBe(answer => answer.Body == """{"response_type":"ephemeral","text":"Once"}""");
        (await app.Post("/slack/command", body)).Body.ShouldBe("""{"response_type":"ephemeral","text":"Once"}""");
        app.Handlers.Asked.ShouldBe(1);
        await app.Slack.Call("views.open");
        await app.Stop();
        app.Slack.Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stopping_app_finishes_what_it_began()
    {
        var app = await TestApp.Start();
        var result = new TaskCompletionSource<SlashCommandResponse>();
        app.Handlers.OnCommand = _ => result.Task;
        var post = app.Post("/slack/command", app.Command());
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        await post;
        var stopped = app.DisposeAsync().AsTask();
        stopped.IsCompleted.ShouldBeFalse();
        var answered = app.Slack.Call("response_url");
        result.SetResult(SlashCommandResponse.Ephemeral("Late"));
        (await answered).Json.GetProperty("text").GetString().ShouldBe("Late");
        await stopped.WaitAsync(Patience.Limit);
    }

    [Fact]
    public async Task Of_an_answer_its_bytes_are_remembered_and_nothing_that_its_handler_read()
    {
        await using var app = await TestApp.Start();
        var dispatcher = app.Services.GetRequiredService<SlackDispatcher>();
        var first = await dispatcher.Run(new Reading());
        first.After.ShouldNotBeNull();
        first.Late.ShouldNotBeNull();
        (await dispatcher.Run(new Reading())).ShouldBe(new Answer(200, first.Body));
    }

    private sealed class Reading : Turn
    {
        public static readonly Func<CancellationToken, Task> Follows = _ => Task.CompletedTask;

        public override string Key => "t.1";

        public override SlackRequestInfo Info => new("U1", SlackRequestKind.Command, "/release", "C1");

        public override Answer Slow => Answer.Busy;

        public override Task<Answer> Handle(CancellationToken cancellation) =>
            Task.FromResult(Answer.Json([1]) with { After = Follows, Late = Follows });

        public override Answer Refuse(string words) => Answer.Failed;
    }
}
