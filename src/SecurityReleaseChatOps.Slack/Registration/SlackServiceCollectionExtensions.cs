using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Adds Slack to an app.</summary>
public static class SlackServiceCollectionExtensions
{
    /// <summary>Registers settings and handlers; may be called several times, once for each feature.</summary>
    public static IServiceCollection AddSlackNet(this IServiceCollection services, Action<SlackRegistration> configure)
    {
        configure(Registration(services));
        return services;
    }

    /// <summary>What was registered: the names of commands, shortcuts and events, for a check against the manifest.</summary>
    public static SlackInventory SlackInventory(this IServiceProvider services) =>
        new(services.GetRequiredService<SlackRegistration>());

    private static SlackRegistration Registration(IServiceCollection services)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(SlackRegistration))?.ImplementationInstance is SlackRegistration registration)
            return registration;
        registration = new SlackRegistration(services);
        services.AddSingleton(registration);
        services.AddSingleton(s =>
        {
            var settings = new SlackSettings();
            registration.Settings.ForEach(configure => configure(s, settings));
            return settings;
        });
        services.TryAddSingleton(TimeProvider.System);
        return registration;
    }
}
