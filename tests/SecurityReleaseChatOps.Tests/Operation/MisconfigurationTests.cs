using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Store;
using Channel = SecurityReleaseChatOps.LocalSlack.State.Channel;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>What operators do wrong: each is named by <c>doctor</c> in one line that says what to do, and by no other. A right set-up gives none.</summary>
public sealed class MisconfigurationTests
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly Dictionary<string, (string Says, Action<Planted> Plant)> All = new()
    {
        // Secrets.
        ["a user's token as the bot's"] = ("Slack:BotToken begins with xoxp-: that is a secret of another kind. It must be the Bot User OAuth Token",
            it => it.Set("Slack:BotToken", "xoxp-1")),
        ["the bot's token as the app's"] = ("Slack:AppToken begins with xox: that is a secret of another kind. It must be an App-Level Token",
            it => it.Set("Slack:AppToken", "xoxb-1")),
        ["a token as the signing secret"] = ("Slack:SigningSecret begins with xox: that is a secret of another kind",
            it => it.Set("Slack:SigningSecret", "xoxb-1")),
        ["a signing secret that was copied in part"] = ("Slack:SigningSecret is not 32 digits from 0 to f as Slack's are: copy it whole",
            it => it.Set("Slack:SigningSecret", "8f742231b10e8888abcd99edabcd85a")),
        ["no signing secret"] = ("Slack:SigningSecret is missing: Slack:Mode is Http. Copy it", it => it.Set("Slack:SigningSecret", "")),
        ["a secret's file that is not there"] = ("Slack:SigningSecret_File names /no/such/file", it =>
        {
            it.Set("Slack:SigningSecret", "");
            it.Set("Slack:SigningSecret_File", "/no/such/file");
        }
        ),
        ["a bot token that was revoked"] = ("Slack does not take Slack:BotToken (invalid_auth): copy the Bot User OAuth Token",
            it => it.Set("Slack:BotToken", "xoxb-revoked")),
        ["an app token that was revoked"] = ("Slack gives no socket for Slack:AppToken (invalid_auth): it needs connections:write", it =>
        {
            it.Sockets = true;
            it.Set("Slack:AppToken", "xapp-revoked");
        }
        ),
        ["an app token of another app"] = ("Slack:AppToken is of the app A99, Slack:BotToken of A01: copy both from one app", it =>
        {
            it.Sockets = true;
            it.Set("Slack:AppToken", "xapp-1-A99-2-abc");
        }
        ),
        ["a bot token of another workspace"] = ("and what is stored of https://other.slack.com/: name the token, or the database, that belongs here",
            it => it.Stored(Keeping(it, DirectorySnapshot.Empty with { BotUserId = "U9", WorkspaceUrl = "https://other.slack.com/", TeamId = "T0OTHER" }))),
        ["a scope that is missing"] = ("The scope bookmarks:write is missing: add it under “OAuth & Permissions” and reinstall", it => it.Without("bookmarks:write")),
        ["an app of another manifest"] = ("My token may do more than I need (channels:manage): take that off", it => it.With("channels:manage")),
        // Channels.
        ["a channel that is not there"] = ("I cannot see #thanks: create it, or invite me there",
            it => it.InChannel("thanks", channel => channel.Name = "thank-you")),
        ["a channel without the app"] = ("I cannot see #mktgops: create it, or invite me there",
            it => it.InChannel("mktgops", channel => channel.Members.Remove(Seed.BotUser))),
        ["a channel that is archived"] = ("#security is archived: I post nothing there. Name another",
            it => it.InChannel("security", channel => channel.IsArchived = true)),
        ["a public channel for what is embargoed"] = ("#sec-appsec is public, and unpublished releases are spoken of there: I say nothing of them until it is private",
            it => it.InChannel("sec-appsec", channel => channel.IsPrivate = false)),
        ["a channel that is shared with another organisation"] = ("#comms-team-security is shared with another organisation: I post nothing there. Name another",
            it => it.In(all =>
            {
                var comms = all.Workspace.Channels.Values.Single(channel => channel.Name == "comms-team-security");
                all.Save(new Channel { Id = comms.Id, Name = comms.Name, Members = comms.Members, IsPrivate = true, IsExtShared = true });
            })),
        ["a guest in a channel"] = ("Gus Green, a guest, is in #f_upcoming_release: what is embargoed waits until an admin accepts them", it =>
        {
            it.In(all => all.Save(new User { Id = "U90", Name = "gus", RealName = "Gus Green", IsRestricted = true }));
            it.InChannel("f_upcoming_release", channel => channel.Members.Add("U90"));
        }
        ),
        ["a channel's name that is none"] = ("Channels:Psirt is “sec psirt”. It must be a channel's name", it => it.Set("Channels:Psirt", "sec psirt")),
        // Groups.
        ["a group of roles that is not there"] = ("Access:ReleaseManagers names “delivery”: no user group with members",
            it => it.Set("Access:ReleaseManagers", "delivery")),
        ["a group of roles without anybody"] = ("Access:Admins names “psirt-admins”: no user group with members", it => it.Empty("psirt-admins")),
        ["a group of who is on that is not there"] = ("Rotation:UserGroup is “on-duty”, and there is no user group of that name: make it",
            it => it.Set("Rotation:UserGroup", "on-duty")),
        ["a group of who is on that the app may not write"] = ("does not let me change @psirt-release-managers (permission_denied): let everyone edit user groups",
            it => it.SlackRefuses("usergroups.users.update", "permission_denied")),
        ["a group of the roster without anybody"] = ("Rotation:RosterGroup is “sirt”, and nobody is in it: put the engineers into it", it =>
        {
            it.Set("Rotation:RosterGroup", "sirt");
            it.Empty("sirt");
        }
        ),
        // Clocks.
        ["a clock behind Slack's"] = ("My clock is 10 minutes behind Slack's: set this machine's", it => it.SlackIsAhead(TimeSpan.FromMinutes(10))),
        ["a clock ahead of Slack's"] = ("My clock is 10 minutes ahead of Slack's: set this machine's", it => it.SlackIsAhead(-TimeSpan.FromMinutes(10))),
        ["a clock ahead of the database's"] = ("My clock is 10 minutes ahead of the database's: set one of the two", it => it.Stored(SlowServer(it))),
        // Files.
        ["a checklist with a word that is none"] = ("mine.yaml, line 2", it => it.File("Checklists", "mine.yaml", "name: mine\ncolour: red\n")),
        ["YAML that is none"] = ("mine.yaml, line 3", it => it.File("Comms", "mine.yaml", "audiences:\n  - id: Nobody\n   name: x\n")),
        ["a template with a value that there is not"] = ("tweet.txt.scriban", it => it.File("Comms", "tweet.txt.scriban", "{{ no_such_value }}\n")),
        ["a template that is none"] = ("patch.txt.scriban", it => it.File("BlogPosts", "patch.txt.scriban", "a\n{{ if }}\n")),
        ["a template of an earlier version"] = ("texts are Scriban templates now. Rename it", it => it.File("Comms", "tweet.txt.hbs", "{{#if x}}\n")),
        ["acronyms that are none"] = ("mine.yaml, line ", it => it.File("BlogPosts", "mine.yaml", "XSS: [a\n")),
        ["a file of deadlines that is not there"] = ("Releases:SlaFile is “/no/such/file”, and there is no such file",
            it => it.Set("Releases:SlaFile", "/no/such/file")),
        // The machine.
        ["a folder that is a file"] = ("is a file): give it to the user that runs the app, or name another", it =>
        {
            File.WriteAllText(Path.Combine(it.Folder, "data"), "a file where the folder should be");
            it.Stored(Path.Combine(it.Folder, "data", "chatops.db"));
        }
        ),
        ["a folder that cannot be written"] = ("/proc/chatops cannot be written (it is", it => it.Stored("/proc/chatops/chatops.db")),
        ["a read-only disk"] = ("cannot be written (it is read-only or full): give it to the user that runs the app, or name another", it => it.Stored(Disk(it, isReadOnly: true))),
        ["a disk that is nearly full"] = (": make room, once it is full nothing more is saved", it => it.Stored(Disk(it, isReadOnly: false))),
        ["a database that others can read"] = ("can be read by others on this machine: chmod go= it", it =>
        {
            var file = Made(it);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(file, OwnerAlone | UnixFileMode.OtherRead);
            it.Stored(file);
        }
        ),
        ["a port that is taken"] = ("where something listens already: stop it, or name another", it =>
        {
            var taken = new TcpListener(IPAddress.Loopback, 0);
            taken.Start();
            it.Own(taken);
            it.Set("Urls", $"http://{taken.LocalEndpoint}");
        }
        ),
        ["an app that hangs"] = ("where something listens that does not answer: if it is this app, start it anew; else name another", it =>
        {
            var silent = new TcpListener(IPAddress.Loopback, 0);
            silent.Start();
            it.Own(silent);
            it.Set("Management:Url", $"http://{silent.LocalEndpoint}");
        }
        ),
        // Addresses.
        ["a PublicUrl that leads nowhere"] = ("PublicUrl is http://127.0.0.1:1/, which does not lead to me (it does not answer): name the address", it =>
        {
            it.Set("PublicUrl", "http://127.0.0.1:1");
            it.Runs();
        }
        ),
        ["a PublicUrl without encryption"] = ("It must begin with https://", it => it.Set("PublicUrl", "http://chatops.example.com")),
        ["Management open to the world"] = ("Management:Url is http://0.0.0.0:0/, where everyone who reaches this machine may ask: name 127.0.0.1",
            it => it.Set("Management:Url", "http://0.0.0.0:0")),
        ["Management where Slack comes in"] = ("Management:Url and Urls are the same", it =>
        {
            it.Set("Urls", "http://127.0.0.1:7001");
            it.Set("Management:Url", "http://127.0.0.1:7001");
        }
        ),
        ["another API than Slack's"] = ("Slack cannot be reached", it => it.Set("Slack:ApiUrl", "http://127.0.0.1:1/")),
        // The database. Of the tables that a newer version has this one knows none.
        ["a database of a newer version"] = ("is of a newer version of this app (schema 9999; this one knows ", it => it.Stored(Made(
            it, "CREATE TABLE migrations (number INTEGER, name TEXT, at BIGINT); INSERT INTO migrations VALUES (9999, 'of tomorrow', 0)"))),
        ["a file that is no database"] = ("file is not a database", it =>
        {
            var file = Made(it);
            File.WriteAllText(file, new string('x', 5000));
            it.Stored(file);
        }
        ),
        ["a server that is not there"] = ("cannot be read", it =>
        {
            it.Set("Storage:Provider", "Postgres");
            it.Set("Storage:ConnectionString", "Host=/no/such/socket;Password=hunter2");
        }
        ),
        ["an engine that there is not"] = ("Storage:Provider is “Oracle”. It must be one of", it => it.Set("Storage:Provider", "Oracle")),
    };

    public static TheoryData<string> Names { get; } = new(All.Keys);

    [SkippableTheory, MemberData(nameof(Names))]
    public async Task It_is_named_in_one_line_that_says_what_to_do(string name)
    {
        Skip.If(OperatingSystem.IsWindows(), "Modes and paths are Linux's.");
        await using var planted = new Planted();
        All[name].Plant(planted);
        var said = (await planted.Examine()).ShouldHaveSingleItem();
        said.ShouldContain(All[name].Says);
        said.ShouldNotContain("\n");
        said.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_right_set_up_gives_none(bool sockets, bool runs)
    {
        await using var planted = new Planted { Sockets = sockets };
        if (runs)
            planted.Runs();
        (await planted.Examine()).ShouldBeEmpty();
    }

    /// <summary>A SQLite file, its owner's alone.</summary>
    private static string Made(Planted it, string sql = "")
    {
        var folder = Directory.CreateDirectory(Path.Combine(it.Folder, "data")).FullName;
        var file = Path.Combine(folder, "chatops.db");
        using (var database = new SqliteConnection($"Data Source={file};Pooling=False"))
        {
            database.Open();
            using var command = new SqliteCommand(sql, database);
            command.ExecuteNonQuery();
        }
        Own(folder);
        return file;
    }

    private static void Own(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(folder, OwnerAlone | UnixFileMode.UserExecute);
        foreach (var file in Directory.GetFiles(folder))
            File.SetUnixFileMode(file, OwnerAlone);
    }

    private static string Keeping(Planted it, DirectorySnapshot known)
    {
        var file = Made(it);
        using (var store = DocumentStore.Open(new StoreOptions { ConnectionString = $"Data Source={file}" }, TimeProvider.System, () => NoEmbargo.Guard))
            store.Commit(new Commit().Put(DirectorySnapshot.Kind, "slack", known, 0)).AsTask().GetAwaiter().GetResult().ShouldBe(CommitResult.Saved);
        Own(Path.GetDirectoryName(file)!);
        return file;
    }

    private static StoreOptions Disk(Planted it, bool isReadOnly)
    {
        var disk = new SmallDisk();
        it.Own(disk);
        if (isReadOnly)
            disk.IsReadOnly(true);
        return disk.Database("Sqlite");
    }

    /// <summary>A database whose clock is ten minutes slow.</summary>
    private static StoreOptions SlowServer(Planted it)
    {
        var database = new TestDatabase("Postgres");
        it.Own(database);
        var server = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString);
        server.SearchPath += ", pg_catalog";
        using var connection = new NpgsqlConnection(server.ConnectionString);
        connection.Open();
        using var command = new NpgsqlCommand(
            "CREATE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql AS 'SELECT pg_catalog.clock_timestamp() - interval ''10 minutes'''", connection);
        command.ExecuteNonQuery();
        return new() { Provider = "Postgres", ConnectionString = server.ConnectionString };
    }
}
