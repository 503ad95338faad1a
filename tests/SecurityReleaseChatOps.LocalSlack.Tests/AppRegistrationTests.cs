using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

public sealed class AppRegistrationTests
{
    [Fact]
    public void A_manifest_is_read_with_its_addresses()
    {
        var app = AppRegistration.FromManifest("""
            {
              "display_information": { "name": "Shown" },
              "features": {
                "slash_commands": [ { "command": "/x", "url": "https://app.example/commands", "description": "Does x", "usage_hint": "[y]", "should_escape": true } ],
                "shortcuts": [ { "name": "S", "type": "message", "callback_id": "s", "description": "d" } ]
              },
              "oauth_config": { "scopes": { "bot": ["commands"] } },
              "settings": {
                "interactivity": { "is_enabled": true, "request_url": "https://app.example/actions", "message_menu_options_url": "https://app.example/options" },
                "event_subscriptions": { "request_url": "https://app.example/events", "bot_events": ["app_home_opened"] }
              }
            }
            """);
        app.Name.ShouldBe("Shown");
        app.Commands.ShouldBe([new CommandDefinition("/x", "Does x", "[y]", true, new Uri("https://app.example/commands"))]);
        app.Shortcuts.ShouldBe([new ShortcutDefinition("S", "message", "s", "d")]);
        app.Scopes.ShouldBe(["commands"]);
        app.Events.ShouldBe(["app_home_opened"]);
        (app.ActionUrl?.AbsolutePath, app.OptionsUrl?.AbsolutePath, app.EventUrl?.AbsolutePath, app.SocketMode).ShouldBe(
            ("/actions", "/options", "/events", false));
    }

    [Fact]
    public void An_app_is_moved_to_four_addresses_to_one_to_sockets_or_to_none()
    {
        var app = AppRegistration.FromManifest(Slack.Manifest);
        var four = app.At(new Uri("http://127.0.0.1:5000"));
        (four.Commands[0].Url, four.EventUrl).ShouldBe((new Uri("http://127.0.0.1:5000/slack/command"), new Uri("http://127.0.0.1:5000/slack/event")));
        var one = app.AtOne(new Uri("http://127.0.0.1:3000/slack/events"));
        (one.Commands[0].Url, one.ActionUrl, one.OptionsUrl, one.EventUrl).ShouldBe(
            (one.EventUrl, one.EventUrl, one.EventUrl, new Uri("http://127.0.0.1:3000/slack/events")));
        (app.Offline().Reachable, (app.Offline() with { SocketMode = true }).Reachable, four.Reachable).ShouldBe((false, true, true));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("not json")]
    [InlineData("""{"features":{"slash_commands":[{"description":"no name"}]}}""")]
    [InlineData("""{"oauth_config":{"scopes":{"bot":[1]}}}""")]
    public void What_is_no_manifest_is_refused(string json) => Should.Throw<FormatException>(() => AppRegistration.FromManifest(json));
}
