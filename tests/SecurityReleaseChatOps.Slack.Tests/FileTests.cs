using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Slack.Tests.Support;

namespace SecurityReleaseChatOps.Slack.Tests;

/// <summary>Files that people share, in forms and with messages, and their content.</summary>
public sealed class FileTests
{
    [Fact]
    public async Task Its_bytes_are_read_with_the_token()
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("url_private", context => context.Response.Body.WriteAsync("cwe: 79"u8.ToArray()).AsTask());
        (await app.Client.Files.Download(At(app), most: 7)).ShouldBe("cwe: 79"u8.ToArray());
        (await app.Slack.Call("url_private")).Authorization.ShouldBe("Bearer " + TestApp.Token);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_that_is_too_large_is_not_read_to_its_end(bool saysHowLarge)
    {
        await using var app = await TestApp.Start();
        app.Slack.Next("url_private", async context =>
        {
            context.Response.ContentLength = saysHowLarge ? 8 : null;
            await context.Response.Body.WriteAsync("cwe: 79\n"u8.ToArray());
        });
        (await Should.ThrowAsync<SlackException>(() => app.Client.Files.Download(At(app), most: 7))).ErrorCode.ShouldBe("file_too_large");
    }

    [Theory]
    [InlineData("https://files.slack.com.example.com/x")]
    [InlineData("https://files.slack.com@example.com/x")]
    [InlineData("https://example.com/files.slack.com")]
    [InlineData("http://files.slack.com/x")]
    [InlineData("https://files.slack.com:8443/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("/files/F1")]
    [InlineData("")]
    public async Task The_token_goes_to_no_other_host(string address)
    {
        await using var app = await TestApp.Start(slack => slack.UseApiUrl("https://slack.com/api/"));
        (await Should.ThrowAsync<SlackException>(() => app.Client.Files.Download(new() { UrlPrivate = address }, most: 7))).ErrorCode.ShouldBe("untrusted_url");
        app.Slack.Left().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(302, "not_allowed")]
    [InlineData(403, "not_allowed")]
    [InlineData(404, "http_404")]
    public async Task Where_slack_does_not_give_it_nothing_else_is_asked(int status, string error)
    {
        await using var app = await TestApp.Start();
        await using var elsewhere = await FakeSlack.Start();
        app.Slack.Next("url_private", context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = elsewhere.Url.ToString();
            return Task.CompletedTask;
        });
        (await Should.ThrowAsync<SlackException>(() => app.Client.Files.Download(At(app), most: 7))).ErrorCode.ShouldBe(error);
        elsewhere.Left().ShouldBeEmpty();
    }

    [Fact]
    public void A_form_says_which_files_were_given()
    {
        var view = JsonSerializer.Deserialize(
            """{"id":"V1","state":{"values":{"post":{"a":{"type":"file_input","files":[{"id":"F1","name":"post.md","size":7,"url_private":"https://files.slack.com/x","mimetype":"text/markdown"},null]}},"none":{"a":{"type":"file_input","files":null}}}}}""",
            SlackJson.Web.ViewInfo)!;
        view.State.Files("post").ShouldBe([new FileInfo { Id = "F1", Name = "post.md", Size = 7, UrlPrivate = "https://files.slack.com/x" }]);
        view.State.Files("none").ShouldBeEmpty();
        view.State.Files("other").ShouldBeEmpty();
    }

    [Fact]
    public void It_is_asked_for_as_slack_takes_it()
    {
        var element = (FileInput)ElementLimits.Fit(new FileInput { ActionId = "post", Filetypes = ["md"], MaxFiles = 30 });
        Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(element, typeof(BlockElement), SlackJson.Web))
            .ShouldBe("""{"type":"file_input","filetypes":["md"],"max_files":10,"action_id":"post"}""");
        ((FileInput)ElementLimits.Fit(new FileInput { Filetypes = [], MaxFiles = 0 })).ShouldBe(new FileInput { MaxFiles = 1 });
    }

    private static FileInfo At(TestApp app) => new() { Id = "F1", UrlPrivate = new Uri(app.Slack.Url, "/files/url_private").ToString() };
}
