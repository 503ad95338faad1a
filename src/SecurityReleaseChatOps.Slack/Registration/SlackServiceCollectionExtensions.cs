using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Adds Slack to an app.</summary>
public static class SlackServiceCollectionExtensions
{
    /// <summary>Registers settings and handlers; may be called several times, such as once per feature.</summary>
    public static IServiceCollection AddSlackNet(this IServiceCollection services, Action<SlackRegistration> configure)
    {
        configure(Registration(services));
        return services;
    }

    /// <summary>Whether Slack posts to this path.</summary>
    public static bool IsSlacks(this PathString path) => SlackEndpoint.Owns(path.Value);

    /// <summary>Receives what Slack posts to /slack/command, /slack/action, /slack/options, /slack/event and, for every kind, /slack/events.</summary>
    public static IApplicationBuilder UseSlackNet(this IApplicationBuilder app)
    {
        var endpoint = app.ApplicationServices.GetRequiredService<SlackEndpoint>();
        return app.Use(next => context => SlackEndpoint.Owns(context.Request.Path.Value) ? endpoint.Handle(context) : next(context));
    }

    /// <summary>Everything registered, to check against the manifest.</summary>
    public static SlackInventory SlackInventory(this IServiceProvider services) => new(services.GetRequiredService<SlackRegistration>());

    private static SlackRegistration Registration(IServiceCollection services)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(SlackRegistration))?.ImplementationInstance is SlackRegistration known)
            return known;
        var registration = new SlackRegistration(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(registration);
        services.AddSingleton(s =>
        {
            var settings = new SlackSettings();
            registration.Settings.ForEach(configure => configure(s, settings));
            return settings;
        });
        services.AddSingleton<SlackMetrics>();
        services.AddSingleton<SlackTransport>();
        services.AddSingleton<NamesForOne>();
        services.AddSingleton<ISlackApiClient, SlackApiClient>();
        services.AddSingleton<BackgroundWork>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<BackgroundWork>());
        services.AddSingleton<FollowUp>();
        services.AddSingleton<LateSubmission>();
        services.AddSingleton<SlackHandlers>();
        services.AddSingleton<SlackReader>();
        services.AddSingleton<SlackDispatcher>();
        services.AddSingleton(s => new SignatureVerifier(s.GetRequiredService<SlackSettings>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Refusals>();
        services.AddSingleton<SlackEndpoint>();
        return registration;
    }
}
