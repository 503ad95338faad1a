using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class ActionTests
{
    private static readonly ModalViewDefinition Form = new() { Title = "Form", Blocks = [new DividerBlock()] };

    [Fact]
    public async Task A_click_in_a_message_says_all_about_itself()
    {
        await using var app = await TestApp.Start();
        (await app.Interact(
            InMessage(
                app,
                new { type = "button", action_id = "act:17", block_id = "b1", value = "v", action_ts = "1", text = new { type = "plain_text", text = "Go" } }))).ShouldBe((200, ""));
        app.Handlers.Last.ShouldBe(new ButtonAction { ActionId = "act:17", BlockId = "b1", Value = "v" });
        ((ButtonAction)app.Handlers.Last!).Detail.ShouldBe("17");
        var request = app.Handlers.LastRequest!;
        request.ShouldSatisfyAllConditions(
            r => r.UserId.ShouldBe("U1"),
            r => r.UserName.ShouldBe("ann"),
            r => r.ChannelId.ShouldBe("C1"),
            r => r.MessageTs.ShouldBe("1.2"),
            r => r.ThreadTs.ShouldBe("1.1"),
            r => r.IsEphemeral.ShouldBeFalse(),
            r => r.ResponseUrl.ShouldBe(app.Slack.ResponseUrl),
            r => r.Message!.Text.ShouldBe("Hello"),
            r => r.Message!.Metadata!.Get("key").ShouldBe("k1"),
            r => r.State.Option("kind").ShouldBe("planned"));
    }

    public static TheoryData<string, string, BlockAction> Kinds() => new()
    {
        { "static_select", """ "selected_option":{"text":{"type":"plain_text","text":"A"},"value":"a"} """,
            new StaticSelectAction { Selected = Option.Of("A", "a") } },
        { "external_select", """ "selected_option":null """, new ExternalSelectAction() },
        { "overflow", """ "selected_option":{"text":{"type":"plain_text","text":"A"},"value":"a"} """, new OverflowAction { Selected = Option.Of("A", "a") } },
        { "radio_buttons", """ "selected_option":{"text":{"type":"mrkdwn","text":"*A*"},"value":"a"} """,
            new RadioButtonGroupAction { Selected = new() { Text = new Markdown("*A*"), Value = "a" } } },
        { "users_select", """ "selected_user":"U2" """, new UserSelectAction { SelectedUser = "U2" } },
        { "conversations_select", """ "selected_conversation":"C2" """, new ConversationSelectAction { SelectedConversation = "C2" } },
        { "datepicker", """ "selected_date":"2026-11-25" """, new DatePickerAction { SelectedDate = new(2026, 11, 25) } },
        { "timepicker", """ "selected_time":"09:30" """, new TimePickerAction { SelectedTime = new(9, 30) } },
        { "datetimepicker", """ "selected_date_time":1628633820 """,
            new DateTimePickerAction { SelectedDateTime = DateTimeOffset.FromUnixTimeSeconds(1628633820) } },
        { "plain_text_input", """ "value":"x" """, new PlainTextInputAction { Value = "x" } },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_of_element_has_its_kind_of_action(string type, string value, BlockAction expected)
    {
        await using var app = await TestApp.Start();
        await app.Post(
            "/slack/action",
            "payload=" + Uri.EscapeDataString(
                $$"""{"type":"block_actions","user":{"id":"U1"},"trigger_id":"t","actions":[{"type":"{{type}}","action_id":"act","block_id":"b",{{value}}}]}"""));
        app.Handlers.Last.ShouldBe(expected with { ActionId = "act", BlockId = "b" });
    }

    [Theory]
    [InlineData("checkboxes")]
    [InlineData("multi_static_select")]
    [InlineData("multi_external_select")]
    public async Task Several_choices_come_together(string type)
    {
        await using var app = await TestApp.Start();
        var option = new { text = new { type = "plain_text", text = "A" }, value = "a" };
        await app.Interact(InMessage(app, new { type, action_id = "act", block_id = "b", selected_options = new[] { option, option } }));
        app.Handlers.Last.ShouldBeAssignableTo<OptionsAction>()!.Values.ShouldBe(["a", "a"]);
    }

    [Fact]
    public async Task Slack_has_its_answer_before_the_message_follows()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnAction = _ => Task.FromResult(ActionResponse.Replace(new Message { Text = "New" }));
        (await app.Interact(InMessage(app, Button()))).ShouldBe((200, ""));
        var call = await app.Slack.Call("response_url");
        call.Body.ShouldBe("""{"response_type":"ephemeral","replace_original":true,"text":"New"}""");
        call.Authorization.ShouldBeNull();
        app.Handlers.OnAction = _ => Task.FromResult(ActionResponse.Delete);
        await app.Interact(InMessage(app, Button()));
        (await app.Slack.Call("response_url")).Body.ShouldBe("""{"replace_original":false,"delete_original":true}""");
    }

    [Fact]
    public async Task From_a_modal_a_view_is_pushed_on_top()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnAction = _ => Task.FromResult(ActionResponse.Open(Form) with { UpdateView = Form });
        await app.Interact(InView(app, "modal", Button()));
        (await app.Slack.Call("views.update")).Json.GetProperty("view_id").GetString().ShouldBe("V1");
        (await app.Slack.Call("views.push")).Authorization.ShouldBe("Bearer " + TestApp.Token);
    }

    [Theory]
    [InlineData("views.update")]
    [InlineData("views.push")]
    public async Task That_the_modal_was_closed_meanwhile_is_no_fault(string method)
    {
        await using var app = await TestApp.Start();
        app.Slack.Next(method, """{"ok":false,"error":"not_found"}""");
        app.Handlers.OnAction = _ => Task.FromResult(method == "views.update" ? ActionResponse.Update(Form) : ActionResponse.Open(Form));
        await app.Interact(InView(app, "modal", Button()));
        await app.Stop();
        app.Slack.Left().ShouldHaveSingleItem().Method.ShouldBe(method, "nobody is told");
        app.Logs.Lines.ShouldHaveSingleItem().ShouldStartWith("Information: A form was closed");
    }

    [Fact]
    public async Task From_the_home_a_modal_opens()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnAction = _ => Task.FromResult(ActionResponse.Open(Form));
        await app.Interact(InView(app, "home", Button()));
        await app.Slack.Call("views.open");
    }

    [Fact]
    public async Task Without_a_response_url_a_message_goes_to_the_user()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnAction = _ => Task.FromResult(ActionResponse.Ephemeral("Psst"));
        await app.Interact(InView(app, "home", Button()));
        (await app.Slack.Call("chat.postMessage")).Json.GetProperty("channel").GetString().ShouldBe("U1");
    }

    [Fact]
    public async Task A_refusal_in_a_message_goes_to_its_response_url_and_in_a_view_on_top_of_it()
    {
        await using var app = await TestApp.Start();
        app.Handlers.Gate = _ => "Not for you.";
        await app.Interact(InMessage(app, Button()));
        (await app.Slack.Call("response_url")).Json.GetProperty("text").GetString().ShouldBe("Not for you.");
        await app.Interact(InView(app, "modal", Button()));
        (await app.Slack.Call("views.push")).Body.ShouldContain("Not for you.");
        app.Handlers.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_handler_that_throws_is_told_to_the_user()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnAction = _ => throw new InvalidOperationException("x");
        (await app.Interact(InMessage(app, Button()))).ShouldBe((200, ""));
        (await app.Slack.Call("response_url")).Json.GetProperty("text").GetString()!.ShouldStartWith("Sorry");
    }

    [Fact]
    public async Task A_handler_of_another_kind_of_action_is_told_as_an_error()
    {
        await using var app = await TestApp.Start(c => c.RegisterBlockActionHandler<ButtonAction, Buttons>("button"));
        await app.Interact(InMessage(app, new { type = "users_select", action_id = "button", block_id = "b", selected_user = "U2" }));
        await app.Slack.Call("response_url");
        app.Logs.Lines.ShouldHaveSingleItem().ShouldContain("takes ButtonAction, not UserSelectAction");
    }

    [Fact]
    public async Task A_slow_handler_says_so_and_what_comes_of_it_follows()
    {
        await using var app = await TestApp.Start();
        var result = new TaskCompletionSource<ActionResponse>();
        app.Handlers.OnAction = _ => result.Task;
        var post = app.Interact(InMessage(app, Button()));
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        (await post).ShouldBe((200, ""));
        (await app.Slack.Call("response_url")).Body.ShouldContain("Still working");
        result.SetResult(ActionResponse.Ephemeral("Now"));
        (await app.Slack.Call("response_url")).Json.GetProperty("text").GetString().ShouldBe("Now");
    }

    [Fact]
    public async Task A_doubled_click_is_handled_once_and_followed_once()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnAction = _ => Task.FromResult(ActionResponse.Ephemeral("Once"));
        var click = InMessage(app, Button());
        await app.Interact(click);
        await app.Interact(click);
        app.Handlers.Asked.ShouldBe(1);
        await app.Stop();
        app.Slack.Left().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Shortcuts_reach_their_handlers()
    {
        await using var app = await TestApp.Start();
        await app.Interact(
            new { type = "shortcut", callback_id = "global", trigger_id = "t1", user = new { id = "U1", username = "ann" }, team = new { id = "T1" } });
        app.Handlers.Last.ShouldBe(
            new GlobalShortcut { CallbackId = "global", DeliveryId = "t1", TriggerId = "t1", UserId = "U1", UserName = "ann", TeamId = "T1" });
        await app.Interact(new
        {
            type = "message_action",
            callback_id = "on_message",
            trigger_id = "t2",
            message_ts = "1.2",
            response_url = app.Slack.ResponseUrl,
            user = new { id = "U1", name = "ann" },
            team = new { id = "T1" },
            channel = new { id = "C1", name = "general" },
            message = new { type = "message", text = "Words", user = "U2", ts = "1.2", blocks = new[] { new { type = "from_the_future" } } },
        });
        var shortcut = app.Handlers.Last.ShouldBeOfType<MessageShortcut>();
        shortcut.Message.Blocks!.Value.GetRawText().ShouldBe("""[{"type":"from_the_future"}]""");
        (shortcut.Message with { Blocks = null }).ShouldBe(new MessageInfo { Text = "Words", User = "U2", Ts = "1.2" });
        (shortcut.ChannelId, shortcut.ChannelName).ShouldBe(("C1", "general"));
        await app.Interact(new { type = "shortcut", callback_id = "nobody", trigger_id = "t3", user = new { id = "U1" } });
        (await app.Slack.Call("chat.postMessage")).Body.ShouldContain("does not know the shortcut");
    }

    [Fact]
    public async Task Options_are_given_while_typing()
    {
        await using var app = await TestApp.Start();
        app.Handlers.OnOptions = request => Task.FromResult(new BlockOptionsResponse { Options = [Option.Of(request.Value + "!", "v")] });
        var suggestion =
            new { type = "block_suggestion", action_id = "find", block_id = "b", value = "17.", user = new { id = "U1" }, view = new { id = "V1", type = "modal", blocks = Array.Empty<object>() } };
        (await app.Interact(suggestion, "/slack/options")).Body.ShouldBe("""{"options":[{"text":{"type":"plain_text","text":"17.!"},"value":"v"}]}""");
        app.Handlers.Gate = _ => "no";
        (await app.Interact(suggestion, "/slack/options")).Body.ShouldBe("""{"options":[]}""");
        app.Handlers.Gate = _ => null;
        app.Handlers.OnOptions = _ => throw new InvalidOperationException("x");
        (await app.Interact(suggestion, "/slack/options")).Body.ShouldBe("""{"options":[]}""");
        var never = new TaskCompletionSource<BlockOptionsResponse>();
        app.Handlers.OnOptions = _ => never.Task;
        var post = app.Interact(suggestion, "/slack/options");
        await app.Time.Pass(SlackDispatcher.AnswerWithin);
        (await post).Body.ShouldBe("""{"options":[]}""");
        never.SetResult(BlockOptionsResponse.None);
    }

    private static object Button() => new { type = "button", action_id = "act", block_id = "b", value = "v" };

    private static object InMessage(TestApp app, object action) => new
    {
        type = "block_actions",
        team = new { id = "T1", domain = "d" },
        user = new { id = "U1", username = "ann", name = "ann", team_id = "T1" },
        api_app_id = "A1",
        container = new { type = "message", message_ts = "1.2", channel_id = "C1", is_ephemeral = false, thread_ts = "1.1" },
        trigger_id = app.Trigger(),
        response_url = app.Slack.ResponseUrl,
        channel = new { id = "C1", name = "general" },
        message = new
        {
            type = "message",
            bot_id = "B1",
            text = "Hello",
            ts = "1.2",
            blocks = new object[] { new { type = "from_the_future", elements = 7 } },
            metadata = new { event_type = "chatops", event_payload = new { key = "k1", count = 3 } },
        },
        state = new { values = new { kind = new { k = new { type = "static_select", selected_option = new { text = new { type = "plain_text", text = "P" }, value = "planned" } } } } },
        actions = new[] { action },
    };

    private static object InView(TestApp app, string type, object action) => new
    {
        type = "block_actions",
        team = new { id = "T1" },
        user = new { id = "U1", name = "ann" },
        container = new { type = "view", view_id = "V1" },
        trigger_id = app.Trigger(),
        view = new { id = "V1", type, callback_id = "form", hash = "h", state = new { values = new { } }, blocks = Array.Empty<object>() },
        actions = new[] { action },
    };

    private sealed class Buttons : IBlockActionHandler<ButtonAction>
    {
        public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
            Task.FromResult(ActionResponse.None);
    }
}
