using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Tests.Conventions;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>The program's own commands.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData(64, "docter")]
    [InlineData(64, "doctor", "quickly")]
    [InlineData(64, "backup")]
    [InlineData(64, "restore", "--json")]
    [InlineData(78, "run", "--Handovers:LeadDays=x")]
    [InlineData(78, "--Handovers:LeadDays", "x")]
    [InlineData(78, "manifest", "--Slack:BotToken=xoxb-1", "--Slack:SigningSecret=s")]
    [InlineData(78, "backup", "/no/such/folder/file")]
    [InlineData(78, "verify", "/no/such/file")]
    [InlineData(0, "verify", "--Storage:ConnectionString=Data Source=fixture")]
    [InlineData(0, "verify", "--Storage:ConnectionString", "Data Source=fixture")]
    [InlineData(64, "verify", "one", "two")]
    [InlineData(0, "retention", "--Storage:ConnectionString=Data Source=fixture")]
    [InlineData(78, "retention", "--Releases:KeepEmbargoedDays=7")]
    [InlineData(64, "audit")]
    [InlineData(64, "forget")]
    [InlineData(78, "forget", "Anna", "--Storage:ConnectionString=Data Source=fixture")]
    [InlineData(64, "copy")]
    [InlineData(64, "copy", "--to-provider", "Oracle", "--to", "x")]
    [InlineData(78, "copy", "--to-provider", "LiteDb", "--to", "=", "--Storage:ConnectionString=Data Source=fixture")]
    [InlineData(78, "copy", "--to-provider", "LiteDb", "--to", "@/no/such/file")]
    [InlineData(0, "copy", "--to-provider", "LiteDb", "--to", "fixture.litedb", "--Storage:ConnectionString=Data Source=fixture")]
    [InlineData(64, "audit", "verfiy")]
    [InlineData(64, "audit", "verify", "--head", "7")]
    [InlineData(64, "audit", "export", "--since", "yesterday")]
    [InlineData(78, "audit", "verify", "--Storage:ConnectionString=Data Source=fixture")]
    [InlineData(78, "audit", "export", "/no/such/file")]
    [InlineData(0, "audit", "export", "--help")]
    [InlineData(1, "doctor", "--Handovers:LeadDays=x")]
    [InlineData(0, "--help")]
    [InlineData(0, "backup", "--help")]
    [InlineData(0, "manifest")]
    [InlineData(0, "manifest", "--PublicUrl=https://chatops.example.org")]
    [InlineData(78, "manifest", "--Slack:Mode=Http")]
    public async Task It_ends_with_the_documented_exit_code(int code, params string[] args)
    {
        using var output = new StringWriter();
        var data = Leftovers.Unpack("before-issue-12");
        (await CommandLine.Run(
            [.. args.Select(arg => arg.Replace("=fixture", "=" + Path.Combine(data, "chatops.db"), StringComparison.Ordinal)
                .Replace("fixture.", Path.Combine(data, "copied."), StringComparison.Ordinal))],
            output, output)).ShouldBe(code, output.ToString());
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData("Urls")]
    [InlineData("Management:Url")]
    [InlineData("LocalSlack:Url")]
    public async Task A_taken_address_is_said_in_one_line_and_logged_without_stack_traces(string setting)
    {
        var folder = Directory.CreateTempSubdirectory("chatops-taken-").FullName;
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        using var output = new StringWriter();
        (await CommandLine.Run(
            [
                "--Urls=http://127.0.0.1:0", "--Management:Url=http://127.0.0.1:0", "--LocalSlack:Url=http://127.0.0.1:0",
                $"--{setting}=http://{other.LocalEndpoint}", $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "chatops.db")}",
            ],
            output, output)).ShouldBe(78);
        output.ToString().Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith($"Failed to bind to address http://{other.LocalEndpoint}");
        foreach (var log in Directory.GetFiles(Path.Combine(folder, "logs")))
            (await File.ReadAllTextAsync(log)).ShouldNotContain("\"@x\"");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Help_lists_the_commands_in_plain_words()
    {
        using var output = new StringWriter();
        await CommandLine.Run(["--help"], output, output);
        foreach (var command in new[] { "run", "doctor", "manifest", "backup", "restore", "verify", "copy", "retention", "audit" })
            output.ToString().ShouldMatch($@"(?m)^  {command}\b.* \w");
        output.ToString().ShouldContain("78");
        var readme = Repository.Read("README.md");
        foreach (var command in new[] { "doctor", "manifest", "backup", "restore", "verify", "copy", "retention", "audit export", "audit verify" })
            readme.ShouldContain($"-- {command}", customMessage: "README shows how it is typed");
    }

    [Fact]
    public async Task What_scripts_read_is_json()
    {
        using var output = new StringWriter();
        await CommandLine.Run(["doctor", "--json", "--Handovers:LeadDays=x"], output, output);
        var said = JsonNode.Parse(output.ToString())!;
        ((bool)said["ok"]!).ShouldBeFalse();
        ((string)said["findings"]![0]!["says"]!).ShouldStartWith("Handovers:LeadDays is “x”");
    }

    [Theory]
    [InlineData("https://psirt.example.org", "https://psirt.example.org/slack/command")]
    [InlineData("https://example.org/chat/", "https://example.org/chat/slack/command")]
    public void The_manifest_has_the_address_and_the_prefix(string address, string command)
    {
        var manifest = Manifest(("Slack:BotToken", "xoxb-1"), ("Slack:SigningSecret", "s"), ("Slack:CommandPrefix", "sec-"), ("PublicUrl", address));
        manifest.ToJsonString().ShouldNotContain("chatops.example.com");
        foreach (var one in manifest["features"]!["slash_commands"]!.AsArray())
        {
            ((string)one!["url"]!).ShouldBe(command);
            ((string)one["command"]!).ShouldStartWith("/sec-");
        }
        manifest["settings"]!["event_subscriptions"]!["request_url"]!.GetValue<string>().ShouldEndWith("/slack/event");
    }

    [Fact]
    public void In_socket_mode_the_manifest_has_no_address_and_is_else_the_shipped_one()
    {
        var manifest = Manifest(("Slack:BotToken", "xoxb-1"), ("Slack:AppToken", "xapp-1"));
        manifest.ToJsonString().ShouldNotContain("https://");
        ((bool)manifest["settings"]!["socket_mode_enabled"]!).ShouldBeTrue();
        manifest["oauth_config"]!.ToJsonString().ShouldBe(JsonNode.Parse(ShippedManifest.Json)!["oauth_config"]!.ToJsonString());
    }

    private static JsonNode Manifest(params (string Key, string Value)[] settings) => JsonNode.Parse(PrintedManifest.For(Settings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build())))!;
}
