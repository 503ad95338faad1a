using System.Text;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

public sealed class EndpointTests
{
    [Fact]
    public async Task Ssl_check_is_answered_without_a_signature()
    {
        await using var app = await TestApp.Start();
        (await app.Send(
            new(HttpMethod.Post, "/slack/command")
            {
                Content = new StringContent(
                "ssl_check=1&token=x", Encoding.UTF8, "application/x-www-form-urlencoded")
            })).ShouldBe((200, ""));
        (await app.Post("/slack/command", "ssl_check=1&token=x")).ShouldBe((200, ""));
    }

    [Fact]
    public async Task Url_verification_gives_the_challenge_back()
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/event", """{"token":"x","challenge":"3eZbrw1a","type":"url_verification"}""", "application/json")).ShouldBe(
            (200, """{"challenge":"3eZbrw1a"}"""));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    [InlineData("APPLICATION/X-WWW-FORM-URLENCODED")]
    public async Task A_content_type_may_name_its_charset(string contentType)
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/command", app.Command(), contentType)).Status.ShouldBe(200);
        app.Handlers.Asked.ShouldBe(1);
    }

    [Theory]
    [InlineData("payload=%7Bbroken", "application/x-www-form-urlencoded", "The JSON is malformed.")]
    [InlineData("payload=%zz", "application/x-www-form-urlencoded", "The form is malformed: A % must be followed by two hexadecimal digits.")]
    [InlineData("payload=null", "application/x-www-form-urlencoded", "The JSON is malformed.")]
    [InlineData("payload=%5B%5D", "application/x-www-form-urlencoded", "The JSON is malformed.")]
    [InlineData("", "application/x-www-form-urlencoded", "The form is malformed: Neither a command nor a payload.")]
    [InlineData("&&==&text=x", "application/x-www-form-urlencoded", "The form is malformed: Neither a command nor a payload.")]
    [InlineData("{\"type\":", "application/json", "The JSON is malformed.")]
    [InlineData("{\"type\":\"event_callback\"}", "application/json", "The JSON is malformed.")]
    [InlineData("{\"type\":\"event_callback\",\"event\":{\"type\":7}}", "application/json", "The JSON is malformed.")]
    [InlineData("{\"type\":\"event_callback\",\"event\":{\"type\":\"app_home_opened\",\"user\":{}}}", "application/json", "The JSON is malformed.")]
    [InlineData("", "application/json", "The JSON is malformed.")]
    public async Task Malformed_bodies_are_named_so(string body, string contentType, string words)
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/events", body, contentType)).ShouldBe((400, words));
        app.Handlers.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_flood_of_malformed_bodies_is_one_line()
    {
        await using var app = await TestApp.Start();
        for (var i = 0; i < 100; i++)
            (await app.Post("/slack/events", "{", "application/json")).Status.ShouldBe(400);
        app.Logs.Lines.ShouldHaveSingleItem().ShouldContain("A request to /slack/events from 127.0.0.1 was refused: malformed (");
    }

    [Fact]
    public async Task Other_content_is_not_taken()
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/event", "<x/>", "application/xml")).Status.ShouldBe(415);
    }

    [Fact]
    public async Task A_body_over_one_mebibyte_is_not_read()
    {
        await using var app = await TestApp.Start();
        (await app.Post("/slack/action", new string('a', SlackEndpoint.MaxBody + 1))).Status.ShouldBe(413);
        var chunked = app.Signed("/slack/action", new string('a', SlackEndpoint.MaxBody + 1));
        chunked.Headers.TransferEncodingChunked = true;
        (await app.Send(chunked)).Status.ShouldBe(413);
        (await app.Post("/slack/action", new string('a', SlackEndpoint.MaxBody))).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Only_posts_to_Slacks_paths_are_taken()
    {
        await using var app = await TestApp.Start();
        (await app.Send(new(HttpMethod.Get, "/slack/command"))).Status.ShouldBe(405);
        (await app.Post("/slack/other", app.Command())).Status.ShouldBe(404);
    }

    [Theory]
    [InlineData("/slack/command")]
    [InlineData("/slack/events")]
    public async Task A_long_command_comes_in_pieces(string path)
    {
        await using var app = await TestApp.Start();
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => "ä " + (char)('a' + (i % 26))));
        (await app.Post(path, app.Command(text: text))).Status.ShouldBe(200);
        app.Handlers.Last.ShouldBeOfType<SlashCommand>().Text.ShouldBe(text);
    }

    [Fact]
    public async Task What_no_one_takes_note_of_is_acknowledged()
    {
        await using var app = await TestApp.Start();
        (await app.Event(new { type = "star_added", user = "U1" })).ShouldBe((200, ""));
        (await app.Interact(new { type = "workflow_step_edit" })).ShouldBe((200, ""));
        (await app.Interact(
            new { type = "block_actions", trigger_id = "t", actions = new[] { new { type = "button", action_id = "only_a_link", block_id = "b" } } })).ShouldBe((200, ""));
        app.Handlers.Asked.ShouldBe(0);
    }
}
