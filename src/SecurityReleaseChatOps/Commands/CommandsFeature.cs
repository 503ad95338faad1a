namespace SecurityReleaseChatOps.Commands;

/// <summary>Slash commands made of subcommands, one use case each.</summary>
internal static class CommandsFeature
{
    /// <summary>A slash command, whose subcommands a feature adds.</summary>
    public static SlackRegistration RegisterCommand(this SlackRegistration slack, string name) =>
        slack.RegisterSlashCommandHandler<CommandRouter>(name);

    public static IServiceCollection AddSubcommand<T>(this IServiceCollection services) where T : class, ISubcommand =>
        services.AddSingleton<T>().AddSingleton<ISubcommand>(s => s.GetRequiredService<T>());
}
