using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary><c>/rotation plan</c>: proposes people for releases that lack them; <c>/rotation plan anew</c> replans all that are not fixed.</summary>
internal sealed class PlanCommand(RotationReader rotation, Proposals proposals, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "plan", "[anew]", "propose who carries the coming releases", Role.Admin);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var anew = call.Rest.Bare.Equals("anew", StringComparison.OrdinalIgnoreCase);
        if (!anew && !call.Rest.IsEmpty)
        {
            return SlashCommandResponse.Ephemeral(
                "`/rotation plan` fills what is missing. `/rotation plan anew` also evens out the rest, except what is fixed and the next four weeks.");
        }
        var (calendar, now) = (await rotation.Read(ct), time.Now());
        if (calendar.Roster.Count == 0)
            return SlashCommandResponse.Ephemeral(RosterText.Nobody);
        return SlashCommandResponse.Ephemeral(PlanMessage.Render(
            proposals.Of(calendar, anew), calendar.Cadences, directory.NameOf, directory.TodayOf(call.UserId, now)));
    }
}
