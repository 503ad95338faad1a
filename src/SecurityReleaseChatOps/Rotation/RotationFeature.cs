using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Outside;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>The people who carry releases, and when they work.</summary>
internal static class RotationFeature
{
    public static void AddRotation(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton(HolidayCalendars.Load(settings.HolidaysFile));
        services.AddSingleton<AbsenceStore>();
        services.AddSingleton<AwayForms>();
        services.AddSingleton<AwayTelling>();
        services.AddSingleton<KeptRoster>();
        services.AddSingleton(CadenceYaml.Load(settings.Cadences, settings.CadenceDirectory));
        services.AddSingleton<ShiftStore>();
        services.AddSingleton<CoverStore>();
        services.AddSingleton<RotationReader>();
        services.AddSingleton<RosterChange>();
        services.AddSingleton<LeaversCheck>();
        services.AddSingleton<Access.IFollowsLeavers, Leavers>();
        services.AddSingleton<Access.INeedsToKnow, RotationNeeds>();
        services.AddHealthChecks().AddCheck<LeaversCheck>("rotation");
        services.AddRotationOutside();
        services.AddSubcommand<ShowRotationCommand>();
        services.AddSubcommand<AddEngineerCommand>();
        services.AddSubcommand<EditEngineerCommand>();
        services.AddSubcommand<RemoveEngineerCommand>();
        services.AddSubcommand<AwayCommand>();
        services.AddSingleton(new NotACommand("/rotation", "swap", "To let the other engineer carry on with a release, hand it over: `/handover`."));
        services.AddSlackNet(slack => slack
            .RegisterCommand("/rotation")
            .RegisterBlockActionHandler<ButtonAction, FillRoster>(FillRoster.ActionId)
            .RegisterBlockActionHandler<ButtonAction, AwayButton>(AwayButton.ActionId)
            .RegisterBlockActionHandler<ButtonAction, RemoveAbsence>(RemoveAbsence.ActionId)
            .RegisterViewSubmissionHandler<AwayModal>(AwayModal.CallbackId)
            .RegisterBlockOptionProvider<PeopleOfRotation>(PersonPicker.MenuId)
            .RegisterViewSubmissionHandler<EngineerModal>(EngineerModal.CallbackId));
    }
}
