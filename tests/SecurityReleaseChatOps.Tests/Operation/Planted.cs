using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Store;
using Channel = SecurityReleaseChatOps.LocalSlack.State.Channel;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary>A right set-up beside a workspace of its own, in which one thing or another is made wrong before <c>doctor</c> looks.</summary>
internal sealed class Planted : IAsyncDisposable
{
    private readonly List<string> settings = [];
    private readonly List<Action<Change>> changes = [];
    private readonly List<object> faults = [];
    private readonly List<IDisposable> owned = [];
    private IReadOnlyList<string> scopes = AppRegistration.FromManifest(ShippedManifest.Json).Scopes!;
    private TimeSpan slackAhead;
    private bool isRunning;

    public string Folder { get; } = Directory.CreateTempSubdirectory("chatops-doctor-").FullName;

    /// <summary>Whether by Socket mode, else by HTTP.</summary>
    public bool Sockets { get; set; }

    /// <summary>No settings but places where nothing is yet.</summary>
    public static string[] Nothing(string folder) =>
    [
        "--Urls=http://127.0.0.1:0", "--Management:Url=http://127.0.0.1:0", "--LocalSlack:Url=http://127.0.0.1:0", $"--Logs:Folder={folder}/logs",
        $"--Storage:ConnectionString=Data Source={folder}/empty/chatops.db",
    ];

    public void Set(string key, string value) => settings.Add($"--{key}={value}");

    public void Stored(string file) => Set("Storage:ConnectionString", $"Data Source={file}");

    public void Stored(StoreOptions options)
    {
        Set("Storage:Provider", options.Provider);
        Set("Storage:ConnectionString", options.ConnectionString);
    }

    /// <summary>A file of the operator's, in a folder that the section names.</summary>
    public void File(string section, string name, string text)
    {
        var own = Directory.CreateDirectory(Path.Combine(Folder, "own")).FullName;
        System.IO.File.WriteAllText(Path.Combine(own, name), text);
        Set(section + ":Directory", own);
    }

    public void InChannel(string name, Action<Channel> change) =>
        changes.Add(all => change(all.Save(all.Workspace.Channels.Values.Single(channel => channel.Name == name))));

    public void Empty(string group) => changes.Add(all =>
    {
        var named = all.Workspace.Groups.Values.Single(one => one.Handle == group);
        named.Users = [];
        all.Save(named);
    });

    public void In(Action<Change> change) => changes.Add(change);

    public void Without(string scope) => scopes = [.. scopes.Except([scope])];

    public void With(string scope) => scopes = [.. scopes, scope];

    public void SlackIsAhead(TimeSpan by) => slackAhead = by;

    public void SlackRefuses(string method, string error) => faults.Add(new { method, kind = "error:" + error, times = 100 });

    public void Runs() => isRunning = true;

    public void Own(IDisposable thing) => owned.Add(thing);

    /// <returns>What <c>doctor</c> says, a line each.</returns>
    public async Task<IReadOnlyList<string>> Examine()
    {
        var (file, clock) = (Path.Combine(Folder, "workspace.db"), new WorkspaceClock());
        using (var state = new LocalSlack.State.Workspace(file, clock))
        {
            foreach (var change in changes)
                state.Do(change);
        }
        await using var workspace = LocalWorkspace.Create(new LocalSlackOptions
        {
            Url = "http://127.0.0.1:0",
            DataPath = file,
            App = AppRegistration.FromManifest(ShippedManifest.Json) with { Scopes = scopes, SocketMode = Sockets },
            RateLimits = false,
        }, clock);
        await workspace.StartAsync();
        clock.Advance(slackAhead);
        using var http = new HttpClient { BaseAddress = new(workspace.Url) };
        foreach (var fault in faults)
            (await http.PostAsJsonAsync("/control/faults", fault)).EnsureSuccessStatusCode();
        string[] all =
        [
            .. Nothing(Folder), $"--Slack:ApiUrl={workspace.Url}/api/", $"--Slack:BotToken={workspace.BotToken}",
            Sockets ? $"--Slack:AppToken={workspace.AppToken}" : $"--Slack:SigningSecret={workspace.SigningSecret}", .. settings,
        ];
        if (!isRunning)
            return await Lines(all);
        await using var app = await Program.Build(all);
        await app.StartAsync();
        var management = app.Services.GetServices<IHostedService>().OfType<ManagementServer>().Single().Url;
        var lines = await Lines([$"--PublicUrl={app.Urls.First()}", .. all, $"--Management:Url={management}"]);
        await app.StopAsync();
        return lines;
    }

    public ValueTask DisposeAsync()
    {
        owned.ForEach(thing => thing.Dispose());
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static async Task<IReadOnlyList<string>> Lines(string[] all) =>
        [.. (await Doctor.Run(all, default)).Findings.Select(finding => finding.Says)];
}
