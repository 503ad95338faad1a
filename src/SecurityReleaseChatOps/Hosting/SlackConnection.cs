using System.Reflection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SecurityReleaseChatOps.LocalSlack;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Connects the app to Slack: the real one, or the local workspace that it starts.</summary>
internal static class SlackConnection
{
    public static async Task AddSlack(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        if (settings.Mode == SlackMode.Local)
        {
            var clock = new WorkspaceClock();
            var workspace = Open(
                new LocalSlackOptions
                {
                    Url = settings.LocalSlackUrl.ToString(),
                    DataPath = settings.LocalSlackData,
                    AllowRemote = !settings.LocalSlackUrl.IsLoopback,
                    AnswerTime = settings.LocalSlackAnswerTime,
                    TriggerLife = settings.LocalSlackAnswerTime,
                    RateLimits = settings.Pace >= OutboxPace.Slack.Interval,
                },
                clock);
            await workspace.StartAsync();
            services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton(workspace);
            services.AddHostedService<LocalWorkspaceHost>();
            services.AddSlackNet(slack => slack
                .UseCommandPrefix(settings.CommandPrefix)
                .UseApiToken(workspace.BotToken)
                .UseSigningSecret(workspace.SigningSecret)
                .UseApiUrl(workspace.Url + "/api/")
                // Where the workspace waits longer than Slack does, so does the app.
                .Configure((_, known) => known.AnswerWithin += Longer(settings.LocalSlackAnswerTime)));
            return;
        }
        services.AddSlackOf(settings);
    }

    private static TimeSpan Longer(TimeSpan answerTime) =>
        answerTime > LocalSlackOptions.AnswerTimeOfSlack ? answerTime - LocalSlackOptions.AnswerTimeOfSlack : TimeSpan.Zero;

    /// <summary>Connects the app to the Slack that the settings name; in Local mode these name none.</summary>
    public static void AddSlackOf(this IServiceCollection services, Settings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SecretRenewal>();
        services.AddHostedService(s => s.GetRequiredService<SecretRenewal>());
        if (settings.Mode == SlackMode.Socket)
            services.AddSingleton<ISocketGate, StoreGate>().AddHealthChecks().AddCheck<SocketHealth>("sockets", tags: [StoreHealth.InWords]);
        services.AddSlackNet(slack =>
        {
            slack.UseCommandPrefix(settings.CommandPrefix).UseApiToken(settings.BotToken).UseApiUrl(settings.ApiUrl.ToString());
            slack.Configure((s, known) => known.Renew = () => s.GetRequiredService<SecretRenewal>().Renew());
            if (settings.SigningSecret.Length > 0)
                slack.UseSigningSecret(settings.SigningSecret);
            if (settings.Mode == SlackMode.Socket)
                slack.UseAppLevelToken(settings.AppToken).UseSocketMode();
        });
    }

    /// <summary>
    /// Registers every handler, each of which says itself what it takes: its constants <c>…ActionId</c> name buttons and menus, and those
    /// <c>…CallbackId</c> forms and shortcuts of messages.
    /// </summary>
    public static void AddHandlers(this WebApplicationBuilder builder) => builder.Services.AddSlackNet(slack =>
    {
        foreach (var handler in typeof(Program).Assembly.GetTypes().Where(type => !type.IsAbstract))
        {
            foreach (var taken in handler.GetInterfaces())
            {
                if (taken.IsGenericType && taken.GetGenericTypeDefinition() == typeof(IBlockActionHandler<>))
                    Register(nameof(slack.RegisterBlockActionHandler), "ActionId", taken.GenericTypeArguments[0], handler);
                else if (taken == typeof(IViewSubmissionHandler))
                    Register(nameof(slack.RegisterViewSubmissionHandler), "CallbackId", handler);
                else if (taken == typeof(IMessageShortcutHandler))
                    Register(nameof(slack.RegisterMessageShortcutHandler), "CallbackId", handler);
            }
        }

        void Register(string how, string name, params Type[] of)
        {
            var ids = of[^1].GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)
                .Where(field => field.IsLiteral && field.Name.EndsWith(name, StringComparison.Ordinal));
            foreach (var id in ids)
                typeof(SlackRegistration).GetMethod(how)!.MakeGenericMethod(of).Invoke(slack, [id.GetRawConstantValue()]);
        }
    });

    private static LocalWorkspace Open(LocalSlackOptions options, WorkspaceClock clock)
    {
        try
        {
            return LocalWorkspace.Create(options, clock);
        }
        catch (InvalidOperationException wrong)
        {
            throw new SettingsException([wrong.Message]);
        }
    }
}

/// <summary>Once the app listens, tells the local workspace where, and a newcomer which page to open.</summary>
internal sealed class LocalWorkspaceHost(
    LocalWorkspace workspace, Settings settings, Microsoft.AspNetCore.Hosting.Server.IServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() =>
        {
            workspace.Register(Manifest().At(PublicAddress.Own(server)));
            Console.WriteLine($"""

                The local workspace is ready. Open {workspace.PageUrl}
                You are playing every person there; {(settings.LocalSlackUrl.IsLoopback ? "nothing leaves this machine" : LocalWorkspace.RemoteWarning)}. Ctrl+C stops it; all is kept in {settings.LocalSlackData}.

                """);
        });
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await workspace.StopAsync();

    // The manifest that real workspaces install too, so that commands, events and scopes are the same.
    private AppRegistration Manifest()
    {
        var app = AppRegistration.FromManifest(ShippedManifest.Json);
        return app with { Commands = [.. app.Commands.Select(c => c with { Command = $"/{settings.CommandPrefix}{c.Command[1..]}" })] };
    }
}
