using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.Operation;
using Channel = SecurityReleaseChatOps.LocalSlack.State.Channel;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>Each planted fault is reported in one line that says what to do; a correct set-up has none.</summary>
public sealed class DoctorTests : IDisposable
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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

    [Theory]
    [InlineData("Checklists", "mine.yaml", "name: mine\ncolour: red\n", "mine.yaml, line 2")]
    [InlineData("Comms", "mine.yaml", "audiences:\n  - id: Nobody\n   name: x\n", "mine.yaml, line 3")]
    [InlineData("Comms", "tweet.txt.scriban", "{{ no_such_value }}\n", "tweet.txt.scriban")]
    [InlineData("Comms", "tweet.txt.hbs", "{{#if x}}\n", "texts are Scriban templates now. Rename it")]
    [InlineData("BlogPosts", "patch.txt.scriban", "a\n{{ if }}\n", "patch.txt.scriban")]
    [InlineData("BlogPosts", "mine.yaml", "XSS: [a\n", "mine.yaml, line ")]
    public async Task Of_files_with_their_lines(string section, string name, string text, string line)
    {
        var own = Directory.CreateDirectory(Path.Combine(folder, "own")).FullName;
        await File.WriteAllTextAsync(Path.Combine(own, name), text);
        (await Examine($"--{section}:Directory={own}")).ShouldHaveSingleItem().ShouldContain(line);
    }

    [SkippableFact]
    public async Task Of_the_machine_and_the_database()
    {
        Skip.If(OperatingSystem.IsWindows(), "Modes and paths are Linux's.");
        if (OperatingSystem.IsWindows())
            return;
        await File.WriteAllTextAsync(Path.Combine(folder, "data"), "a file where the folder should be");
        (await ExamineAt(Path.Combine(folder, "data", "chatops.db"))).ShouldContain(line => line.Contains("is a file): give it to the user", StringComparison.Ordinal));
        (await ExamineAt("/proc/chatops/chatops.db")).ShouldContain(line => line.Contains("/proc/chatops cannot be written (it is", StringComparison.Ordinal));

        var garbage = Path.Combine(folder, "garbage", "chatops.db");
        Directory.CreateDirectory(Path.GetDirectoryName(garbage)!, OwnerAlone | UnixFileMode.UserExecute);
        await File.WriteAllTextAsync(garbage, new string('x', 5000));
        File.SetUnixFileMode(garbage, OwnerAlone);
        (await ExamineAt(garbage)).ShouldHaveSingleItem().ShouldContain("file is not a database");

        var newer = Path.Combine(folder, "newer", "chatops.db");
        Directory.CreateDirectory(Path.GetDirectoryName(newer)!, OwnerAlone | UnixFileMode.UserExecute);
        using (var database = new SqliteConnection($"Data Source={newer};Pooling=False"))
        {
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = """
                CREATE TABLE migrations (number INTEGER, name TEXT, at BIGINT); INSERT INTO migrations VALUES (9999, 'of tomorrow', 0);
                CREATE TABLE documents (id TEXT); CREATE TABLE outbox (id TEXT); CREATE TABLE seen (id TEXT); CREATE TABLE audit (seq INTEGER);
                """;
            command.ExecuteNonQuery();
        }
        File.SetUnixFileMode(newer, OwnerAlone);
        (await ExamineAt(newer)).ShouldHaveSingleItem().ShouldContain("is of a newer version of this app (schema 9999");
        File.SetUnixFileMode(newer, OwnerAlone | UnixFileMode.OtherRead);
        (await ExamineAt(newer)).ShouldContain(line => line.Contains("can be read by others on this machine: chmod go= it", StringComparison.Ordinal));

        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        (await Examine($"--Urls=http://{taken.LocalEndpoint}")).ShouldHaveSingleItem().ShouldContain("where something listens already: stop it");
        (await Examine("--Storage:Provider=Postgres", "--Storage:ConnectionString=Host=/no/such/socket;Password=hunter2"))
            .ShouldHaveSingleItem().ShouldNotContain("hunter2");
    }

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
        var here = new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
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
            MachineCheck.Clock(there.ShouldNotBeNull(), TimeProvider.System.GetUtcNow()).ShouldBeNull();
        else
            there.ShouldBeNull();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_right_set_up_gives_none(bool socket)
    {
        await using var workspace = await Workspace(_ => { }, socket: socket);
        (await Examine(Of(workspace, socket))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_the_workspace()
    {
        await using var workspace = await Workspace(change =>
        {
            Channel("thanks").Name = "thank-you";
            Channel("mktgops").Members.Remove(Seed.BotUser);
            Channel("security").IsArchived = true;
            Channel("sec-appsec").IsPrivate = false;
            change.Save(new User { Id = "U90", Name = "gus", RealName = "Gus Green", IsRestricted = true });
            Channel("f_upcoming_release").Members.Add("U90");
            var comms = Channel("comms-team-security");
            change.Save(new Channel { Id = comms.Id, Name = comms.Name, Members = comms.Members, IsPrivate = true, IsExtShared = true });
            var admins = change.Workspace.Groups.Values.Single(group => group.Handle == "psirt-admins");
            admins.Users = [];
            change.Save(admins);

            Channel Channel(string name) => change.Save(change.Workspace.Channels.Values.Single(channel => channel.Name == name));
        }, without: "bookmarks:write");
        var lines = await Examine([.. Of(workspace, false), "--Access:ReleaseManagers=delivery"]);
        foreach (var said in new[]
        {
            "There is no #thanks that I can see: create it, or invite me there.",
            "There is no #mktgops that I can see",
            "#security is archived",
            "#sec-appsec is public, and unpublished releases are spoken of there",
            "Gus Green, a guest, is in #f_upcoming_release: what is embargoed waits until an admin accepts them",
            "#comms-team-security is shared with another organisation",
            "Access:Admins names “psirt-admins”: no user group with members",
            "Access:ReleaseManagers names “delivery”",
            "The scope bookmarks:write is missing: add it under “OAuth & Permissions” and reinstall the app.",
        })
            lines.Where(line => line.Contains(said, StringComparison.Ordinal)).ShouldHaveSingleItem(said + " in: " + string.Join('\n', lines));
        lines.Count.ShouldBe(9, string.Join('\n', lines));
    }

    [Fact]
    public async Task Of_tokens_and_addresses()
    {
        await using var workspace = await Workspace(_ => { }, socket: true);
        var right = Of(workspace, true);
        (await Examine([.. right, "--Slack:BotToken=xoxb-of-another"])).ShouldContain(
            "Slack does not take Slack:BotToken (invalid_auth): copy the Bot User OAuth Token from “OAuth & Permissions” anew.");
        (await Examine([.. right, "--Slack:AppToken=xapp-of-another"])).ShouldHaveSingleItem().ShouldStartWith(
            "Slack gives no socket for Slack:AppToken (invalid_auth): it needs connections:write");
        (await Examine([.. right, "--Slack:ApiUrl=http://127.0.0.1:1/"])).ShouldContain(line => line.StartsWith("Slack cannot be reached", StringComparison.Ordinal));
    }

    private static string[] Of(LocalWorkspace workspace, bool socket) =>
    [
        $"--Slack:ApiUrl={workspace.Url}/api/", $"--Slack:BotToken={workspace.BotToken}",
        socket ? $"--Slack:AppToken={workspace.AppToken}" : $"--Slack:SigningSecret={workspace.SigningSecret}",
    ];

    private async Task<LocalWorkspace> Workspace(Action<Change> fill, string? without = null, bool socket = false)
    {
        var (file, clock) = (Path.Combine(folder, "workspace.db"), new WorkspaceClock());
        using (var state = new LocalSlack.State.Workspace(file, clock))
            state.Do(fill);
        var app = AppRegistration.FromManifest(ShippedManifest.Json);
        var workspace = LocalWorkspace.Create(new LocalSlackOptions
        {
            Url = "http://127.0.0.1:0",
            DataPath = file,
            App = app with { Scopes = [.. app.Scopes!.Where(scope => scope != without)], SocketMode = socket },
            RateLimits = false,
        }, clock);
        await workspace.StartAsync();
        return workspace;
    }

    private Task<IReadOnlyList<string>> ExamineAt(string database) => Examine($"--Storage:ConnectionString=Data Source={database}");

    private async Task<IReadOnlyList<string>> Examine(params string[] settings)
    {
        var outcome = await Doctor.Run(
            ["--Urls=http://127.0.0.1:0", "--Management:Url=http://127.0.0.1:0", "--LocalSlack:Url=http://127.0.0.1:0", $"--Logs:Folder={folder}/logs",
                $"--Storage:ConnectionString=Data Source={folder}/empty/chatops.db", .. settings],
            default);
        return [.. outcome.Findings.Select(finding => finding.Says)];
    }
}
