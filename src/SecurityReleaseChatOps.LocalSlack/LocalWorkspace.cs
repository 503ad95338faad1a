using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SecurityReleaseChatOps.LocalSlack.Control;
using SecurityReleaseChatOps.LocalSlack.Deliveries;
using SecurityReleaseChatOps.LocalSlack.Page;
using SecurityReleaseChatOps.LocalSlack.Sockets;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>A local Slack: Web API, deliveries to an app, Socket Mode, a page and a control API, with its state in a file.</summary>
public sealed class LocalWorkspace : IAsyncDisposable
{
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(30);

    private readonly Workspace _workspace;
    private readonly WebApplication _server;
    private readonly AppLink _link;
    private readonly EventQueue _events;
    private readonly SocketHub _sockets = new();
    private readonly string _wantedUrl;
    private Alarm? _alarm;
    private bool _stopped;

    private LocalWorkspace(LocalSlackOptions options, WorkspaceClock clock, ILoggerProvider? logs)
    {
        _wantedUrl = options.Url.TrimEnd('/');
        _workspace = new Workspace(options.DataPath, clock) { Address = () => Url };
        _server = Build(options, logs);
        var journal = new Journal(_workspace);
        var faults = new Faults();
        var triggers = new Triggers(clock.Real, options.TriggerLife);
        _link = new AppLink(_workspace, journal, faults, _sockets, options);
        _events = new EventQueue(_workspace, _link, _server.Services.GetRequiredService<ILogger<EventQueue>>());
        Install(options.App ?? new AppRegistration());

        var responseUrls = new ResponseUrls(_workspace, journal, () => Url);
        var services = new ApiServices(triggers, _sockets, () => Url);
        var api = new WebApiEndpoint(
            _workspace, journal, faults, options.RateLimits ? new RateLimits(clock.Real) : null, services, options.ClockOfApp(clock),
            _server.Services.GetRequiredService<ILogger<WebApiEndpoint>>());
        var uploads = new UploadEndpoint(_workspace);

        _server.Use(LoopbackGuard.For(options));
        _server.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Ping, KeepAliveTimeout = PingTimeout });
        _server.UseRouting();
        _server.MapMethods("/api/{method}", ["GET", "POST"], api.Handle);
        _server.MapPost("/response/{**path}", responseUrls.Handle);
        _server.MapPost("/upload/v1/{key}", uploads.Upload);
        _server.MapGet("/files/{id}", uploads.Download);
        _server.MapGet("/control/files/{id}", uploads.Show);
        _server.MapGet("/link", _sockets.Handle);
        ControlApi.Map(_server, _workspace, new Interactions(_workspace, _link, responseUrls, triggers), triggers, faults, journal, _sockets);
        _server.MapMethods("/{**path}", ["GET", "HEAD"], PageFiles.Handle);
    }

    /// <summary>The app's bot token, generated together with the workspace's data.</summary>
    public string BotToken => _workspace.Team.BotToken;

    /// <summary>The app-level token for Socket Mode.</summary>
    public string AppToken => _workspace.Team.AppToken;

    /// <summary>The secret that deliveries are signed with.</summary>
    public string SigningSecret => _workspace.Team.SigningSecret;

    /// <summary>The warning to show when it listens beyond this machine.</summary>
    public const string RemoteWarning = "so is everyone whose machine reaches this one, who may also read all of it and move the clock";

    /// <summary>Its address on this machine, without a trailing slash: the page is at <c>/</c>, the Web API at <c>/api/</c>.</summary>
    public string Url =>
        Listening.FromHere(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? _wantedUrl)
        .ToString().TrimEnd('/');

    /// <summary>The address people open, with the host name if one was configured.</summary>
    public string PageUrl =>
        new Uri(_wantedUrl) is { Host: var host } && Listening.IsName(host) ? new UriBuilder(Url) { Host = host }.Uri.ToString().TrimEnd('/') : Url;

    /// <summary>Opens the workspace's data, or creates it with sample people and channels; the clock continues with its stored offset.</summary>
    /// <exception cref="InvalidOperationException">The data is in use, or the address is beyond this machine without
    /// <see cref="LocalSlackOptions.AllowRemote"/>.</exception>
    public static LocalWorkspace Create(LocalSlackOptions options, WorkspaceClock clock, ILoggerProvider? logs = null) =>
        options.AllowRemote || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && LoopbackGuard.IsLoopbackName(url.Host))
            ? new LocalWorkspace(options, clock, logs)
            : throw new InvalidOperationException(
                $"The local workspace listens only on this machine, such as on http://127.0.0.1:5080, unless remote connections are allowed; not on "
                + $"{options.Url}.");

    /// <summary>Generates new tokens and a new signing secret, as an admin can on Slack's pages; the old ones stop working.</summary>
    public void ReplaceSecrets() => _workspace.Do(change =>
    {
        var (team, anew) = (_workspace.Team, Seed.NewTeam());
        (team.BotToken, team.AppToken, team.SigningSecret) = (anew.BotToken, anew.AppToken, anew.SigningSecret);
        change.Save(team);
    });

    /// <summary>Installs an app in place of the previous one. If it can be reached, waiting events are sent.</summary>
    public void Register(AppRegistration app)
    {
        Install(app);
        if (_alarm is not null)
            _events.Resume();
    }

    /// <summary>Starts listening and delivering.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        await _server.StartAsync(ct);
        _alarm = new Alarm(_workspace, _events, _server.Services.GetRequiredService<ILogger<Alarm>>());
        _alarm.Ring();
    }

    /// <summary>Stops; undelivered events wait for the next start.</summary>
    public async Task StopAsync(CancellationToken ct = default)
    {
        if (_stopped)
            return;
        _stopped = true;
        if (_alarm is not null)
            await _alarm.DisposeAsync();
        await _sockets.Disconnect("refresh_requested", ct);
        await _events.StopAsync();
        await _server.StopAsync(ct);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _server.DisposeAsync();
        _events.Dispose();
        _link.Dispose();
        _workspace.Dispose();
    }

    private void Install(AppRegistration app) => _workspace.Do(change =>
    {
        _workspace.App = app;
        var bot = _workspace.Bot;
        if (bot.RealName != app.Name)
        {
            bot.RealName = app.Name;
            change.Save(bot);
        }
        change.Signal("users");
    });

    private static WebApplication Build(LocalSlackOptions options, ILoggerProvider? logs)
    {
        // Empty: this server must not pick up the hosting app's settings and environment.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = typeof(LocalWorkspace).Assembly.GetName().Name });
        builder.WebHost.UseKestrelCore().UseUrls(options.Url).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IHostLifetime, HostedLifetime>();
        builder.Services.AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Warning);
            if (logs is not null)
                logging.AddProvider(logs);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(2));
        return builder.Build();
    }

    /// <summary>The host stops the workspace; this server must not handle Ctrl+C itself.</summary>
    private sealed class HostedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
