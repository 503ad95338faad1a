using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

/// <summary>
/// Correctly signed requests of every kind with parts missing, null, of another type or broken: each is accepted or refused as
/// malformed, none is an internal error, and no handler gets a null where its type promises none.
/// </summary>
public sealed class MutationTests
{
    private const int Of = 50;

    private static readonly (string Name, string Json)[] Interactions =
    [
        .. Actions.Select(action => ("block_actions", """
            {"type":"block_actions","team":{"id":"T1","domain":"d"},"user":{"id":"U1","username":"ann","team_id":"T1"},"api_app_id":"A1","container":{"type":"message","message_ts":"1.1","channel_id":"C1","is_ephemeral":false},
             "trigger_id":"TRIGGER","channel":{"id":"C1","name":"c"},"message":{"type":"message","user":"U2","ts":"1.1","text":"t","thread_ts":"1.0","metadata":{"event_type":"x","event_payload":{"key":"k"}}},
             "state":{"values":{"b":{"a":{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"A"},"value":"a"} } } } },"actions":[ACTION]}
            """.Replace("ACTION", action, StringComparison.Ordinal))),
        ("view_submission", """
            {"type":"view_submission","team":{"id":"T1"},"user":{"id":"U1","name":"ann"},"trigger_id":"TRIGGER","view":{"id":"V1","type":"modal","callback_id":"form","private_metadata":"m","hash":"1.a","root_view_id":"V1","previous_view_id":null,"external_id":"",
             "blocks":[],"state":{"values":{"text":{"x":{"type":"plain_text_input","value":"typed"} },"one":{"x":{"type":"static_select","selected_option":{"text":{"type":"plain_text","text":"A","emoji":true},"value":"a"} } },
             "many":{"x":{"type":"checkboxes","selected_options":[{"text":{"type":"mrkdwn","text":"A"},"value":"a"}]} },"user":{"x":{"type":"users_select","selected_user":"U1"} },"users":{"x":{"type":"multi_users_select","selected_users":["U1"]} },
             "places":{"x":{"type":"multi_conversations_select","selected_conversations":["C1"]} },"day":{"x":{"type":"datepicker","selected_date":"2026-11-25"} },"time":{"x":{"type":"timepicker","selected_time":"09:30"} },
             "moment":{"x":{"type":"datetimepicker","selected_date_time":1700000000} } } } } }
            """),
        ("view_closed",
            """{"type":"view_closed","team":{"id":"T1"},"user":{"id":"U1"},"is_cleared":true,"view":{"id":"V1","type":"modal","callback_id":"form","state":{"values":{}}}}"""),
        ("shortcut", """{"type":"shortcut","callback_id":"global","trigger_id":"TRIGGER","team":{"id":"T1"},"user":{"id":"U1","username":"ann"}}"""),
        ("message_action",
            """{"type":"message_action","callback_id":"on_message","trigger_id":"TRIGGER","team":{"id":"T1"},"user":{"id":"U1","name":"ann"},"channel":{"id":"C1","name":"c"},"message":{"type":"message","user":"U2","ts":"1.1","text":"t","subtype":"bot_message","bot_id":"B1"}}"""),
        ("block_suggestion",
            """{"type":"block_suggestion","action_id":"find","block_id":"b","value":"an","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1","type":"modal","state":{"values":{}}}}"""),
    ];

    private static IEnumerable<string> Actions =>
    [
        """{"type":"button","action_id":"act","block_id":"b","value":"v","action_ts":"1.1","text":{"type":"plain_text","text":"B"}}""",
        """{"type":"static_select","action_id":"act:x","block_id":"b","selected_option":{"text":{"type":"plain_text","text":"A"},"value":"a","description":{"type":"plain_text","text":"d"}}}""",
        """{"type":"checkboxes","action_id":"act","block_id":"b","selected_options":[{"text":{"type":"mrkdwn","text":"A"},"value":"a"},{"text":{"type":"mrkdwn","text":"B"},"value":"b"}]}""",
        """{"type":"multi_users_select","action_id":"act","block_id":"b","selected_users":["U1","U2"]}""",
        """{"type":"datepicker","action_id":"act","block_id":"b","selected_date":"2026-11-25"}""",
        """{"type":"timepicker","action_id":"act","block_id":"b","selected_time":"09:30"}""",
        """{"type":"datetimepicker","action_id":"act","block_id":"b","selected_date_time":1700000000}""",
        """{"type":"plain_text_input","action_id":"act","block_id":"b","value":"typed"}""",
    ];

    private static readonly string[] Parts =
    [
        "null", "true", "0", "-1", "1e400", "99999999999999999999", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "[null]", "{}", "{\"id\":null}",
        "[[]]", "{\"type\":\"user_change\"}",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_request_that_is_signed_is_an_error(int seed)
    {
        await using var app = await TestApp.Start(AnyEvent.Register);
        app.Handlers.OnCommand = command => Looked(command, new SlashCommandResponse());
        app.Handlers.OnSubmission = submission => Looked(submission, ViewSubmissionResponse.Null);
        app.Handlers.OnAction = action => Looked(action, ActionResponse.None);
        app.Handlers.OnOptions = request => Looked(request, BlockOptionsResponse.None);
        app.Handlers.OnEvent = slackEvent => Looked(slackEvent, true);
        var random = new Random(seed);
        foreach (var (name, json) in Interactions.Concat(Events))
        {
            for (var i = 0; i < Of; i++)
            {
                var changed = Change(json, random).Replace("TRIGGER", $"{name}{seed}{i}", StringComparison.Ordinal);
                var (status, body) = Array.Exists(Interactions, known => known.Name == name)
                    ? await app.Post("/slack/action", "payload=" + Uri.EscapeDataString(changed))
                    : await app.Post("/slack/event", changed, "application/json");
                status.ShouldBeOneOf([200, 400], $"{changed}\n{body}");
            }
        }
        for (var i = 0; i < Of; i++)
            (await app.Post("/slack/command", Mangle(app.Command(text: "list of it"), random))).Status.ShouldBeOneOf(200, 400);
        app.Logs.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ShouldBeEmpty();
        app.Handlers.Asked.ShouldBeGreaterThan(Of, "most are still understood");
    }

    [Fact]
    public async Task What_an_event_cannot_be_understood_without_is_named_in_the_log_and_no_handler_sees_it()
    {
        await using var app = await TestApp.Start(AnyEvent.Register);
        foreach (var kind in AnyEvent.Kinds)
        {
            var name = EventTypes.NameOf(kind);
            (await app.Event(new { type = name, view = (object?)null }, name)).ShouldBe((200, ""));
            app.Logs.Lines.Last().ShouldStartWith($"Warning: An event {name} came without its ");
        }
        app.Handlers.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task The_gate_is_told_of_each_which_workspace_it_is_of()
    {
        await using var app = await TestApp.Start();
        var asked = new List<SlackRequestInfo>();
        app.Handlers.Gate = info =>
        {
            asked.Add(info);
            return "no";
        };
        await app.Post("/slack/command", app.Command().Replace("team_id=T1", "team_id=T99", StringComparison.Ordinal));
        foreach (var (_, json) in Interactions)
            await app.Post("/slack/action", "payload=" + Uri.EscapeDataString(Of99(json)));
        foreach (var (name, json) in Events.Where(told => told.Name is "app_home_opened" or "member_joined_channel"))
            await app.Post("/slack/event", Of99(json).Replace("TRIGGER", name, StringComparison.Ordinal), "application/json");
        asked.Select(info => info.Kind).Distinct().Order().ShouldBe(Enum.GetValues<SlackRequestKind>());
        asked.ShouldAllBe(info => info.TeamId == "T99");
        app.Handlers.Asked.ShouldBe(0);

        string Of99(string json) => json.Replace("TRIGGER", app.Trigger(), StringComparison.Ordinal)
            .Replace("\"team\":{\"id\":\"T1\"", "\"team\":{\"id\":\"T99\"", StringComparison.Ordinal).Replace(
                "\"team_id\":\"T1\",\"api", "\"team_id\":\"T99\",\"api", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("T1", "T1")]
    [InlineData("T99", "T99")]
    [InlineData(null, "")]
    public async Task In_a_channel_of_several_organisations_the_workspace_is_the_one_it_is_told_to(string? told, string judged)
    {
        await using var app = await TestApp.Start();
        SlackRequestInfo? asked = null;
        app.Handlers.Gate = info =>
        {
            asked = info;
            return null;
        };
        await app.Post("/slack/event", JsonSerializer.Serialize(new
        {
            team_id = "T2",
            type = "event_callback",
            event_id = "Ev1",
            is_ext_shared_channel = true,
            authorizations = told is null ? null : new[] { new { team_id = told } },
            @event = new { type = "member_joined_channel", user = "U1", channel = "C1" },
        }), "application/json");
        asked!.Value.TeamId.ShouldBe(judged);
    }

    private static IEnumerable<(string Name, string Json)> Events => AnyEvent.Kinds.Select(EventTypes.NameOf).Select(type => (type, """
        {"token":"x","team_id":"T1","api_app_id":"A1","type":"event_callback","event_id":"TRIGGER","is_ext_shared_channel":false,"event":{"type":"TYPE","tab":"home","ts":"1.1","text":"t","thread_ts":null,"inviter":"U2",
         "user":USER,
         "channel":CHANNEL,
         "subteam":{"id":"S1","handle":"psirt","name":"PSIRT","users":["U1","U2"],"date_delete":0}}}
        """
        .Replace("TYPE", type, StringComparison.Ordinal)
        .Replace("USER", type == "user_change" ? Person : "\"U1\"", StringComparison.Ordinal)
        .Replace("CHANNEL", type.EndsWith("_rename", StringComparison.Ordinal) ? Renamed : "\"C1\"", StringComparison.Ordinal)));

    private const string Person =
        """{"id":"U1","name":"ann","real_name":"Ann","tz":"Europe/Paris","tz_offset":3600,"is_bot":false,"deleted":false,"profile":{"display_name":"","email":"a@b"}}""";

    private const string Renamed = """{"id":"C1","name":"new","topic":{"value":"t"}}""";

    private static Task<T> Looked<T>(object request, T answer)
    {
        Support.Looked.At(request);
        return Task.FromResult(answer);
    }

    /// <summary>Makes one to three changes at random places, and occasionally breaks the JSON.</summary>
    private static string Change(string json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var places = Places(root).ToList();
            if (places.Count == 0)
                break;
            var (parent, key) = places[random.Next(places.Count)];
            var part = random.Next(4) == 0 ? null : "@" + random.Next(Parts.Length);
            switch (parent)
            {
                case JsonObject owner when part is null:
                    owner.Remove((string)key);
                    break;
                case JsonObject owner:
                    owner[(string)key] = part;
                    break;
                case JsonArray list when part is null:
                    list.RemoveAt((int)key);
                    break;
                case JsonArray list:
                    list[(int)key] = part;
                    break;
            }
        }
        var changed = root.ToJsonString();
        for (var i = Parts.Length - 1; i >= 0; i--)
            changed = changed.Replace($"\"@{i}\"", Parts[i], StringComparison.Ordinal);
        return random.Next(10) == 0 ? Mangle(changed, random) : changed;
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode? node) => node switch
    {
        JsonObject owner => owner.SelectMany(p => Places(p.Value).Prepend((owner, p.Key))),
        JsonArray list => list.SelectMany((item, i) => Places(item).Prepend((list, (object)i))),
        _ => [],
    };

    private static string Mangle(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text[..at],
            1 => text.Remove(at, 1),
            _ => text.Insert(at, "%&\"{}[]\\"[random.Next(8)].ToString()),
        };
    }
}
