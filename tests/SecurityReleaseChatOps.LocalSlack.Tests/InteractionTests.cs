using System.Net;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>What people do, as the app receives and answers it.</summary>
public sealed class InteractionTests : IAsyncLifetime
{
    private Slack _slack = null!;

    public async Task InitializeAsync() => _slack = await Slack.Start();

    public async Task DisposeAsync() => await _slack.DisposeAsync();

    [Fact]
    public async Task A_slash_command_arrives_signed_with_all_its_fields()
    {
        await _slack.Command("new & @liam #general <b>");
        var got = await _slack.App.Next("command");
        got.Path.ShouldBe("/slack/command");
        got.IsSigned(_slack.Workspace.SigningSecret).ShouldBeTrue();
        got.Payload.Select(f => f.Key).ShouldBe(
        [
            "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name", "command", "text", "api_app_id", "is_enterprise_install",
            "response_url", "trigger_id",
        ]);
        (got.Text("command"), got.Text("user_id"), got.Text("channel_name")).ShouldBe(("/test", "U01", "privategroup"));
        got.Text("text").ShouldBe("new &amp; <@U02|liam> <#C01|general> &lt;b&gt;");
        await _slack.Control("commands", new() { ["user"] = "priya", ["channel"] = "general", ["command"] = "/plain", ["text"] = "to <@U02> and @liam" });
        (await _slack.App.Next("command")).Text("text").ShouldBe("to @liam and @liam");
    }

    [Fact]
    public async Task An_answer_to_a_command_is_seen_by_the_asker_or_by_all()
    {
        _slack.App.Answers("plain words");
        (await _slack.Command())["body"]!.ToString().ShouldBe("plain words");
        _slack.App.Answers(new JsonObject { ["response_type"] = "in_channel", ["text"] = "for all" });
        await _slack.Command("loud");
        (await _slack.Texts()).ShouldBe(["plain words", "/test loud", "for all"]);
        (await _slack.Texts(user: "liam")).ShouldBe(["/test loud", "for all"]);
        ((bool?)(await _slack.Messages())[0]["ephemeral"]).ShouldBe(true);
    }

    [Fact]
    public async Task A_command_that_no_one_has_and_a_broken_answer_are_told_in_words()
    {
        var unknown = await _slack.Refused("commands", new() { ["user"] = "priya", ["channel"] = "general", ["command"] = "/nope" });
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
        unknown.Error.ShouldStartWith("/nope is not a valid command");

        _slack.App.Answers(500);
        ((int)(await _slack.Command())["status"]!).ShouldBe(500);
        _slack.App.Answers(new JsonObject { ["blocks"] = new JsonArray(new JsonObject { ["type"] = "section" }) });
        await _slack.Command();
        (await _slack.Texts()).ShouldBe(
        [
            "/test failed with the error \"dispatch_failed\"", "/test failed with the error \"invalid_blocks\"",
        ]);
    }

    [Fact]
    public async Task An_app_that_does_not_answer_in_time_is_told_of()
    {
        await using var slack = await Slack.Start(options => options with { AnswerTime = TimeSpan.FromMilliseconds(200) });
        var never = new TaskCompletionSource<object?>();
        slack.App.Answer = _ => never.Task;
        var late = await slack.Command();
        ((int)late["status"]!, (string)late["body"]!["error"]!).ShouldBe((0, "operation_timeout"));
        (await slack.Texts()).ShouldBe(["/test failed with the error \"operation_timeout\""]);
        never.SetResult(null);
    }

    [Fact]
    public async Task A_click_brings_the_message_its_state_and_what_was_clicked()
    {
        var select = new JsonObject
        {
            ["type"] = "actions", ["block_id"] = "row",
            ["elements"] = new JsonArray(
                new JsonObject { ["type"] = "users_select", ["action_id"] = "who" },
                new JsonObject { ["type"] = "button", ["action_id"] = "go", ["value"] = "7", ["text"] = Slack.Plain("Go") }),
        };
        var ts = (string)(await _slack.Ok("chat.postMessage", new() { ["channel"] = "C02", ["text"] = "x", ["blocks"] = new JsonArray(select) }))["ts"]!;
        await _slack.Control("actions", new() { ["user"] = "priya", ["ts"] = ts, ["actionId"] = "who", ["value"] = "liam" });
        (await _slack.App.Next("block_actions")).Payload["actions"]![0]!["selected_user"]!.ToString().ShouldBe("U02");
        await _slack.Control("actions", new() { ["user"] = "priya", ["ts"] = ts, ["actionId"] = "go" });
        var got = await _slack.App.Next("block_actions");

        got.Path.ShouldBe("/slack/action");
        got.Payload["container"]!.ToJsonString().ShouldBe($$"""{"type":"message","message_ts":"{{ts}}","channel_id":"C02","is_ephemeral":false}""");
        got.Payload["actions"]![0]!["value"]!.ToString().ShouldBe("7");
        got.Payload["state"]!["values"]!["row"]!["who"]!["selected_user"]!.ToString().ShouldBe("U02");
        got.Payload["message"]!["ts"]!.ToString().ShouldBe(ts);
        got.Text("response_url").ShouldStartWith(_slack.Workspace.Url);
        got.Text("trigger_id").ShouldNotBeEmpty();
        var refused = await _slack.Refused("actions", new() { ["user"] = "priya", ["ts"] = ts, ["actionId"] = "nothing" });
        refused.Error.ShouldContain("There are: who, go");
    }

    [Fact]
    public async Task Every_kind_of_input_is_filled_by_label_or_block_and_arrives_as_Slack_sends_it()
    {
        JsonObject[] options = [Option("one", "1"), Option("two", "2")];
        var view = await _slack.Open(Slack.Modal(
            Slack.Input("text", "Status"),
            Slack.Input("who", "Hand over to", new() { ["type"] = "users_select", ["action_id"] = "value" }),
            Slack.Input("kind", "Kind", Select("static_select")),
            Slack.Input("kinds", "Kinds", Select("multi_static_select")),
            Slack.Input("boxes", "Boxes", Select("checkboxes"), optional: true),
            Slack.Input("date", "Due date", new() { ["type"] = "datepicker", ["action_id"] = "value" }),
            Slack.Input("time", "At", new() { ["type"] = "timepicker", ["action_id"] = "value", ["initial_time"] = "09:00" }),
            Slack.Input("moment", "Moment", new() { ["type"] = "datetimepicker", ["action_id"] = "value" }),
            Slack.Input("where", "Where", new() { ["type"] = "conversations_select", ["action_id"] = "value", ["response_url_enabled"] = true })));
        _slack.App.Answers(null);
        var answer = await _slack.Submit(view, new()
        {
            ["Status"] = "all well", ["Hand over to"] = "liam", ["kind"] = "two", ["Kinds"] = new JsonArray("1", "two"), ["Due date"] = "2026-11-25",
            ["moment"] = "2026-11-25T17:00:00Z", ["where"] = "#general",
        });
        ((string)answer["status"]!, (string)answer["action"]!, answer["view"]).ShouldBe(("ok", "closed", null));

        var got = await _slack.App.Next("view_submission");
        var values = got.Payload["view"]!["state"]!["values"]!;
        Value("text").ShouldBe("""{"type":"plain_text_input","value":"all well"}""");
        Value("who").ShouldBe("""{"type":"users_select","selected_user":"U02"}""");
        values["kind"]!["value"]!["selected_option"]!["value"]!.ToString().ShouldBe("2");
        ((JsonArray)values["kinds"]!["value"]!["selected_options"]!).Select(o => (string)o!["value"]!).ShouldBe(["1", "2"]);
        Value("boxes").ShouldBe("""{"type":"checkboxes","selected_options":[]}""");
        Value("date").ShouldBe("""{"type":"datepicker","selected_date":"2026-11-25"}""");
        Value("time").ShouldBe("""{"type":"timepicker","selected_time":"09:00"}""");
        Value("moment").ShouldBe("""{"type":"datetimepicker","selected_date_time":1795626000}""");
        Value("where").ShouldBe("""{"type":"conversations_select","selected_conversation":"C01"}""");
        got.Payload["view"]!["callback_id"]!.ToString().ShouldBe("form");
        (got.Payload["response_urls"]![0]!["block_id"]!.ToString(), got.Payload["response_urls"]![0]!["channel_id"]!.ToString()).ShouldBe(("where", "C01"));

        string Value(string block) => values[block]!["value"]!.ToJsonString();
        JsonObject Select(string type) =>
            new() { ["type"] = type, ["action_id"] = "value", ["options"] = new JsonArray([.. options.Select(o => o.DeepClone())]) };
    }

    [Fact]
    public async Task Rich_text_and_files_are_taken_kept_and_served()
    {
        var file = new JsonObject { ["type"] = "file_input", ["action_id"] = "value", ["filetypes"] = new JsonArray("md"), ["max_files"] = 1 };
        var view = await _slack.Open(Slack.Modal(
            Slack.Input("words", "Words", new() { ["type"] = "rich_text_input", ["action_id"] = "value" }), Slack.Input("post", "Post", file)));
        var post = new JsonObject { ["name"] = "../post.md", ["content"] = "# Grüße" };
        (await Submit(post, new JsonObject { ["name"] = "b.md", ["content"] = "b" }))["errors"]!["Post"]!.ToString().ShouldBe("Please choose no more than 1.");
        await Refused(new JsonObject { ["name"] = "post.exe", ["content"] = "x" }, "“post.exe” is none of: md.");
        await Refused("post.md", "A file is {name, content}, or {name, base64}.");
        await Refused(new JsonObject { ["name"] = "post.md" }, "A file needs its content: {name, content}, or {name, base64}.");
        await Refused(new JsonObject { ["id"] = "F999" }, "priya has no file F999.");
        ((string)(await Submit((JsonObject)post.DeepClone()))["status"]!).ShouldBe("ok");

        var values = (await _slack.App.Next("view_submission")).Payload["view"]!["state"]!["values"]!;
        values["words"]!["value"]!["rich_text_value"]!["elements"]![0]!["elements"]![0]!["text"]!.ToString().ShouldBe("hello");
        var taken = ((JsonArray)values["post"]!["value"]!["files"]!).ShouldHaveSingleItem()!;
        ((string)taken["name"]!, (int)taken["size"]!).ShouldBe(("post.md", 9));
        (await _slack.Http.GetStringAsync($"/control/files/{taken["id"]}")).ShouldBe("# Grüße");

        Task<JsonObject> Submit(params JsonNode[] files) => _slack.Submit(view, new() { ["Words"] = "hello", ["Post"] = new JsonArray(files) });

        async Task Refused(JsonNode given, string words) =>
            (await _slack.Refused(
                $"views/{view["id"]}/submit", new() { ["user"] = "priya", ["values"] = new JsonObject { ["Post"] = given } })).Error.ShouldBe(words);
    }

    [Fact]
    public async Task What_is_open_is_told_at_once_the_top_last_and_nothing_when_nothing_is()
    {
        (await Open()).ShouldBeEmpty();
        var view = await _slack.Open(Slack.Modal(Slack.Input("a", "A", optional: true)));
        (await Open()).ShouldHaveSingleItem()!["id"]!.ToString().ShouldBe((string)view["id"]!);

        async Task<JsonArray> Open() => (JsonArray)(await _slack.Control("users/priya/views"))["views"]!;
    }

    [Fact]
    public async Task The_form_refuses_what_Slacks_own_would_before_the_app_sees_it()
    {
        var view = await _slack.Open(Slack.Modal(
            Slack.Input("text", "Status"),
            Slack.Input("short", "Short", new() { ["type"] = "plain_text_input", ["action_id"] = "value", ["max_length"] = 3, ["min_length"] = 2 }),
            Slack.Input("url", "Link", new() { ["type"] = "url_text_input", ["action_id"] = "value" }, optional: true),
            Slack.Input("count", "Count", new() { ["type"] = "number_input", ["action_id"] = "value", ["is_decimal_allowed"] = false, ["max_value"] = "5" })));
        var answer = await _slack.Submit(view, new() { ["Short"] = "long", ["Link"] = "javascript:1", ["Count"] = "6" });
        ((string)answer["status"]!, (bool?)answer["client"]).ShouldBe(("errors", true));
        ((JsonObject)answer["errors_by_block"]!).Select(e => e.Key).ShouldBe(["text", "short", "url", "count"]);
        answer["errors"]!["Status"]!.ToString().ShouldBe("Please complete this required field.");
        _slack.App.IsQuiet.ShouldBeTrue();
        // The typed values are kept.
        (await _slack.Control("users/priya/view"))["state"]!["values"]!["short"]!["value"]!["value"]!.ToString().ShouldBe("long");

        (await _slack.Refused($"views/{view["id"]}/submit", new() { ["user"] = "priya", ["values"] = new JsonObject { ["Nope"] = "x" } })).Error
            .ShouldBe("There is no input 'Nope'. There are: Status, Short, Link, Count.");
        (await _slack.Refused($"views/{view["id"]}/submit", new() { ["user"] = "liam" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_apps_errors_stand_under_block_and_label_and_what_was_typed_stays()
    {
        var view = await _slack.Open(Slack.Modal(Slack.Input("status", "Status")));
        _slack.App.Answers(new JsonObject { ["response_action"] = "errors", ["errors"] = new JsonObject { ["status"] = "No." } });
        var answer = await _slack.Submit(view, new() { ["Status"] = "typed" });
        ((string)answer["errors"]!["status"]!, (string)answer["errors"]!["Status"]!).ShouldBe(("No.", "No."));
        var top = await _slack.Control("users/priya/view");
        ((string)top["errors"]!["status"]!, (string)top["state"]!["values"]!["status"]!["value"]!["value"]!).ShouldBe(("No.", "typed"));
    }

    [Fact]
    public async Task Views_stack_three_deep_and_close_one_by_one_or_all()
    {
        var form = Slack.Modal(Slack.Input("a", "A", optional: true));
        form["notify_on_close"] = true;
        var first = await _slack.Open((JsonObject)form.DeepClone());
        _slack.App.Answers(new JsonObject { ["response_action"] = "push", ["view"] = form.DeepClone() });
        var second = (JsonObject)(await _slack.Submit(first, []))["view"]!;
        var third = (JsonObject)(await _slack.Submit(second, []))["view"]!;
        ((int)third["depth"]!, (string)third["previous_view_id"]!, (string)third["root_view_id"]!).ShouldBe((3, (string)second["id"]!, (string)first["id"]!));
        var fourth = await _slack.Submit(third, []);
        fourth["status"]!.ToString().ShouldBe("failed");
        fourth["error"]!.ToString().ShouldContain("push_limit_reached");
        (await _slack.Refused($"views/{first["id"]}/submit", new() { ["user"] = "priya" })).Status.ShouldBe(HttpStatusCode.Conflict);

        _slack.App.Answers(null);
        ((string)(await _slack.Control($"views/{third["id"]}/close", new() { ["user"] = "priya" }))["view"]!["id"]!).ShouldBe((string)second["id"]!);
        ((bool?)(await _slack.App.Next("view_closed")).Payload["is_cleared"]).ShouldBe(false);
        (await _slack.Control($"views/{second["id"]}/close", new() { ["user"] = "priya", ["all"] = true }))["view"].ShouldBeNull();
        ((bool?)(await _slack.App.Next("view_closed")).Payload["is_cleared"]).ShouldBe(true);
        (await _slack.Refused("users/priya/view")).Error.ShouldBe("no open view");
    }

    [Fact]
    public async Task A_view_is_updated_by_id_external_id_and_hash_and_keeps_what_was_typed()
    {
        var form = Slack.Modal(Slack.Input("a", "A"));
        form["external_id"] = "ext";
        var view = await _slack.Open(form);
        await _slack.Control("actions", new() { ["user"] = "priya", ["viewId"] = (string)view["id"]!, ["actionId"] = "value", ["value"] = "typed" });

        var changed = Slack.Modal(Slack.Section("more"), Slack.Input("a", "A"));
        changed["external_id"] = "ext";
        var updated = await _slack.Ok("views.update", new() { ["external_id"] = "ext", ["hash"] = (string)view["hash"]!, ["view"] = changed });
        updated["view"]!["state"]!["values"]!["a"]!["value"]!["value"]!.ToString().ShouldBe("typed");
        ((string?)(await _slack.Api(
            "views.update",
            new() { ["view_id"] = (string)view["id"]!, ["hash"] = (string)view["hash"]!, ["view"] = changed.DeepClone() }))["error"]).ShouldBe("hash_conflict");

        await _slack.Command();
        var trigger = (await _slack.App.Next("command")).Text("trigger_id");
        ((string?)(await _slack.Api(
            "views.open", new() { ["trigger_id"] = trigger, ["view"] = changed.DeepClone() }))["error"]).ShouldBe("duplicate_external_id");
    }

    [Fact]
    public async Task A_view_of_more_than_250_kB_is_too_large()
    {
        await _slack.Command();
        var trigger = (await _slack.App.Next("command")).Text("trigger_id");
        var options = Enumerable.Range(0, 100).Select(i => (JsonNode)Option(new string('t', 75), new string('v', 150)));
        var large = Slack.Modal([.. Enumerable.Range(0, 10).Select(i => (JsonNode)Slack.Input($"s{i}", "S", new()
        {
            ["type"] = "static_select", ["action_id"] = "value", ["options"] = new JsonArray([.. options.Select(o => o.DeepClone())]),
        }))]);
        ((string?)(await _slack.Api("views.open", new() { ["trigger_id"] = trigger, ["view"] = large }))["error"]).ShouldBe("view_too_large");
    }

    [Fact]
    public async Task Home_is_published_when_it_is_looked_at()
    {
        _slack.App.Answer = async received =>
        {
            if (received.Type == "app_home_opened")
                await _slack.Ok(
                    "views.publish",
                    new()
                    {
                        ["user_id"] = (string)received.Payload["event"]!["user"]!,
                        ["view"] = new JsonObject { ["type"] = "home", ["blocks"] = new JsonArray(Slack.Button("press")) }
                    });
            return null;
        };
        var home = await _slack.Control("users/priya/home");
        await _slack.Control("actions", new() { ["user"] = "priya", ["viewId"] = (string)home["id"]!, ["actionId"] = "press" });
        var got = await _slack.App.Next("block_actions");
        got.Payload["container"]!["type"]!.ToString().ShouldBe("view");
        got.Payload["view"]!["type"]!.ToString().ShouldBe("home");
    }

    [Fact]
    public async Task Shortcuts_run_on_their_own_and_on_a_message()
    {
        var ts = await _slack.Post("look");
        await _slack.Control("shortcuts", new() { ["user"] = "priya", ["callbackId"] = "go" });
        (await _slack.App.Next("shortcut")).Text("callback_id").ShouldBe("go");
        await _slack.Control("shortcuts", new() { ["user"] = "priya", ["callbackId"] = "note", ["channel"] = "C02", ["ts"] = ts });
        var got = await _slack.App.Next("message_action");
        (got.Text("message_ts"), got.Payload["message"]!["text"]!.ToString(), got.Payload["channel"]!["id"]!.ToString()).ShouldBe((ts, "look", "C02"));
        (await _slack.Refused("shortcuts", new() { ["user"] = "priya", ["callbackId"] = "x" })).Error.ShouldBe(
            "There is no shortcut 'x'. There are: go, note.");
    }

    [Fact]
    public async Task An_external_select_is_asked_and_picked_from()
    {
        _slack.App.Answer = received =>
            Task.FromResult<object?>(received.Type == "block_suggestion" ? new JsonObject { ["options"] = new JsonArray(Option("16.7.2", "r1")) } : null);
        var view = await _slack.Open(Slack.Modal(Slack.Input("release", "Release", new() { ["type"] = "external_select", ["action_id"] = "pick" })));
        var options = await _slack.Control("options", new() { ["user"] = "priya", ["viewId"] = (string)view["id"]!, ["actionId"] = "pick", ["value"] = "16" });
        options["options"]![0]!["value"]!.ToString().ShouldBe("r1");
        var asked = await _slack.App.Next("block_suggestion");
        (asked.Path, asked.Text("value"), asked.Text("action_id")).ShouldBe(("/slack/options", "16", "pick"));
        ((string)(await _slack.Submit(view, new() { ["Release"] = "16.7.2" }))["status"]!).ShouldBe("ok");
        (await _slack.App.Next("view_submission")).Payload["view"]!["state"]!["values"]!["release"]!["pick"]!["selected_option"]!["value"]!.ToString()
            .ShouldBe("r1");
    }

    private static JsonObject Option(string text, string value) => new() { ["text"] = Slack.Plain(text), ["value"] = value };
}
