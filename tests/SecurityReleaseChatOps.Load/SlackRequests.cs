using System.Text.Json;

namespace SecurityReleaseChatOps.Load;

/// <summary>Requests as large and complete as Slack's own.</summary>
internal static class SlackRequests
{
    // One path for all kinds, as with Bolt.
    private const string Path = "/slack/events";

    /// <summary>The target of response_url: the fake Web API's address.</summary>
    public static string ResponseUrl { get; set; } = "http://127.0.0.1:1/";

    public static SlackRequest Command(string text, string command = "/release") => new(
        Path,
        "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T1&team_domain=example&enterprise_id=E0001&enterprise_name=Globular%20Construct%20Inc&channel_id=C2147483705&channel_name=sec-psirt-team&user_id=UANN&user_name=ann"
        + $"&command={Uri.EscapeDataString(command)}&text={Uri.EscapeDataString(text)}&api_app_id=A123456&is_enterprise_install=false&response_url={Uri.EscapeDataString(ResponseUrl + "commands/1234/5678")}&trigger_id=trigger.{SlackRequest.Mark}",
        TheApp.Secret);

    /// <summary>The form of the app in <c>bolt/</c>.</summary>
    public static SlackRequest BoltForm() => Submission("form", "", "First", new() { ["name"] = Typed("Ada") }, "value");

    public static SlackRequest Click(string actionId, string value) => Interaction(new
    {
        type = "block_actions",
        user = User,
        api_app_id = "A02",
        token = "Shh_its_a_seekrit",
        container = new { type = "message", message_ts = "1700000000.000100", channel_id = "C0", is_ephemeral = true },
        trigger_id = "trigger." + SlackRequest.Mark,
        team = Team,
        channel = new { id = "C0", name = "sec-psirt-team" },
        response_url = ResponseUrl + "actions/1234/5678",
        actions = new[] { new { type = "button", block_id = "b1", action_id = actionId, text = new { type = "plain_text", text = "Undo", emoji = true }, value, action_ts = "1700000000.000200" } },
    });

    /// <summary>The form Links of a release, with a new link each time.</summary>
    public static SlackRequest Links(string metadata) => Submission("release.links", metadata, "Links", new()
    {
        ["link_issue"] = new { type = "url_text_input", value = "https://gitlab.com/gitlab-org/gitlab/-/issues/" + SlackRequest.Mark },
    });

    /// <summary>The form Hand over, to the other engineer.</summary>
    public static SlackRequest HandOver(string metadata) => Submission("handover.write", metadata, "Hand over", new()
    {
        ["to"] = Choice("UBOB"),
        ["status"] = Typed("Two of five fixes are in review; the blog post is drafted."),
        ["next"] = Typed("Ask for the review of the third fix, then for the CVE of the fourth."),
        ["notes"] = Typed("Nothing else to note beside " + SlackRequest.Mark),
    });

    /// <summary>Somebody opens their App Home.</summary>
    public static SlackRequest OpenHome(string person = "UANN") => new(
        Path,
        JsonSerializer.Serialize(new
        {
            token = "Shh_its_a_seekrit",
            team_id = "T1",
            api_app_id = "A02",
            @event = new { type = "app_home_opened", user = person, channel = "D1", tab = "home", event_ts = "1700000000.000300" },
            type = "event_callback",
            event_id = "Ev" + SlackRequest.Mark,
            event_time = 1_700_000_000,
            authorizations = new[] { new { team_id = "T1", user_id = "UBOT", is_bot = true, is_enterprise_install = false } },
        }),
        TheApp.Secret,
        "application/json");

    /// <summary>The form New release.</summary>
    public static SlackRequest NewRelease(string version, string metadata) => Submission("release.new", metadata, "New release", new()
    {
        ["kind"] = Choice("Planned"),
        ["product"] = Choice("GitLab"),
        ["versions"] = Typed(version),
        ["due_date"] =
            new
            {
                type = "datepicker",
                selected_date = TimeProvider.System.GetUtcNow().AddDays(20).ToString(
                "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
            },
        ["primary"] = new { type = "users_select", selected_user = "UANN" },
        ["secondary"] = new { type = "users_select", selected_user = "UBOB" },
    });

    private static object User => new { id = "UANN", username = "ann", name = "ann", team_id = "T1" };

    private static object Team => new { id = "T1", domain = "example" };

    private static object Typed(string value) => new { type = "plain_text_input", value };

    private static object Choice(string value) =>
        new { type = "static_select", selected_option = new { text = new { type = "plain_text", text = value, emoji = true }, value } };

    private static SlackRequest Submission(string callbackId, string metadata, string title, Dictionary<string, object> filled, string action = "a") => Interaction(new
    {
        type = "view_submission",
        team = Team,
        user = User,
        api_app_id = "A02",
        token = "Shh_its_a_seekrit",
        trigger_id = "trigger." + SlackRequest.Mark,
        view = new
        {
            id = "V1",
            team_id = "T1",
            type = "modal",
            blocks = filled.Keys.Select(id =>
                new { type = "input", block_id = id, label = new { type = "plain_text", text = id, emoji = true }, optional = true, dispatch_action = false, element = new { type = "plain_text_input", action_id = "a", dispatch_action_config = new { trigger_actions_on = new[] { "on_enter_pressed" } } } }),
            private_metadata = metadata,
            callback_id = callbackId,
            state = new { values = filled.ToDictionary(f => f.Key, f => new Dictionary<string, object> { [action] = f.Value }) },
            hash = "1700000000.abcdef",
            title = new { type = "plain_text", text = title, emoji = true },
            clear_on_close = false,
            notify_on_close = false,
            submit = new { type = "plain_text", text = "Save", emoji = true },
            root_view_id = "V1",
            app_id = "A02",
            external_id = "",
            app_installed_team_id = "T1",
            bot_id = "BBOT",
        },
        response_urls = Array.Empty<object>(),
        is_enterprise_install = false,
    });

    private static SlackRequest Interaction(object payload) =>
        new(Path, "payload=" + Uri.EscapeDataString(JsonSerializer.Serialize(payload)), TheApp.Secret);
}
