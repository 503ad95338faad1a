using Serilog.Events;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>How Slack reaches the app and the app reaches Slack.</summary>
public enum SlackMode
{
    /// <summary>The local workspace, started with the app.</summary>
    Local,

    /// <summary>Slack sends signed HTTP requests to <c>/slack/…</c>.</summary>
    Http,

    /// <summary>The app opens web sockets to Slack; nothing needs to be public.</summary>
    Socket,
}

/// <summary>The database engine that holds the state.</summary>
public enum StorageProvider
{
    /// <summary>One file; one instance.</summary>
    Sqlite,

    /// <summary>One file in LiteDB's format; one instance.</summary>
    LiteDb,

    /// <summary>A server; any number of instances.</summary>
    Postgres,
}

/// <summary>All settings of the app, read once and checked at start. Keys are those of <c>appsettings.example.json</c>.</summary>
public sealed record Settings
{
    private const string DefaultUrls = "http://127.0.0.1:5000";

    /// <summary>See <see cref="SlackMode"/>.</summary>
    public required SlackMode Mode { get; init; }

    /// <summary>Bot token (<c>xoxb-…</c>); empty in Local mode, where the workspace makes its own. Never logged.</summary>
    public required string BotToken { get; init; }

    /// <summary>App-level token (<c>xapp-…</c>) for Socket Mode. Never logged.</summary>
    public required string AppToken { get; init; }

    /// <summary>Secret that Slack signs its requests with. Never logged.</summary>
    public required string SigningSecret { get; init; }

    /// <summary>Base address of the Web API, ending in a slash.</summary>
    public required Uri ApiUrl { get; init; }

    /// <summary>Time between two messages to one channel. Slack allows one a second; less also lifts the local workspace's limits, for tests.</summary>
    public required TimeSpan Pace { get; init; }

    /// <summary>Prefix of each command's name, for a workspace where the name is taken: <c>sec-</c> makes <c>/sec-release</c>.</summary>
    public required string CommandPrefix { get; init; }

    /// <summary>How long the local workspace waits for an answer, and for the form it opens.</summary>
    public required TimeSpan LocalSlackAnswerTime { get; init; }

    /// <summary>Where the local workspace listens.</summary>
    public required Uri LocalSlackUrl { get; init; }

    /// <summary>The local workspace's own file, by default next to the app's database file.</summary>
    public required string LocalSlackData { get; init; }

    /// <summary>Where the app listens.</summary>
    public required string Urls { get; init; }

    /// <summary>Where Slack reaches the app from outside, ending in a slash; null when not configured.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Where operators read health in words and metrics, which the public port does not offer.</summary>
    public required Uri ManagementUrl { get; init; }

    /// <summary>HTTP address of an OpenTelemetry collector for metrics and traces; null to send them nowhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>See <see cref="StorageProvider"/>.</summary>
    public required StorageProvider Storage { get; init; }

    /// <summary>Connection string of the chosen engine. Never logged: it may hold a password.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>An embedded engine's file; null for a server.</summary>
    public string? DatabaseFile { get; init; }

    /// <summary>Provider and connection string for the store.</summary>
    internal StoreOptions Stored => new() { Provider = Storage.ToString(), ConnectionString = ConnectionString };

    /// <summary>Connection string for the schedule, which has PostgreSQL sessions of its own so that none holds up other instances.</summary>
    internal string ScheduleConnection => PostgresSessions.ForSchedule(ConnectionString);

    /// <summary>Folder of the rolling JSON log.</summary>
    public required string LogFolder { get; init; }

    /// <summary>Lowest level that is logged; at Debug there is one line for each delivery from Slack.</summary>
    public required LogEventLevel LogLevel { get; init; }

    /// <summary>Channel names, without '#', or ids.</summary>
    public required ChannelSettings Channels { get; init; }

    /// <summary>Who may do what.</summary>
    public required AccessSettings Access { get; init; }

    /// <summary>When engineers are asked for their handover.</summary>
    public required PromptSettings Handovers { get; init; }

    /// <summary>What may be said where before a release is published.</summary>
    public required EmbargoSettings Embargo { get; init; }

    /// <summary>Folder of the operator's own checklist definitions (<c>*.yaml</c>); null for only the shipped ones.</summary>
    public string? ChecklistDirectory { get; init; }

    /// <summary>Folder of the operator's own entries of the communications matrix (<c>*.yaml</c>); null for only the shipped ones.</summary>
    public string? CommsDirectory { get; init; }

    /// <summary>How many of the newest minors get security fixes, by the maintenance policy.</summary>
    public required int MaintainedMinors { get; init; }

    /// <summary>For how many days after its end a release keeps embargoed facts; null for ever.</summary>
    public int? KeepEmbargoedDays { get; init; }

    /// <summary>YAML file with the days allowed to fix a vulnerability of each severity; null for none.</summary>
    public string? SlaFile { get; init; }

    /// <summary>YAML file with public holidays to add or to drop; null for none.</summary>
    public string? HolidaysFile { get; init; }

    /// <summary>Folder of the operator's own post templates (<c>*.scriban</c>) and acronyms (<c>*.yaml</c>); null for only the shipped ones.</summary>
    public string? BlogPostDirectory { get; init; }

    /// <summary>Names of the cadences whose releases the rotation carries.</summary>
    public required IReadOnlyList<string> Cadences { get; init; }

    /// <summary>Folder of the operator's own cadences (<c>*.yaml</c>); null for only the shipped ones.</summary>
    public string? CadenceDirectory { get; init; }

    /// <summary>What others see of the rotation.</summary>
    public required RotationSettings Rotation { get; init; }

    /// <summary>Reads and checks everything.</summary>
    /// <exception cref="SettingsException">One line for each setting that is wrong or missing.</exception>
    public static Settings Read(IConfiguration configuration)
    {
        var read = new SettingsReader(configuration);
        read.RefuseUnknown("Slack", "Mode", "BotToken", "BotToken_File", "AppToken", "AppToken_File", "SigningSecret", "SigningSecret_File", "ApiUrl", "CommandPrefix",
            "Pace");
        read.RefuseUnknown("LocalSlack", "Url", "Data", "AnswerTime");
        read.RefuseUnknown("Storage", "Provider", "ConnectionString", "ConnectionString_File");
        read.RefuseUnknown("Channels", ChannelSettings.Keys);
        read.RefuseUnknown("Access", AccessSettings.Keys);
        read.RefuseUnknown("Handovers", "PromptBeforeEnd", "RemindAfter", "LeadDays");
        read.RefuseUnknown("Checklists", "Directory");
        read.RefuseUnknown("Comms", "Directory");
        read.RefuseUnknown("BlogPosts", "Directory");
        read.RefuseUnknown("Embargo", "AllowPublic");
        read.RefuseUnknown("Releases", "MaintainedMinors", "SlaFile", "KeepEmbargoedDays");
        read.RefuseUnknown("Rotation", ["Cadences", "CadenceDirectory", "HolidaysFile", .. RotationSettings.Keys]);
        read.RefuseUnknown("Logs", "Folder", "Level");
        read.RefuseUnknown("Management", "Url", "Otlp");

        string bot = read.Text("Slack:BotToken", ""), app = read.Text("Slack:AppToken", ""), secret = read.Text("Slack:SigningSecret", "");
        var mode = read.Choice("Slack:Mode", bot.Length == 0 ? SlackMode.Local : app.Length > 0 ? SlackMode.Socket : SlackMode.Http);
        if (mode != SlackMode.Local && bot.Length == 0)
            read.Wrong("Slack:BotToken is missing: Slack:Mode is " + mode + ". Copy it from “OAuth & Permissions” of your Slack app.");
        if (mode == SlackMode.Socket && app.Length == 0)
            read.Wrong("Slack:AppToken is missing: Slack:Mode is Socket. Make one with connections:write under “Basic Information”.");
        if (mode == SlackMode.Http && secret.Length == 0)
            read.Wrong("Slack:SigningSecret is missing: Slack:Mode is Http. Copy it from “Basic Information” of your Slack app.");

        foreach (var (key, value, right, wrong) in new[]
        {
            ("Slack:BotToken", bot, "the Bot User OAuth Token (xoxb-…)", "xoxp- xoxe xoxa- xoxr- xapp-"),
            ("Slack:AppToken", app, "an App-Level Token (xapp-…)", "xox"),
            ("Slack:SigningSecret", secret, "the Signing Secret, which is not a token", "xox xapp-"),
        })
        {
            if (wrong.Split(' ').FirstOrDefault(begin => value.StartsWith(begin, StringComparison.Ordinal)) is { } kind)
                read.Wrong($"{key} begins with {kind}: that is a secret of another kind. It must be {right}.");
        }

        var storage = read.Choice("Storage:Provider", StorageProvider.Sqlite);
        var connection = read.Text("Storage:ConnectionString", storage switch
        {
            StorageProvider.Sqlite => "Data Source=data/chatops.db",
            StorageProvider.LiteDb => "data/chatops.litedb",
            _ => "",
        });
        if (connection.Length == 0)
            read.Wrong("Storage:ConnectionString is missing: Storage:Provider is Postgres. Write it like Host=db;Database=chatops;Username=chatops;Password=…");

        var file = storage switch
        {
            StorageProvider.Sqlite => FileOf(connection),
            StorageProvider.LiteDb => connection,
            _ => null,
        };
        var (channels, access) = (ChannelSettings.Read(read), AccessSettings.Read(read));
        var settings = new Settings
        {
            Mode = mode,
            BotToken = bot,
            AppToken = app,
            SigningSecret = secret,
            ApiUrl = read.Address("Slack:ApiUrl", "https://slack.com/api/"),
            CommandPrefix = read.Text("Slack:CommandPrefix", ""),
            Pace = read.Duration("Slack:Pace", OutboxPace.Slack.Interval, TimeSpan.FromHours(1)),
            LocalSlackAnswerTime = read.Duration("LocalSlack:AnswerTime", LocalSlack.LocalSlackOptions.AnswerTimeOfSlack, TimeSpan.FromHours(1)),
            LocalSlackUrl = read.ListenAddress("LocalSlack:Url", "http://127.0.0.1:5080"),
            LocalSlackData = read.Text("LocalSlack:Data", Beside(file, "workspace.db")),
            Urls = read.Text("Urls", DefaultUrls),
            PublicUrl = read.Text("PublicUrl", "").Length > 0 ? PublicUrlOf(read)
                : mode == SlackMode.Local && Uri.TryCreate(read.Text("Urls", DefaultUrls).Split([',', ';'])[0], UriKind.Absolute, out var here) ? here
                : null,
            ManagementUrl = read.ListenAddress("Management:Url", "http://127.0.0.1:5001"),
            Otlp = read.Text("Management:Otlp", "").Length > 0 ? read.Address("Management:Otlp", "http://127.0.0.1:4318") : null,
            Storage = storage,
            ConnectionString = connection,
            DatabaseFile = file,
            LogFolder = read.Text("Logs:Folder", Beside(file, "logs")),
            LogLevel = read.Choice("Logs:Level", LogEventLevel.Information),
            Channels = channels,
            Access = access,
            Handovers = PromptSettings.Read(read),
            Rotation = RotationSettings.Read(read, channels, access),
            Embargo = new([.. read.List("Embargo:AllowPublic", "").Select(name => name.TrimStart('#'))]),
            ChecklistDirectory = read.Text("Checklists:Directory", "") is { Length: > 0 } directory ? directory : null,
            CommsDirectory = read.Text("Comms:Directory", "") is { Length: > 0 } comms ? comms : null,
            MaintainedMinors = read.Number("Releases:MaintainedMinors", 3, 1, 20),
            KeepEmbargoedDays = read.Text("Releases:KeepEmbargoedDays", "").Length > 0 ? read.Number("Releases:KeepEmbargoedDays", 0, 30, 36500) : null,
            SlaFile = read.Text("Releases:SlaFile", "") is { Length: > 0 } sla ? sla : null,
            Cadences = read.List("Rotation:Cadences", "patch"),
            CadenceDirectory = read.Text("Rotation:CadenceDirectory", "") is { Length: > 0 } cadences ? cadences : null,
            HolidaysFile = read.Text("Rotation:HolidaysFile", "") is { Length: > 0 } holidays ? holidays : null,
            BlogPostDirectory = read.Text("BlogPosts:Directory", "") is { Length: > 0 } posts ? posts : null,
        };
        if (settings.ManagementUrl.Port != 0 && settings.Urls.Split([',', ';']).Any(url =>
            Uri.TryCreate(url.Trim(), UriKind.Absolute, out var address) && address.Authority == settings.ManagementUrl.Authority))
            read.Wrong($"Management:Url and Urls are the same, {settings.ManagementUrl}: what only operators may read needs an address of its own.");
        read.ThrowIfWrong();
        return settings;
    }

    // Addresses given out under it are secret, so only this machine may be reached without encryption.
    private static Uri PublicUrlOf(SettingsReader read)
    {
        var url = read.Address("PublicUrl", "https://chatops.example.com");
        if (url.Scheme != Uri.UriSchemeHttps && !url.IsLoopback)
            read.Wrong($"PublicUrl is “{url}”. It must begin with https://: calendars carry a secret in their address.");
        return url;
    }

    private static string Beside(string? file, string name) =>
        file is null ? Path.Combine("data", name) : Path.Combine(Path.GetDirectoryName(file) ?? "", name);

    private static string? FileOf(string connection)
    {
        var parsed = new System.Data.Common.DbConnectionStringBuilder();
        try
        {
            parsed.ConnectionString = connection;
        }
        catch (ArgumentException)
        {
            return null; // the store says what is wrong with the connection string
        }
        return parsed.TryGetValue("Data Source", out var path) && Convert.ToString(path, CultureInfo.InvariantCulture) is { Length: > 0 } file ? file : null;
    }
}
