using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Operation;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>What is wrong with the settings alone, and what the checks judge by; <see cref="MisconfigurationTests"/> plants the rest.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-doctor-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("Slack:Mode is Socket. Make one with connections:write", "--Slack:Mode=Socket", "--Slack:BotToken=xoxb-1")]
    [InlineData("Slack:SigningSecret is missing: Slack:Mode is Http. Copy it", "--Slack:BotToken=xoxb-1")]
    [InlineData("Slack:BotToken is missing: Slack:Mode is Http. Copy it", "--Slack:Mode=Http", "--Slack:SigningSecret=s")]
    [InlineData("Slack:BotToken begins with xoxp-: that is a secret of another kind. It must be the Bot User OAuth Token", "--Slack:BotToken=xoxp-1", "--Slack:SigningSecret=s")]
    [InlineData("Slack:AppToken begins with xox: that is a secret of another kind. It must be an App-Level Token", "--Slack:BotToken=xoxb-1", "--Slack:AppToken=xoxb-1")]
    [InlineData("Slack:SigningSecret begins with xox: that is a secret of another kind.", "--Slack:BotToken=xoxb-1", "--Slack:SigningSecret=xoxb-1")]
    [InlineData("Slack:BotTokn is not a setting. There are: Mode, BotToken", "--Slack:BotTokn=xoxb-1")]
    [InlineData("Slack:BotToken_File names /no/such/file: Could not find", "--Slack:BotToken_File=/no/such/file")]
    [InlineData("Slack:BotToken and Slack:BotToken_File are both set: keep one", "--Slack:BotToken=xoxb-1", "--Slack:BotToken_File=/etc/hostname")]
    [InlineData("Slack:ApiUrl is “slack”. It must be an address", "--Slack:ApiUrl=slack")]
    [InlineData("PublicUrl is “chatops”. It must be an address", "--PublicUrl=chatops")]
    [InlineData("Management:Url and Urls are the same", "--Urls=http://127.0.0.1:7001", "--Management:Url=http://127.0.0.1:7001")]
    [InlineData("Storage:ConnectionString is missing: Storage:Provider is Postgres. Write it like", "--Storage:Provider=Postgres", "--Storage:ConnectionString=")]
    [InlineData("Storage:Provider is “Oracle”. It must be one of", "--Storage:Provider=Oracle")]
    [InlineData("Handovers:PromptBeforeEnd is “soon”. Write it like", "--Handovers:PromptBeforeEnd=soon")]
    [InlineData("Channels:Psirt is “sec psirt”. It must be a channel's name", "--Channels:Psirt=sec psirt")]
    [InlineData("Releases:SlaFile is “/no/such/file”, and there is no such file", "--Releases:SlaFile=/no/such/file")]
    [InlineData("Checklists:Directory is “/no/such/folder”, and there is no such", "--Checklists:Directory=/no/such/folder")]
    public async Task Of_settings(string line, params string[] settings) => (await Examine(settings)).ShouldHaveSingleItem().ShouldContain(line);

    [Fact]
    public void Of_a_full_disk()
    {
        MachineCheck.Room("/data", 12L << 20).ShouldBe("Only 12 MB are left for /data: make room, once it is full nothing more is saved.");
        MachineCheck.Room("/data", MachineCheck.LeastRoom).ShouldBeNull();
    }

    [Theory]
    [InlineData(600, "10 minutes ahead of")]
    [InlineData(-600, "10 minutes behind")]
    [InlineData(20, null)]
    public void Of_the_clock(int seconds, string? words)
    {
        var line = WorkspaceCheck.Clock(TimeSpan.FromSeconds(seconds));
        if (words is null)
            line.ShouldBeNull();
        else
            line!.ShouldContain($"My clock is {words} Slack's: set this machine's");
        WorkspaceCheck.Clock(null).ShouldBeNull();
    }

    [Theory]
    [InlineData(600, "My clock is 10 minutes behind the database's: set one of the two")]
    [InlineData(-600, "My clock is 10 minutes ahead of the database's: set one of the two")]
    [InlineData(59, null)]
    [InlineData(null, null)]
    public void Of_the_databases_clock(int? ahead, string? words)
    {
        var here = Instant.FromUtc(2026, 11, 25, 9, 0);
        var line = MachineCheck.Clock(ahead is { } seconds ? here.AddSeconds(seconds) : null, here);
        (line?.StartsWith(words ?? "", StringComparison.Ordinal)).ShouldBe(words is null ? null : true);
    }

    [SkippableTheory, Store.EveryEngine]
    public void A_server_tells_its_own_clock(string engine)
    {
        using var database = new Store.TestDatabase(engine);
        using (database.Open())
        {
        }
        var there = new SecurityReleaseChatOps.Store.PlainDatabase(database.Options).Clock;
        if (engine == "Postgres")
            MachineCheck.Clock(there.ShouldNotBeNull(), TimeProvider.System.Now()).ShouldBeNull();
        else
            there.ShouldBeNull();
    }

    private async Task<IReadOnlyList<string>> Examine(params string[] settings)
    {
        var outcome = await Doctor.Run([.. Planted.Nothing(folder), .. settings], default);
        return [.. outcome.Findings.Select(finding => finding.Says)];
    }
}
