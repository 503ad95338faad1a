using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary>What others see of the rotation: calendars, a user group, a topic, reminders, files, and which hours nobody covers.</summary>
internal static class OutsideFeature
{
    public static void AddRotationOutside(this IServiceCollection services)
    {
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<FeedStore>();
        services.AddSingleton<CalendarLinks>();
        services.AddSingleton<IFollowsLeavers, FeedLeavers>();
        services.AddSubcommand<CalendarLinkCommand>();
        services.AddSingleton(new OpenToViewers(CalendarLinkButtons.ActionId));
        services.AddSingleton<INeedsToKnow, RotationGroups>();
        services.AddDueJob<UserGroupJob>("rotation-group");
        services.AddDueJob<TopicJob>("rotation-topic");
        services.AddDueJob<ShiftRemindersJob>("shift-reminders");
        services.AddDueJob<RosterGroupJob>("roster-group");
        services.AddSubcommand<CoverageCommand>();
        services.AddSubcommand<ExportRotationCommand>();
        services.AddSubcommand<ImportRotationCommand>();
    }
}

/// <summary>The members of groups that the rotation writes or follows are needed.</summary>
internal sealed class RotationGroups(Settings settings) : INeedsToKnow
{
    public ValueTask<Needs> Read(CancellationToken ct) =>
        new(new Needs([.. new[] { settings.Rotation.UserGroup, settings.Rotation.RosterGroup }.OfType<string>()], []));
}
