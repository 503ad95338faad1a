namespace SecurityReleaseChatOps.Access;

/// <summary>Who may do what, and what the workspace needs for it.</summary>
internal static class AccessFeature
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SlackDirectory>();
        services.AddSingleton<IChannelDirectory>(s => s.GetRequiredService<SlackDirectory>());
        services.AddSingleton<ChannelMessages>();
        services.AddSingleton<MentionedNames>();
        services.AddSingleton<WorkspaceCheck>();
        services.AddSingleton<AppTokenCheck>();
        services.AddSingleton<UserGroupCheck>();
        services.AddSingleton<ISlackGate, AccessGate>();
        services.AddSingleton<ISlackNames>(s => s.GetRequiredService<SlackDirectory>());
        services.AddSingleton<DirectoryReader>();
        services.AddSingleton<FreshChannels>();
        services.AddSingleton<GivenFiles>();
        services.AddSingleton<DirectoryKeeper>();
        services.AddSingleton<DirectoryRefresh>();
        services.AddHostedService(s => s.GetRequiredService<DirectoryRefresh>());
        services.AddHealthChecks().AddCheck<WorkspaceCheck>("slack");
        services.AddSlackNet(slack => slack
            .RegisterEventHandler<UserGroupUpdated, DirectoryEvents>()
            .RegisterEventHandler<UserChanged, DirectoryEvents>()
            .RegisterEventHandler<MemberJoinedChannel, DirectoryEvents>()
            .RegisterEventHandler<MemberLeftChannel, DirectoryEvents>()
            .RegisterEventHandler<ChannelArchived, DirectoryEvents>()
            .RegisterEventHandler<ChannelUnarchived, DirectoryEvents>()
            .RegisterEventHandler<ChannelDeleted, DirectoryEvents>()
            .RegisterEventHandler<ChannelLeft, DirectoryEvents>()
            .RegisterEventHandler<ChannelIdChanged, DirectoryEvents>()
            .RegisterEventHandler<ChannelRenamed, DirectoryEvents>()
            .RegisterEventHandler<ChannelShared, DirectoryEvents>()
            .RegisterEventHandler<ChannelUnshared, DirectoryEvents>()
            .RegisterEventHandler<GroupArchived, DirectoryEvents>()
            .RegisterEventHandler<GroupUnarchived, DirectoryEvents>()
            .RegisterEventHandler<GroupDeleted, DirectoryEvents>()
            .RegisterEventHandler<GroupLeft, DirectoryEvents>()
            .RegisterEventHandler<GroupRenamed, DirectoryEvents>());
    }
}
