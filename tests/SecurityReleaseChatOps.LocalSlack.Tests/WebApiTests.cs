using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

public sealed class WebApiTests : IAsyncLifetime
{
    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start();

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task The_bot_goes_by_the_name_of_its_manifest() => ((string)(await _slack.Ok("auth.test"))["user"]!).ShouldBe("Testbot");

    [Fact]
    public async Task Takes_forms_JSON_and_queries_with_the_token_in_header_or_body()
    {
        var token = _slack.Workspace.BotToken;
        const string blocks = """[{"type":"section","text":{"type":"mrkdwn","text":"*hi*"}}]""";

        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["token"] = token, ["channel"] = "C02", ["text"] = "form", ["blocks"] = blocks });
        (await Answer(HttpMethod.Post, "chat.postMessage", form)).ShouldContainKeyAndValue("ok", true);

        using var parts = new MultipartFormDataContent { { new StringContent(token), "token" }, { new StringContent("C02"), "channel" },
            { new StringContent("multipart"), "text" } };
        (await Answer(HttpMethod.Post, "chat.postMessage", parts)).ShouldContainKeyAndValue("ok", true);

        using var json = new StringContent($$"""{"channel":"C02","text":"json","blocks":{{blocks}}}""", Encoding.UTF8, "application/json");
        (await Answer(HttpMethod.Post, "chat.postMessage", json, token)).ShouldContainKeyAndValue("ok", true);

        (await Answer(HttpMethod.Get, "conversations.info?channel=C02", null, token)).ShouldContainKeyAndValue("ok", true);
        (await Answer(HttpMethod.Get, $"auth.test?token={token}", null)).ShouldContainKeyAndValue("ok", true);

        (await _slack.Texts()).ShouldBe(["form", "multipart", "json"]);
        var messages = await _slack.Messages();
        ((string?)messages[0]["blocks"]![0]!["block_id"]).ShouldNotBeNullOrEmpty();
        messages[2]["blocks"]![0]!["text"]!["text"]!.ToString().ShouldBe("*hi*");
    }

    [Theory]
    [InlineData("auth.test", "", "not_authed")]
    [InlineData("auth.test", "xoxb-wrong", "invalid_auth")]
    [InlineData("no.such", "bot", "unknown_method")]
    [InlineData("apps.connections.open", "bot", "not_allowed_token_type")]
    [InlineData("auth.test", "app", "not_allowed_token_type")]
    public async Task Refuses_what_the_token_is_not_for(string method, string token, string error)
    {
        token = token switch { "bot" => _slack.Workspace.BotToken, "app" => _slack.Workspace.AppToken, _ => token };
        using var response = await _slack.Http.GetAsync($"/api/{method}?token={token}");
        ((string?)(await Slack.Json(response))["error"]).ShouldBe(error);
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("[]", "json_not_object")]
    [InlineData("""{"channel":"C02","channel":"C03"}""", "invalid_json")]
    [InlineData("""{"channel":"C02"}""", "no_text")]
    [InlineData("""{"text":"x"}""", "invalid_arguments")]
    [InlineData("""{"channel":"C99","text":"x"}""", "channel_not_found")]
    [InlineData("""{"channel":"C01","text":"x"}""", "not_in_channel")]
    [InlineData("""{"channel":"C02","text":"x","blocks":{}}""", "invalid_blocks_format")]
    [InlineData("""{"channel":"C02","text":"x","blocks":"[not json"}""", "invalid_blocks_format")]
    [InlineData("""{"channel":"C02","text":"x","thread_ts":"1.000000"}""", "thread_not_found")]
    [InlineData("""{"channel":"C02","text":"x","metadata":{"event_type":"a"}}""", "invalid_metadata_format")]
    public async Task Refuses_a_bad_message_with_Slacks_error(string body, string error)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        ((string?)(await Answer(HttpMethod.Post, "chat.postMessage", content, _slack.Workspace.BotToken))["error"]).ShouldBe(error);
    }

    [Theory]
    [InlineData("chat.update", """{"channel":"C02","ts":"1.000000","text":"x"}""", "message_not_found")]
    [InlineData("chat.delete", """{"channel":"C02","ts":"1.000000"}""", "message_not_found")]
    [InlineData("chat.postEphemeral", """{"channel":"C02","user":"U10","text":"x"}""", "user_not_in_channel")]
    [InlineData("chat.getPermalink", """{"channel":"C02","message_ts":"1.000000"}""", "message_not_found")]
    [InlineData("chat.scheduleMessage", """{"channel":"C02","post_at":1,"text":"x"}""", "time_in_past")]
    [InlineData("chat.scheduleMessage", """{"channel":"C02","post_at":9999999999,"text":"x"}""", "time_too_far")]
    [InlineData("chat.deleteScheduledMessage", """{"channel":"C02","scheduled_message_id":"Q9"}""", "invalid_scheduled_message_id")]
    [InlineData("conversations.history", """{"channel":"C01"}""", "not_in_channel")]
    [InlineData("conversations.history", """{"channel":"C02","cursor":"x"}""", "invalid_cursor")]
    [InlineData("conversations.list", """{"types":"channels"}""", "invalid_types")]
    [InlineData("conversations.open", """{"users":"U99"}""", "user_not_found")]
    [InlineData("conversations.open", """{"users":"U01,U02,U03,U04,U05,U06,U07,U08,U09"}""", "too_many_users")]
    [InlineData("conversations.create", """{"name":"Not Good"}""", "invalid_name_specials")]
    [InlineData("conversations.create", """{"name":"general"}""", "name_taken")]
    [InlineData("conversations.invite", """{"channel":"C02","users":"U01"}""", "already_in_channel")]
    [InlineData("conversations.kick", """{"channel":"C02","user":"U10"}""", "not_in_channel")]
    [InlineData("conversations.kick", """{"channel":"C02","user":"U0BOT"}""", "cant_kick_self")]
    [InlineData("users.info", """{"user":"U99"}""", "user_not_found")]
    [InlineData("users.list", """{"limit":0}""", "limit_required")]
    [InlineData("users.lookupByEmail", """{"email":"no@example.com"}""", "users_not_found")]
    [InlineData("usergroups.users.list", """{"usergroup":"S99"}""", "no_such_subteam")]
    [InlineData("usergroups.users.update", """{"usergroup":"S01","users":"U99"}""", "invalid_users")]
    [InlineData("pins.add", """{"channel":"C02","timestamp":"1.000000"}""", "message_not_found")]
    [InlineData("bookmarks.add", """{"channel_id":"C02","type":"link","title":"x","link":"javascript:1"}""", "invalid_link")]
    [InlineData("bookmarks.edit", """{"channel_id":"C02","bookmark_id":"Bk9"}""", "not_found")]
    [InlineData("files.completeUploadExternal", """{"files":[{"id":"F9"}]}""", "file_not_found")]
    [InlineData("views.open", """{"trigger_id":"nonsense","view":{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[]}}""", "invalid_trigger_id")]
    [InlineData("views.open", """{"trigger_id":"12.34.0123456789abcdef0123456789abcdef","view":{"type":"modal","title":{"type":"plain_text","text":"x"},"blocks":[]}}""", "expired_trigger_id")]
    [InlineData("views.update", """{"view_id":"V99","view":{"type":"modal"}}""", "not_found")]
    [InlineData("views.publish", """{"user_id":"U0BOT","view":{"type":"home","blocks":[]}}""", "not_enabled")]
    [InlineData("users.profile.get", """{"user":"U01"}""", "missing_scope")]
    public async Task Each_method_refuses_with_its_own_errors(string method, string arguments, string error) =>
        ((string?)(await _slack.Api(method, (JsonObject)JsonNode.Parse(arguments)!))["error"]).ShouldBe(error);

    [Fact]
    public async Task Blocks_of_too_many_characters_are_too_long_and_a_text_is_cut()
    {
        JsonNode[] blocks = [.. Enumerable.Range(0, 5).Select(_ => Slack.Section(new string('x', 2_700)))];
        ((string?)(await _slack.Api(
            "chat.postMessage", new() { ["channel"] = "C02", ["text"] = "x", ["blocks"] = new JsonArray(blocks) }))["error"]).ShouldBe("msg_blocks_too_long");
        await _slack.Post(new string('x', 40_001));
        (await _slack.Texts()).Single().Length.ShouldBe(40_000);
    }

    [Fact]
    public async Task A_missing_scope_is_named()
    {
        _slack.Workspace.Register(AppRegistration.FromManifest(Slack.Manifest) with { Scopes = ["chat:write", "users:read"] });
        var answer = await _slack.Api("conversations.history", new() { ["channel"] = "C02" });
        answer["error"]!.ToString().ShouldBe("missing_scope");
        answer["needed"]!.ToString().ShouldBe("groups:history");
        answer["provided"]!.ToString().ShouldBe("chat:write,users:read");
    }

    [Fact]
    public async Task Lists_come_in_pages_that_hold_each_item_once()
    {
        var ids = new List<string>();
        var cursor = "";
        do
        {
            var page = await _slack.Ok("users.list", new() { ["limit"] = 5, ["cursor"] = cursor });
            ids.AddRange(((JsonArray)page["members"]!).Select(m => (string)m!["id"]!));
            cursor = (string)page["response_metadata"]!["next_cursor"]!;
        }
        while (cursor.Length > 0);
        ids.Count.ShouldBe(19);
        ids.ShouldBeUnique();
    }

    [Fact]
    public async Task History_is_newest_first_within_its_bounds_and_without_replies()
    {
        var first = await _slack.Post("one");
        var second = await _slack.Post("two");
        var third = await _slack.Post("three");
        await _slack.Ok("chat.postMessage", new() { ["channel"] = "C02", ["text"] = "reply", ["thread_ts"] = first });
        await _slack.Ok("chat.postEphemeral", new() { ["channel"] = "C02", ["text"] = "secret", ["user"] = "U01" });

        (await History([])).ShouldBe(["three", "two", "one"]);
        (await History(new() { ["oldest"] = first })).ShouldBe(["three", "two"]);
        (await History(new() { ["latest"] = third, ["inclusive"] = true, ["oldest"] = second })).ShouldBe(["three", "two"]);
        (await History(new() { ["oldest"] = "0", ["limit"] = 1 })).ShouldBe(["three"]);
        var replies = await _slack.Ok("conversations.replies", new() { ["channel"] = "C02", ["ts"] = first });
        ((JsonArray)replies["messages"]!).Select(m => (string)m!["text"]!).ShouldBe(["one", "reply"]);
        ((int)replies["messages"]![0]!["reply_count"]!).ShouldBe(1);

        async Task<string[]> History(JsonObject arguments)
        {
            arguments["channel"] = "C02";
            return [.. ((JsonArray)(await _slack.Ok("conversations.history", arguments))["messages"]!).Select(m => (string)m!["text"]!)];
        }
    }

    [Fact]
    public async Task Metadata_comes_back_when_asked_for()
    {
        await _slack.Ok("chat.postMessage", new()
        {
            ["channel"] = "C02", ["text"] = "x", ["metadata"] = new JsonObject
            {
                ["event_type"] = "chatops",
                ["event_payload"] = new JsonObject { ["key"] = "k1" }
            },
        });
        var with = await _slack.Ok("conversations.history", new() { ["channel"] = "C02", ["include_all_metadata"] = true });
        with["messages"]![0]!["metadata"]!["event_payload"]!["key"]!.ToString().ShouldBe("k1");
        (await _slack.Ok("conversations.history", new() { ["channel"] = "C02" }))["messages"]![0]!["metadata"].ShouldBeNull();
    }

    [Fact]
    public async Task An_update_keeps_blocks_only_without_new_text()
    {
        var ts = (string)(await _slack.Ok(
            "chat.postMessage", new() { ["channel"] = "C02", ["text"] = "old", ["blocks"] = new JsonArray(Slack.Section("old")) }))["ts"]!;
        await _slack.Ok("chat.update", new() { ["channel"] = "C02", ["ts"] = ts, ["blocks"] = new JsonArray(Slack.Section("new")) });
        var message = (await _slack.Messages()).Single();
        (message["blocks"]![0]!["text"]!["text"]!.ToString(), message["text"]!.ToString(), message["edited"]).ShouldBe(("new", "old", null));
        await _slack.Ok("chat.update", new() { ["channel"] = "C02", ["ts"] = ts, ["text"] = "only text" });
        message = (await _slack.Messages()).Single();
        message["blocks"].ShouldBeNull();
        message["edited"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Only_the_apps_own_messages_are_updated_or_deleted()
    {
        var ts = (string)(await _slack.Control("messages", new() { ["user"] = "priya", ["channel"] = "C02", ["text"] = "mine" }))["ts"]!;
        ((string?)(await _slack.Api("chat.update", new() { ["channel"] = "C02", ["ts"] = ts, ["text"] = "x" }))["error"]).ShouldBe("cant_update_message");
        ((string?)(await _slack.Api("chat.delete", new() { ["channel"] = "C02", ["ts"] = ts }))["error"]).ShouldBe("cant_delete_message");
        var own = await _slack.Post("own");
        await _slack.Ok("chat.delete", new() { ["channel"] = "C02", ["ts"] = own });
        (await _slack.Texts()).ShouldBe(["mine"]);
    }

    [Fact]
    public async Task A_scheduled_message_is_posted_when_the_clock_gets_there()
    {
        var at = _slack.Clock.GetUtcNow().AddHours(2).ToUnixTimeSeconds();
        await _slack.Ok("chat.scheduleMessage", new() { ["channel"] = "C02", ["text"] = "later", ["post_at"] = at });
        var gone = await _slack.Ok("chat.scheduleMessage", new() { ["channel"] = "C02", ["text"] = "never", ["post_at"] = at });
        await _slack.Ok("chat.deleteScheduledMessage", new() { ["channel"] = "C02", ["scheduled_message_id"] = (string)gone["scheduled_message_id"]! });
        ((JsonArray)(await _slack.Ok("chat.scheduledMessages.list"))["scheduled_messages"]!).Count.ShouldBe(1);
        await _slack.Control("clock", new() { ["advance"] = "PT1H" });
        (await _slack.Texts()).ShouldBeEmpty();
        await _slack.Control("clock", new() { ["advance"] = "PT1H1S" });
        (await _slack.Texts()).ShouldBe(["later"]);
    }

    [Fact]
    public async Task Direct_messages_open_once_and_by_posting_to_a_person()
    {
        var one = (string)(await _slack.Ok("conversations.open", new() { ["users"] = "U01" }))["channel"]!["id"]!;
        ((string)(await _slack.Ok("chat.postMessage", new() { ["channel"] = "U01", ["text"] = "hi" }))["channel"]!).ShouldBe(one);
        ((string)(await _slack.Ok("conversations.open", new() { ["users"] = "U01,U02" }))["channel"]!["id"]!).ShouldStartWith("G");
        (await _slack.Texts(one)).ShouldBe(["hi"]);
        (await _slack.Refused($"channels/{one}/messages?user=liam")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Pins_bookmarks_and_reactions_are_kept_once()
    {
        var ts = await _slack.Post("x");
        await _slack.Ok("pins.add", new() { ["channel"] = "C02", ["timestamp"] = ts });
        ((string?)(await _slack.Api("pins.add", new() { ["channel"] = "C02", ["timestamp"] = ts }))["error"]).ShouldBe("already_pinned");
        await _slack.Ok("reactions.add", new() { ["channel"] = "C02", ["timestamp"] = ts, ["name"] = "eyes" });
        ((string?)(await _slack.Api(
            "reactions.add", new() { ["channel"] = "C02", ["timestamp"] = ts, ["name"] = "eyes" }))["error"]).ShouldBe("already_reacted");
        var id =
            (string)(await _slack.Ok(
                "bookmarks.add",
                new() { ["channel_id"] = "C02", ["type"] = "link", ["title"] = "Docs", ["link"] = "https://example.com" }))["bookmark"]!["id"]!;
        await _slack.Ok("bookmarks.edit", new() { ["channel_id"] = "C02", ["bookmark_id"] = id, ["title"] = "New" });

        var channel = ((JsonArray)(await _slack.Control("state"))["channels"]!).Single(c => (string?)c!["id"] == "C02")!;
        channel["pins"]![0]!.ToString().ShouldBe(ts);
        channel["bookmarks"]![0]!["title"]!.ToString().ShouldBe("New");
        (await _slack.Messages())[0]["reactions"]![0]!["users"]![0]!.ToString().ShouldBe("U0BOT");
    }

    [Fact]
    public async Task A_file_goes_up_in_three_steps_raw_or_as_a_form()
    {
        foreach (var asForm in new[] { false, true })
        {
            var bytes = Encoding.UTF8.GetBytes("<script>alert(1)</script>");
            var step = await _slack.Ok("files.getUploadURLExternal", new() { ["filename"] = "notes.html", ["length"] = bytes.Length });
            using HttpContent content = asForm
                ? new MultipartFormDataContent { { new ByteArrayContent(bytes), "file", "notes.html" } }
                : new ByteArrayContent(bytes);
            (await _slack.Http.PostAsync((string)step["upload_url"]!, content)).StatusCode.ShouldBe(HttpStatusCode.OK);
            var done = await _slack.Ok("files.completeUploadExternal", new()
            {
                ["files"] = new JsonArray(
                    new JsonObject { ["id"] = (string)step["file_id"]!, ["title"] = "Notes" }), ["channel_id"] = "C02", ["initial_comment"] = "see",
            });
            using var download = await _slack.Http.GetAsync($"/control/files/{done["files"]![0]!["id"]}");
            (await download.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
            download.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        }
        (await _slack.Messages())[1]["files"]![0]!["title"]!.ToString().ShouldBe("Notes");
    }

    [Fact]
    public async Task Permalinks_name_the_message_and_its_thread()
    {
        var ts = await _slack.Post("x");
        var reply = (string)(await _slack.Ok("chat.postMessage", new() { ["channel"] = "C02", ["text"] = "y", ["thread_ts"] = ts }))["ts"]!;
        (await Link(ts)).ShouldBe($"{_slack.Workspace.Url}/archives/C02/p{ts.Replace(".", "")}");
        (await Link(reply)).ShouldBe($"{_slack.Workspace.Url}/archives/C02/p{reply.Replace(".", "")}?thread_ts={ts}&cid=C02");

        async Task<string> Link(string of) => (string)(await _slack.Ok("chat.getPermalink", new() { ["channel"] = "C02", ["message_ts"] = of }))["permalink"]!;
    }

    [Fact]
    public async Task User_groups_change_and_tell()
    {
        await _slack.Ok("usergroups.users.update", new() { ["usergroup"] = "S02", ["users"] = "U08,U01" });
        var told = await _slack.App.Next("subteam_members_changed");
        told.Payload["event"]!["added_users"]![0]!.ToString().ShouldBe("U01");
        told.Payload["event"]!["removed_users"]![0]!.ToString().ShouldBe("U07");
        ((JsonArray)(await _slack.Ok("usergroups.users.list", new() { ["usergroup"] = "S02" }))["users"]!).Select(u => (string)u!).ShouldBe(["U08", "U01"]);
    }

    [Fact]
    public async Task Channels_are_made_joined_described_and_archived()
    {
        var id = (string)(await _slack.Ok("conversations.create", new() { ["name"] = "release-17-1" }))["channel"]!["id"]!;
        await _slack.Ok("conversations.invite", new() { ["channel"] = id, ["users"] = "U01,U02" });
        await _slack.Ok("conversations.setTopic", new() { ["channel"] = id, ["topic"] = "17.1" });
        var said = (await _slack.Ok("conversations.history", new() { ["channel"] = id }))["messages"]!.AsArray().Single(m => m!["subtype"] is not null)!;
        ((string?)said["subtype"], (string?)said["text"]).ShouldBe(("channel_topic", "<@U0BOT> set the channel topic: 17.1"));
        ((string?)(await _slack.Ok("conversations.info", new() { ["channel"] = id }))["channel"]!["topic"]!["value"]).ShouldBe("17.1");
        ((string?)(await _slack.Api("conversations.setTopic", new() { ["channel"] = id, ["topic"] = new string('x', 251) }))["error"]).ShouldBe("too_long");
        await _slack.Ok("conversations.join", new() { ["channel"] = "C01" });
        ((JsonArray)(await _slack.Ok("conversations.members", new() { ["channel"] = id }))["members"]!).Count.ShouldBe(3);
        await _slack.Ok("conversations.archive", new() { ["channel"] = id });
        ((string?)(await _slack.Api("chat.postMessage", new() { ["channel"] = id, ["text"] = "x" }))["error"]).ShouldBe("is_archived");
    }

    private async Task<Dictionary<string, object?>> Answer(HttpMethod method, string path, HttpContent? content, string? token = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/{path}") { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _slack.Http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await Slack.Json(response)).ToDictionary(f => f.Key, f => f.Value?.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.True => true,
            System.Text.Json.JsonValueKind.False => false,
            System.Text.Json.JsonValueKind.String => (object?)f.Value.ToString(),
            _ => f.Value,
        });
    }
}
