using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Configures how to reach Slack and which handlers take what. Handlers are singletons, created by the container.</summary>
public sealed class SlackRegistration
{
    private readonly IServiceCollection _services;

    internal SlackRegistration(IServiceCollection services) => _services = services;

    internal List<Action<IServiceProvider, SlackSettings>> Settings { get; } = [];

    internal Dictionary<string, Func<IServiceProvider, ISlashCommandHandler>> Commands { get; } = [];

    internal Dictionary<string, Func<IServiceProvider, ActionHandler>> Actions { get; } = [];

    internal Dictionary<string, Func<IServiceProvider, IViewSubmissionHandler>> Submissions { get; } = [];

    internal Dictionary<string, Func<IServiceProvider, IGlobalShortcutHandler>> GlobalShortcuts { get; } = [];

    internal Dictionary<string, Func<IServiceProvider, IMessageShortcutHandler>> MessageShortcuts { get; } = [];

    internal Dictionary<string, Func<IServiceProvider, IBlockOptionProvider>> Options { get; } = [];

    internal Dictionary<string, List<Func<IServiceProvider, EventHandler>>> Events { get; } = [];

    /// <summary>Sets the bot's token.</summary>
    public SlackRegistration UseApiToken(string token) => Configure((_, s) => s.ApiToken = token);

    /// <summary>Sets the app-level token.</summary>
    public SlackRegistration UseAppLevelToken(string token) => Configure((_, s) => s.AppLevelToken = token);

    /// <summary>Sets the signing secret.</summary>
    public SlackRegistration UseSigningSecret(string secret) => Configure((_, s) => s.SigningSecret = secret);

    /// <summary>Sets the Web API's address, for a server other than Slack's.</summary>
    public SlackRegistration UseApiUrl(string url) => Configure((_, s) => s.ApiUrl = new Uri(url.EndsWith('/') ? url : url + "/"));

    /// <summary>Sets a prefix for every command's name: with <c>sec-</c>, <c>/release</c> is typed as <c>/sec-release</c>.</summary>
    public SlackRegistration UseCommandPrefix(string prefix) => Configure((_, s) => s.CommandPrefix = prefix.TrimStart('/'));

    /// <summary>Configures settings that need services.</summary>
    public SlackRegistration Configure(Action<IServiceProvider, SlackSettings> configure)
    {
        Settings.Add(configure);
        return this;
    }

    /// <summary>Registers the handler of a slash command, given with its slash and without any prefix.</summary>
    public SlackRegistration RegisterSlashCommandHandler<T>(string command)
        where T : class, ISlashCommandHandler =>
        Add<T, ISlashCommandHandler>(
            Commands, command.StartsWith('/') ? command : throw new ArgumentException("A command begins with a slash.", nameof(command)));

    /// <summary>Registers the handler of elements with this action id, and with any id that begins with it and a colon.</summary>
    public SlackRegistration RegisterBlockActionHandler<TAction, T>(string actionId)
        where TAction : BlockAction
        where T : class, IBlockActionHandler<TAction>
    {
        _services.TryAddSingleton<T>();
        return AddOnce(Actions, actionId, s => new ActionHandler<TAction>(s.GetRequiredService<T>()));
    }

    /// <summary>Registers the handler of submitted (and closed) views with this callback id, and with any id that begins with it and a colon.</summary>
    public SlackRegistration RegisterViewSubmissionHandler<T>(string callbackId)
        where T : class, IViewSubmissionHandler => Add<T, IViewSubmissionHandler>(Submissions, callbackId);

    /// <summary>Registers the handler of a global shortcut.</summary>
    public SlackRegistration RegisterGlobalShortcutHandler<T>(string callbackId)
        where T : class, IGlobalShortcutHandler => Add<T, IGlobalShortcutHandler>(GlobalShortcuts, callbackId);

    /// <summary>Registers the handler of a message shortcut.</summary>
    public SlackRegistration RegisterMessageShortcutHandler<T>(string callbackId)
        where T : class, IMessageShortcutHandler => Add<T, IMessageShortcutHandler>(MessageShortcuts, callbackId);

    /// <summary>Registers the provider of choices for external selects with this action id, and with any id that begins with it and a colon.</summary>
    public SlackRegistration RegisterBlockOptionProvider<T>(string actionId)
        where T : class, IBlockOptionProvider => Add<T, IBlockOptionProvider>(Options, actionId);

    /// <summary>Registers a handler of an event. Several run one after the other; a retry runs all of them again.</summary>
    public SlackRegistration RegisterEventHandler<TEvent, T>()
        where TEvent : SlackEvent
        where T : class, IEventHandler<TEvent>
    {
        _services.TryAddSingleton<T>();
        var type = EventTypes.NameOf(typeof(TEvent));
        if (!Events.TryGetValue(type, out var handlers))
            Events[type] = handlers = [];
        handlers.Add(s => new EventHandler<TEvent>(s.GetRequiredService<T>()));
        return this;
    }

    /// <summary>Receives deliveries over sockets that the app opens (1–10), so that the app need not be reachable from outside.</summary>
    public SlackRegistration UseSocketMode(int connections = 2)
    {
        _services.TryAddSingleton<SocketModeStatus>();
        _services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SocketModeService>());
        return Configure((_, s) => s.SocketConnections = Math.Clamp(connections, 1, 10));
    }

    private SlackRegistration Add<T, THandler>(Dictionary<string, Func<IServiceProvider, THandler>> handlers, string id)
        where T : class, THandler
    {
        _services.TryAddSingleton<T>();
        return AddOnce(handlers, id, s => s.GetRequiredService<T>());
    }

    private SlackRegistration AddOnce<THandler>(
        Dictionary<string, Func<IServiceProvider, THandler>> handlers, string id, Func<IServiceProvider, THandler> make) =>
        handlers.TryAdd(id, make) ? this : throw new InvalidOperationException($"Two handlers are registered for {id}.");
}
