using Microsoft.Extensions.Configuration;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Operation;

namespace SecurityReleaseChatOps.Tests.Hosting;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Slack:Mode", "Pigeon", "Slack:Mode is “Pigeon”. It must be one of: Local, Http, Socket.")]
    [InlineData("Slack:Mode", "Http", "Slack:BotToken is missing: Slack:Mode is Http.")]
    [InlineData("Slack:Tokn", "x", "Slack:Tokn is not a setting. There are: Mode, BotToken, BotToken_File, AppToken,")]
    [InlineData("Slack:Pace", "never", "Slack:Pace is “never”. Write it like 00:30:00 or 30 min")]
    [InlineData("Slack:ApiUrl", "slack", "Slack:ApiUrl is “slack”. It must be an address such as https://slack.com/api/.")]
    [InlineData("LocalSlack:Url", "ftp://x", "LocalSlack:Url is “ftp://x”.")]
    [InlineData("Storage:Provider", "Oracle", "Storage:Provider is “Oracle”. It must be one of: Sqlite, LiteDb, Postgres.")]
    [InlineData("Storage:Provider", "Postgres", "Storage:ConnectionString is missing: Storage:Provider is Postgres.")]
    [InlineData("Channels:Psirt", "sec psirt", "Channels:Psirt is “sec psirt”. It must be a channel's name such as sec-psirt-team, or its id.")]
    [InlineData("Channels:Nobody", "x", "Channels:Nobody is not a setting.")]
    [InlineData("Access:Everyone", "x", "Access:Everyone is not a setting.")]
    [InlineData("Handovers:PromptBeforeEnd", "soon", "Handovers:PromptBeforeEnd is “soon”. Write it like 00:30:00 or 30 min")]
    [InlineData("Handovers:RemindAfter", "-00:30:00", "Handovers:RemindAfter is “-00:30:00”.")]
    [InlineData("Handovers:LeadDays", "many", "Handovers:LeadDays is “many”. It must be a whole number from 0 to 60.")]
    [InlineData("Handovers:LeadDays", "61", "Handovers:LeadDays is “61”.")]
    [InlineData("Logs:File", "x", "Logs:File is not a setting. There are: Folder, Level.")]
    [InlineData("Logs:Level", "Loud", "Logs:Level is “Loud”. It must be one of: Verbose, Debug, Information, Warning, Error, Fatal.")]
    [InlineData("Management:Url", "5001", "Management:Url is “5001”. It must be an address such as http://127.0.0.1:5001.")]
    [InlineData("Management:Url", "https://x", "Management:Url is “https://x/”. It must begin with http://, such as http://127.0.0.1:5001.")]
    [InlineData("Management:Port", "5001", "Management:Port is not a setting. There are: Url, Otlp.")]
    public void A_wrong_setting_is_one_clear_line(string key, string value, string line) =>
        Wrong((key, value)).Where(l => l.StartsWith(line, StringComparison.Ordinal)).ShouldHaveSingleItem();

    [Fact]
    public void All_that_is_wrong_is_said_at_once() =>
        Wrong(("Slack:Mode", "Socket"), ("Handovers:LeadDays", "x"), ("Channels:Thanks", "a b")).Count.ShouldBe(4);

    [Fact]
    public void No_secret_is_repeated()
    {
        var lines = Wrong(("Slack:BotToken", "xoxb-secret"), ("Slack:AppToken", ""), ("Slack:Mode", "Http"), ("Slack:SigningSecret", ""));
        lines.ShouldHaveSingleItem().ShouldStartWith("Slack:SigningSecret is missing");
        string.Join('\n', lines).ShouldNotContain("xoxb-secret");
    }

    [Theory]
    [InlineData("", "", SlackMode.Local)]
    [InlineData("xoxb-1", "xapp-1", SlackMode.Socket)]
    [InlineData("xoxb-1", "", SlackMode.Http)]
    public void The_mode_follows_from_the_tokens(string bot, string app, SlackMode mode) =>
        Read(("Slack:BotToken", bot), ("Slack:AppToken", app), ("Slack:SigningSecret", "s")).Mode.ShouldBe(mode);

    [Theory]
    [InlineData("45")]
    [InlineData("45 min")]
    [InlineData("00:45:00")]
    [InlineData("PT45M")]
    public void A_duration_is_written_as_one_likes(string text) =>
        Read(("Handovers:PromptBeforeEnd", text)).Handovers.PromptBeforeEnd.ShouldBe(TimeSpan.FromMinutes(45));

    [Fact]
    public void Lists_are_text_or_arrays()
    {
        var access = Read(("Access:Psirt", "@psirt, U07"), ("Access:Admins:0", "U11"), ("Access:Admins:1", "@heads")).Access;
        access.Psirt.ShouldBe(["psirt", "U07"]);
        access.Admins.ShouldBe(["U11", "heads"]);
        access.Communications.ShouldBe(["communications"]);
    }

    [Fact]
    public async Task A_wrong_start_ends_with_the_lines_and_the_exit_code_of_a_wrong_configuration()
    {
        using var said = new StringWriter();
        (await CommandLine.Run(["--Handovers:LeadDays=x", "--Storage:Provider=Oracle"], TextWriter.Null, said)).ShouldBe(78);
        said.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, said.ToString());
    }

    private static IReadOnlyList<string> Wrong(params (string Key, string Value)[] settings) =>
        Should.Throw<SettingsException>(() => Read(settings)).Lines;

    private static Settings Read(params (string Key, string Value)[] settings) => Settings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value)).Build());
}
