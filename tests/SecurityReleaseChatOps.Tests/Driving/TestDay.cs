using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Driving;

/// <summary>
/// The app with its local workspace, in this process, over real HTTP, on its own test day. Nothing waits for a fixed time:
/// assertions wait until they hold, for at most <see cref="Patience"/>.
/// </summary>
internal sealed class TestDay : IAsyncDisposable
{
    /// <summary>Monday, 08:00 UTC: two days before the planned Wednesday; EMEA is at work, AMER sleeps.</summary>
    public const string Morning = "2026-11-23T08:00:00Z";

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Prepared once and copied: the schema, the people, all of PSIRT on the rotation.
    private static readonly Lazy<Task<string>> Prepared = new(Prepare);

    private readonly string folder;
    private readonly string[] settings;
    private WebApplication? app;

    // Set for data from an earlier version, whose pending messages go out as it wrote them.
    private bool isLeft;
    private HttpClient http = null!;

    private TestDay(string folder, string[] settings) => (this.folder, this.settings) = (folder, settings);

    public ControlClient Control { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    /// <summary>Starts a day with all of PSIRT on the rotation, 09:00-17:00 in each person's own time zone.</summary>
    /// <param name="settings">Command-line settings, such as <c>--Slack:CommandPrefix=sec-</c>.</param>
    public static async Task<TestDay> Start(params string[] settings)
    {
        var day = new TestDay(Copy(await Prepared.Value), settings);
        await day.Run(Morning);
        return day;
    }

    /// <summary>Starts a day with nobody on the rotation.</summary>
    public static async Task<TestDay> StartEmpty(params string[] settings)
    {
        var day = new TestDay(System.IO.Directory.CreateTempSubdirectory("chatops-day-").FullName, settings);
        await day.Run(Morning);
        return day;
    }

    /// <summary>Starts a day on existing data.</summary>
    /// <param name="folder">Holds the databases of the app and of its workspace; deleted at the end of the day.</param>
    public static async Task<TestDay> StartOn(string folder, string moment)
    {
        var day = new TestDay(folder, []) { isLeft = true };
        await day.Run(moment);
        return day;
    }

    /// <summary>Starts a day in a workspace that the test fills itself.</summary>
    internal static async Task<TestDay> StartIn(Action<LocalSlack.State.Change> fill)
    {
        var day = new TestDay(System.IO.Directory.CreateTempSubdirectory("chatops-day-").FullName, []);
        using (var workspace = new LocalSlack.State.Workspace(Path.Combine(day.folder, "workspace.db"), new WorkspaceClock()))
            workspace.Do(fill);
        await day.Run(Morning);
        return day;
    }

    public SlackDirectory Directory => Services.GetRequiredService<SlackDirectory>();

    public Person As(string name) => new(this, name);

    /// <summary>Someone's name as people see it.</summary>
    public string Name(string handle) => Directory.NameOf(Directory.People.Values.Single(member => member.Name == handle).Id);

    /// <summary>Starts a release by its form, with Anna (EMEA) as Primary and Maria (AMER) as Secondary by default, and waits for its message.</summary>
    public async Task<Shown> StartsRelease(string versions = "18.6.1", params (string Label, object? Value)[] with)
    {
        var anna = As("anna");
        await anna.Runs("/release new");
        var form = await anna.SeesModal("New release");
        if (with.Any(input => !form.Labels.Contains(input.Label)))
            form = await form.Presses("More options");
        await form
            .Fill([("Versions", versions), ("Due date", "2026-11-25"), ("Primary", "anna"), ("Secondary", "maria"), .. with])
            .Submit();
        return await anna.Sees($"{versions} ");
    }

    /// <summary>Writes a handover by its form.</summary>
    /// <returns>The message in the channel.</returns>
    public async Task<Shown> HandsOver(string from, string status = "All CVEs are requested", params (string Label, object? Value)[] with)
    {
        await As(from).Runs("/handover");
        await (await As(from).SeesModal("Hand over")).Fill([("Status", status), ("Next", "Review the post"), .. with]).Submit();
        return await As(from).Sees(status);
    }

    public Task SetClock(string moment) => Control.Post("/control/clock", new { set = moment });

    public Task Advance(TimeSpan by) => Control.Post("/control/clock", new { advance = System.Xml.XmlConvert.ToString(by) });

    /// <summary>Sets the clock, and waits until everything due by then is done and shown.</summary>
    public async Task At(string moment)
    {
        await SetClock(moment);
        await Settles();
    }

    /// <summary>Runs what is due, and waits until Slack shows everything it should: anything missing after this will not appear.</summary>
    public async Task Settles()
    {
        foreach (var job in Services.GetKeyedServices<IDueJob>(KeyedService.AnyKey))
            await job.Look(Services.GetRequiredService<TimeProvider>().Now(), default);
        var outbox = Services.GetRequiredService<IOutboxHealth>();
        await Until(
            async () => (await outbox.Read()).Waiting == 0 ? "empty" : null,
            async () => Says(await outbox.Read()));

        static string Says(OutboxState left) =>
            $"The outbox should be empty; {left.Waiting} wait, the oldest for {left.OldestWaiting}. {string.Join(' ', left.Words)}";
    }

    /// <summary>From now on, only the test itself runs what is due.</summary>
    public async Task LooksOnlyWhenTold()
    {
        var scheduler = Services.GetRequiredKeyedService<Quartz.IScheduler>(ScheduleFeature.Name);
        await Until(() => Task.FromResult(scheduler.Status == Quartz.SchedulerStatus.Running), "The schedule should start.");
        await scheduler.Standby();
    }

    /// <summary>Stops the app and its workspace, and restarts both on the same data.</summary>
    /// <param name="meanwhile">The time after the start; null to keep the clock as it was.</param>
    public async Task Restart(string? meanwhile = null)
    {
        await Stop();
        await Run(meanwhile);
    }

    public async Task Until(Func<Task<bool>> so, string otherwise) =>
        await Until(async () => await so() ? "so" : null, () => Task.FromResult(otherwise));

    public async Task<T> Until<T>(Func<Task<T?>> found, Func<Task<string>> otherwise)
        where T : class
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var end = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (Environment.TickCount64 < end)
        {
            if (await found() is { } value)
                return value;
            await timer.WaitForNextTickAsync();
        }
        throw new ShouldAssertException(await otherwise());
    }

    /// <summary>The app's answer to a GET.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Get(string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The app's answer to a GET on the management address.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Manages(string path, string? host = null)
    {
        var address = Services.GetServices<IHostedService>().OfType<ManagementServer>().Single().Url;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(address), path));
        request.Headers.Host = host;
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Waits until <c>/health/ready</c> says these words on the management address.</summary>
    public async Task ReadySays(string words)
    {
        var last = "";
        await Until(
            async () => (last = (await Manages("/health/ready")).Body).Contains(words, StringComparison.Ordinal) ? last : null,
            () => Task.FromResult($"/health/ready should say “{words}”, and says: {last}"));
    }

    /// <summary>Sends a request as Slack would, correctly signed.</summary>
    public async Task<(HttpStatusCode Status, string Body)> Delivers(string path, string contentType, string body)
    {
        var timestamp = Services.GetRequiredService<TimeProvider>().Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var secret = Encoding.UTF8.GetBytes(Services.GetRequiredService<LocalWorkspace>().SigningSecret);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add(
            "X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}"))));
        using var answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Sends the last interaction of a kind again as a new one, like a second click on a page that has not been updated yet.</summary>
    /// <param name="change">Modifies the payload.</param>
    public async Task<(HttpStatusCode Status, string Body)> SendsAgain(string name, Action<JsonObject>? change = null)
    {
        var request = (string)(await Journal(name))[^1]["request"]!;
        var payload = JsonNode.Parse(request.StartsWith('{') ? request : WebUtility.UrlDecode(request["payload=".Length..]))!.AsObject();
        payload["trigger_id"] = $"1.2.{Guid.NewGuid():N}";
        foreach (var action in payload["actions"]?.AsArray() ?? [])
            action!["action_ts"] = $"{Guid.NewGuid():N}";
        change?.Invoke(payload);
        return await Delivers("/slack/action", "application/x-www-form-urlencoded", "payload=" + Uri.EscapeDataString(payload.ToJsonString()));
    }

    /// <summary>The journal's entries of a kind, oldest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> Journal(string name) =>
        [.. (await Control.Get("/control/requests?limit=1000"))["requests"]!.AsArray().OfType<JsonObject>().Where(r => (string?)r["name"] == name)];

    /// <summary>The newest entries of the journal as lines, for a failure's message.</summary>
    public async Task<string> LastCame() => string.Join('\n', (await Control.Get("/control/requests?limit=6"))["requests"]!.AsArray()
        .Select(entry => $"{entry!["name"]}: {entry["status"]} {entry["error"]} after {entry["ms"]} ms: {entry["response"]}"));

    /// <summary>Makes every further delivery arrive twice.</summary>
    public Task EverythingComesTwice() => Control.Post("/control/faults", new { method = "delivery", times = 1000, kind = "duplicate" });

    /// <summary>Ends the day, and checks for leaks, needless mentions and overlong refusals.</summary>
    public async ValueTask DisposeAsync()
    {
        var (leaks, callings, wordy) = app is null
            ? ([], [], [])
            : (await Leaks.Find(this), isLeft ? [] : await Callings.Find(this), await Refusals.Find(this));
        await Stop();
        System.IO.Directory.Delete(folder, recursive: true);
        leaks.ShouldBeEmpty("An embargoed fact stands where it must not.");
        callings.ShouldBeEmpty("Somebody is mentioned who is asked and told nothing.");
        wordy.ShouldBeEmpty("A refusal has too many words.");
    }

    private static async Task<string> Prepare()
    {
        await using var day = await StartEmpty();
        var grace = day.As("grace");
        await grace.Clicks("Add all of PSIRT", (await grace.Asks("/rotation"))!);
        await day.Settles();
        await day.Stop();
        var prepared = Copy(day.folder);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.Directory.Delete(prepared, recursive: true);
        return prepared;
    }

    private static string Copy(string from)
    {
        var to = System.IO.Directory.CreateTempSubdirectory("chatops-day-").FullName;
        foreach (var file in System.IO.Directory.GetFiles(from, "*.db*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }

    private async Task Run(string? moment = null)
    {
        app = await Program.Build(
        [
            "--Urls=http://127.0.0.1:0",
            "--LocalSlack:Url=http://127.0.0.1:0",
            // How fast the machine is says nothing of the app; Slack's limit has tests of its own.
            "--LocalSlack:AnswerTime=00:01:00",
            "--Slack:Pace=00:00:00.001",
            "--Management:Url=http://127.0.0.1:0",
            $"--Storage:ConnectionString=Data Source={Path.Combine(folder, "chatops.db")}",
            // Wherever the app's own database is: days do not share a workspace.
            $"--LocalSlack:Data={Path.Combine(folder, "workspace.db")}",
            .. settings,
        ]);
        Control = new ControlClient(new Uri(Services.GetRequiredService<LocalWorkspace>().Url));
        if (moment is not null)
            await SetClock(moment);
        await app.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        await Until(
            () => Task.FromResult(Directory.Snapshot is { } known && Directory.WithRole.All(known.Members.ContainsKey)), "The app should know who is who.");
    }

    private async Task Stop()
    {
        if (app is not { } running)
            return;
        app = null;
        var workspace = running.Services.GetRequiredService<LocalWorkspace>();
        Control.Dispose();
        http.Dispose();
        await running.StopAsync();
        await running.DisposeAsync();
        await workspace.DisposeAsync();
    }
}
