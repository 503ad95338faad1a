using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Access;

/// <summary>Who may do what, and what the workspace must have for it.</summary>
internal static class AccessFeature
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<SlackDirectory>();
        services.AddSingleton<IChannelDirectory>(s => s.GetRequiredService<SlackDirectory>());
        services.AddSingleton<ChannelMessages>();
        services.AddSingleton<WorkspaceCheck>();
        services.AddSingleton<ISlackGate, AccessGate>();
        services.AddSingleton<DirectoryRefresh>();
        services.AddHostedService(s => s.GetRequiredService<DirectoryRefresh>());
        services.AddHealthChecks().AddCheck<WorkspaceCheck>("slack");
        services.AddSlackNet(slack => slack
            .RegisterEventHandler<UserGroupUpdated, DirectoryRefresh>()
            .RegisterEventHandler<UserChanged, DirectoryRefresh>()
            .RegisterEventHandler<MemberJoinedChannel, DirectoryRefresh>()
            .RegisterEventHandler<ChannelArchived, DirectoryRefresh>()
            .RegisterEventHandler<ChannelUnarchived, DirectoryRefresh>()
            .RegisterEventHandler<ChannelDeleted, DirectoryRefresh>()
            .RegisterEventHandler<ChannelRenamed, DirectoryRefresh>()
            .RegisterEventHandler<ChannelShared, DirectoryRefresh>()
            .RegisterEventHandler<ChannelUnshared, DirectoryRefresh>()
            .RegisterEventHandler<GroupArchived, DirectoryRefresh>()
            .RegisterEventHandler<GroupUnarchived, DirectoryRefresh>()
            .RegisterEventHandler<GroupDeleted, DirectoryRefresh>()
            .RegisterEventHandler<GroupLeft, DirectoryRefresh>()
            .RegisterEventHandler<GroupRenamed, DirectoryRefresh>());
    }
}
