using System.Text.Json;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class ClientTests
{
    private static readonly Message Hello = new() { Channel = "C1", Text = "Hello" };

    [Fact]
    public async Task A_message_is_posted_as_JSON_with_the_token_in_the_header()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("chat.postMessage", """{"ok":true,"channel":"C9","ts":"1.2","message":{"text":"x","blocks":[{"type":"new_kind"}]},"new_field":[{}]}""");
        (await app.Client.Chat.PostMessage(Hello)).ShouldBe(new PostedMessage { Channel = "C9", Ts = "1.2" });
        var call = await app.Slack.Call("chat.postMessage");
        call.ShouldBe(new SlackCall("chat.postMessage", """{"channel":"C1","text":"Hello"}""", "application/json; charset=utf-8", "Bearer " + TestApp.Token));
    }

    [Fact]
    public async Task Reading_methods_are_posted_as_forms()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next(
            "conversations.history",
            """{"ok":true,"messages":[{"type":"message","ts":"1.1","text":"a","metadata":{"event_type":"chatops","event_payload":{"key":"k"}}}],"has_more":true,"response_metadata":{"next_cursor":"n=="}}""");
        var history = await app.Client.Conversations.History("C1", oldest: "1.0", limit: 5);
        history.Messages.ShouldHaveSingleItem().Metadata!.Get("key").ShouldBe("k");
        (history.HasMore, history.NextCursor).ShouldBe((true, "n=="));
        var call = await app.Slack.Call("conversations.history");
        call.ContentType.ShouldBe("application/x-www-form-urlencoded");
        call.Body.ShouldBe("channel=C1&oldest=1.0&limit=5&include_all_metadata=true");
    }

    [Fact]
    public async Task A_refusal_is_told_with_all_that_Slack_says()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next(
            "chat.postMessage",
            """{"ok":false,"error":"invalid_blocks","errors":["must be less than 3001 characters [json-pointer:/blocks/0/text/text]"],"response_metadata":{"messages":["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]","[WARN] w"]}}""");
        var refusal = await Should.ThrowAsync<SlackException>(() => app.Client.Chat.PostMessage(Hello));
        refusal.ErrorCode.ShouldBe("invalid_blocks");
        refusal.ErrorMessages.ShouldBe(["must be less than 3001 characters [json-pointer:/blocks/0/text/text]", "[WARN] w"]);
        app.Slack.Next("auth.test", """{"ok":false,"error":"missing_scope","needed":"chat:write","provided":"x"}""");
        (await Should.ThrowAsync<SlackException>(() => app.Client.Auth.Test())).Message.ShouldBe("auth.test: missing_scope: needed: chat:write");
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData(null, 30)]
    [InlineData("soon", 30)]
    public async Task A_limit_says_how_long_to_wait(string? header, int seconds)
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("chat.postMessage", """{"ok":false,"error":"ratelimited"}""", 429, header);
        (await Should.ThrowAsync<SlackRateLimitException>(() => app.Client.Chat.PostMessage(Hello))).RetryAfter.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Theory]
    [InlineData(500, """{"ok":false,"error":"internal_error"}""")]
    [InlineData(503, "<html>")]
    [InlineData(200, "<html>maintenance</html>")]
    [InlineData(200, "")]
    [InlineData(200, "{}")]
    [InlineData(200, "[]")]
    [InlineData(302, "")]
    [InlineData(404, "not found")]
    public async Task What_is_no_answer_of_Slacks_is_a_fault(int status, string body)
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("chat.postMessage", body, status);
        (await Should.ThrowAsync<SlackUnreachableException>(() => app.Client.Chat.PostMessage(Hello))).ErrorCode.ShouldBe("unreachable");
    }

    [Fact]
    public async Task A_dropped_connection_is_a_fault()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("chat.postMessage", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await Should.ThrowAsync<SlackUnreachableException>(() => app.Client.Chat.PostMessage(Hello));
        await app.Slack.DisposeAsync();
        await Should.ThrowAsync<SlackUnreachableException>(() => app.Client.Chat.PostMessage(Hello));
    }

    [Fact]
    public async Task No_answer_in_time_is_a_fault()
    {
        await using var app = await TestApp.Start();
        var never = new TaskCompletionSource();
        app.Slack.Next("chat.postMessage", _ => never.Task);
        var call = app.Client.Chat.PostMessage(Hello);
        await app.Slack.Call("chat.postMessage");
        await app.Time.Pass(new SlackSettings().ApiTimeout);
        (await Should.ThrowAsync<SlackUnreachableException>(() => call)).Message.ShouldContain("no answer within 20 s");
        never.SetResult();
    }

    [Fact]
    public async Task A_call_can_be_cancelled()
    {
        await using var app = await TestApp.Start();
        var never = new TaskCompletionSource();
        app.Slack.Next("chat.postMessage", _ => never.Task);
        using var cancellation = new CancellationTokenSource();
        var call = app.Client.Chat.PostMessage(Hello, cancellation.Token);
        await app.Slack.Call("chat.postMessage");
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => call);
        never.SetResult();
    }

    [Fact]
    public async Task A_response_url_gets_no_token_and_must_be_Slacks()
    {
        await using var app = await TestApp.Start();
        await app.Client.Respond(app.Slack.ResponseUrl, new() { Message = Hello });
        (await app.Slack.Call("response_url")).ShouldBe(
            new SlackCall(
                "response_url", """{"response_type":"ephemeral","replace_original":false,"text":"Hello"}""", "application/json; charset=utf-8", null));
        foreach (var url in (string[])["http://example.com/x", "file:///etc/passwd", "nonsense",
            app.Slack.ResponseUrl.Replace("http:", "ftp:", StringComparison.Ordinal)])
            (await Should.ThrowAsync<SlackException>(() => app.Client.Respond(url, new() { Message = Hello }))).ErrorCode.ShouldBe("untrusted_url");
        app.Slack.Left().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(404, """{"ok":false,"error":"used_url"}""", "used_url")]
    [InlineData(404, "expired_url", "expired_url")]
    [InlineData(403, "<html>", "http_403")]
    public async Task A_spent_response_url_is_named(int status, string body, string error)
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("response_url", body, status);
        (await Should.ThrowAsync<SlackException>(() => app.Client.Respond(app.Slack.ResponseUrl, new() { Message = Hello }))).ErrorCode.ShouldBe(error);
    }

    [Fact]
    public async Task The_tokens_scopes_come_with_auth_test()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("auth.test", context =>
        {
            context.Response.Headers["X-OAuth-Scopes"] = "chat:write, commands,";
            return context.Response.Body.WriteAsync(
                """{"ok":true,"url":"https://t.slack.com/","team":"T","user":"bot","team_id":"T1","user_id":"U0","bot_id":"B0"}"""u8.ToArray()).AsTask();
        });
        var me = await app.Client.Auth.Test();
        me.Scopes.ShouldBe(["chat:write", "commands"]);
        me.Date.ShouldNotBeNull();
        (me.UserId, me.TeamId, me.BotId).ShouldBe(("U0", "T1", "B0"));
        (await app.Client.Auth.Test()).Scopes.ShouldBeNull();
    }

    [Fact]
    public async Task Lists_are_walked_to_their_end()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next(
            "users.list",
            """{"ok":true,"members":[{"id":"U1","name":"a","tz":"Asia/Tokyo","tz_offset":32400,"profile":{"display_name":"Ann"}}],"response_metadata":{"next_cursor":"c1"}}""");
        app.Slack.Next("users.list", """{"ok":true,"members":[{"id":"U2","name":"b","deleted":true}],"response_metadata":{"next_cursor":""}}""");
        var users = await app.Client.Users.ListAll().ToListAsync();
        users.Select(u => u.ShownName).ShouldBe(["Ann", "b"]);
        (await app.Slack.Call()).Field("cursor").ShouldBeNull();
        (await app.Slack.Call()).Field("cursor").ShouldBe("c1");
        app.Slack.Next("conversations.list", """{"ok":true,"channels":[],"response_metadata":{"next_cursor":"same"}}""");
        app.Slack.Next("conversations.list", """{"ok":true,"channels":[{"id":"C1"}],"response_metadata":{"next_cursor":"same"}}""");
        (await app.Client.Conversations.ListAll().ToListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_file_goes_to_the_address_that_Slack_gives_without_the_token()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("files.getUploadURLExternal", $$"""{"ok":true,"upload_url":"{{new Uri(app.Slack.Url, "/upload/f1")}}","file_id":"F1"}""");
        app.Slack.Next("files.completeUploadExternal", """{"ok":true,"files":[{"id":"F1","title":"notes.md","permalink":"https://p"}]}""");
        (await app.Client.Files.Upload(new() { Filename = "notes.md", Content = "abc"u8.ToArray(), ChannelId = "C1" })).Permalink.ShouldBe("https://p");
        (await app.Slack.Call("files.getUploadURLExternal")).Body.ShouldBe("filename=notes.md&length=3");
        (await app.Slack.Call("f1")).ShouldBe(new SlackCall("f1", "abc", null, null));
        (await app.Slack.Call("files.completeUploadExternal")).Field("files").ShouldBe("""[{"id":"F1","title":"notes.md"}]""");
    }

    [Fact]
    public async Task Every_method_that_is_called_has_its_scopes_in_the_table()
    {
        await using var app = await TestApp.Start();
        var slack = app.Client;
        app.Slack.Next("files.getUploadURLExternal", $$"""{"ok":true,"upload_url":"{{app.Slack.ResponseUrl}}","file_id":"F1"}""");
        app.Slack.Next("apps.connections.open", """{"ok":true,"url":"wss://x/"}""");
        var view = new ModalViewDefinition { Title = "T", Blocks = [] };
        await slack.Auth.Test();
        await slack.Chat.PostMessage(Hello);
        await slack.Chat.Update("1.2", Hello);
        await slack.Chat.Delete("C1", "1.2");
        await slack.Chat.PostEphemeral("U1", Hello);
        await slack.Chat.GetPermalink("C1", "1.2");
        await slack.Conversations.History("C1");
        await slack.Conversations.Replies("C1", "1.2");
        await slack.Conversations.Info("C1");
        await slack.Conversations.List();
        await slack.Conversations.Members("C1");
        await slack.Conversations.Open(["U1"]);
        await slack.Conversations.Join("C1");
        await slack.Conversations.SetTopic("C1", "t");
        await slack.Users.Info("U1");
        await slack.Users.List();
        await slack.Users.Conversations();
        await slack.UserGroups.List();
        await slack.UserGroupUsers.List("S1");
        await slack.UserGroupUsers.Update("S1", ["U1"]);
        await slack.Bots.Info("B1");
        await slack.Views.Open("t", view);
        await slack.Views.Push("t", view);
        await slack.Views.Update("V1", view);
        await slack.Views.Publish("U1", new HomeViewDefinition { Blocks = [] });
        await slack.Pins.Add("C1", "1.2");
        await slack.Bookmarks.Add("C1", "t", "https://x");
        await slack.Bookmarks.Edit("C1", "Bk1", "t", "https://x");
        await slack.Reactions.Add("C1", "1.2", "wave");
        await slack.Files.Upload(new() { Filename = "f", Content = new byte[] { 1 } });
        await slack.Files.Info("F1");
        await slack.Files.Download(new() { UrlPrivate = new Uri(app.Slack.Url, "/files/url_private").ToString() }, most: 100);
        (await slack.Apps.Connections.Open()).Scheme.ShouldBe("wss");
        var calls = app.Slack.Left();
        calls.Select(c => c.Method).Where(m => m != "response_url").Order(StringComparer.Ordinal)
            .ShouldBe(SlackScopes.ByMethod.Keys.Order(StringComparer.Ordinal));
        calls.Single(c => c.Method == "apps.connections.open").Authorization.ShouldBe("Bearer xapp-the-token");
        SlackScopes.Of(["chat.postMessage", "users.info", "chat.update", "views.open"]).ShouldBe(["chat:write", "users:read"]);
        SlackScopes.ByEvent.Keys.ShouldAllBe(name => EventTypes.Find(name) != null);
    }

    [Fact]
    public async Task What_is_sent_is_within_Slacks_limits()
    {
        await using var app = await TestApp.Start();
        await app.Client.Chat.PostMessage(new() { Channel = "C1", Text = new string('x', 50_000), Blocks = [new HeaderBlock { Text = new string('h', 200) }] });
        var json = (await app.Slack.Call()).Json;
        json.GetProperty("text").GetString()!.Length.ShouldBe(4000);
        json.GetProperty("blocks")[0].GetProperty("text").GetProperty("text").GetString()!.Length.ShouldBe(150);
        await app.Client.Chat.PostMessage(new() { Channel = "C1", Text = string.Join(' ', Enumerable.Range(0, 1500)) });
        (await app.Slack.Call()).Json.GetProperty("blocks").GetArrayLength().ShouldBe(3);
        var refusal =
            await Should.ThrowAsync<SlackException>(() =>
                app.Client.Views.Open("t", new() { Title = "T", Blocks = [], PrivateMetadata = new string('x', 3001) }));
        refusal.ErrorCode.ShouldBe("invalid_arguments");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent()
    {
        await using var app = await TestApp.Start(c => c.UseApiToken(""));
        (await Should.ThrowAsync<SlackException>(() => app.Client.Auth.Test())).ErrorCode.ShouldBe("not_authed");
        app.Slack.Left().ShouldBeEmpty();
    }

    [Fact]
    public void JSON_of_states_and_views_that_say_null_is_read()
    {
        Read("""{"id":"V1","state":null,"type":"home","blocks":[{"type":"unknown"}]}""").Text("x").ShouldBeNull();
        Read(
            """{"id":"V1","state":{"values":{"x":{"a":{"value":""}},"y":{"b":{"selected_options":[{"text":{"type":"plain_text","text":"A"},"value":"a"}]}}}}}""").ShouldSatisfyAllConditions(
            s => s.Text("x").ShouldBeNull(),
            s => s.Options("y").ShouldBe(["a"]),
            s => s.Users("z").ShouldBeEmpty());

        static ViewState Read(string json) => JsonSerializer.Deserialize(json, SlackJson.Web.ViewInfo)!.State;
    }
}
