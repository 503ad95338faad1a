using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Outside;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>The people who carry releases, and their working hours.</summary>
internal static class RotationFeature
{
    public static void AddRotation(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton(HolidayCalendars.Load(settings.HolidaysFile));
        services.AddSingleton<AbsenceStore>();
        services.AddSingleton<AwayForms>();
        services.AddSingleton<AwayTelling>();
        services.AddSingleton<StatusHintStore>();
        services.AddSingleton<StatusHintMessage>();
        services.AddSingleton<KeptRoster>();
        services.AddSingleton<KeptPresence>();
        services.AddSingleton(CadenceYaml.Load(settings.Cadences, settings.CadenceDirectory));
        services.AddSingleton<ShiftStore>();
        services.AddSingleton<CoverStore>();
        services.AddSingleton<RotationReader>();
        services.AddSingleton<Proposals>();
        services.AddSingleton<ShiftChanges>();
        services.AddSingleton<CalendarEditing>();
        services.AddSingleton<RosterChange>();
        services.AddSingleton<LeaversCheck>();
        services.AddSingleton<Access.IFollowsLeavers, Leavers>();
        services.AddSingleton<Access.INeedsToKnow, RotationNeeds>();
        services.AddHealthChecks().AddCheck<LeaversCheck>("rotation");
        services.AddSubcommand<ShowRotationCommand>();
        services.AddSubcommand<AddEngineerCommand>();
        services.AddSubcommand<EditEngineerCommand>();
        services.AddSubcommand<RemoveEngineerCommand>();
        services.AddSubcommand<ShowCalendarCommand>();
        services.AddSubcommand<MoveShiftCommand>();
        services.AddSubcommand<DropShiftCommand>();
        services.AddSubcommand<AddShiftCommand>();
        services.AddSubcommand<PlanCommand>();
        services.AddSubcommand<WhoCommand>();
        services.AddSubcommand<LoadCommand>();
        services.AddSubcommand<AwayCommand>();
        services.AddDueJob<ShiftsInDangerJob>(ShiftsInDangerJob.Name);
        services.AddSingleton<SwapStore>();
        services.AddSingleton<Swapping>();
        services.AddSingleton<SwapForms>();
        services.AddSubcommand<SwapCommand>();
        services.AddDueJob<SwapsJob>(SwapsJob.Name);
        services.AddSingleton<Covering>();
        services.AddSingleton<CoverForms>();
        services.AddSubcommand<CoverCommand>();
        services.AddDueJob<CoversJob>(CoversJob.Name);
        services.AddRotationOutside();
        services.AddSlackNet(slack => slack
            .RegisterCommand("/rotation")
            .RegisterEventHandler<UserChanged, StatusHints>()
            .RegisterBlockOptionProvider<PeopleOfRotation>(PersonPicker.MenuId)
            .RegisterBlockOptionProvider<ReturnsOfRotation>(ReturnPicker.MenuId));
    }
}
