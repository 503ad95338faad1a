using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary><c>/rotation calendar</c>: the next releases with their pairs, on the reader's clock.</summary>
internal sealed class ShowCalendarCommand(RotationReader rotation, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "calendar", "", "the next releases, with their pairs", Role.Viewer);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct) => call.Rest.IsEmpty
        ? SlashCommandResponse.Ephemeral(CalendarMessage.Render(
            await rotation.Read(ct), time.Now(), directory.ZoneOf(call.UserId), person => ShiftText.Who(person, directory),
            call.Role == Role.Admin))
        : SlashCommandResponse.Ephemeral("Type `/rotation calendar` alone to see the next releases. Admins also have `move`, `drop` and `add`.");
}
