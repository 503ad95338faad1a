using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary><c>/rotation export</c>: sends the roster and the shifts as CSV to whoever asks.</summary>
internal sealed class ExportRotationCommand(RotationReader rotation, IStore store, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "export", "", "roster and shifts as CSV files");

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var snapshot = await rotation.Whole(ct);
        var stamp = time.GetUtcNow().ToString("yyyy-MM-dd-HHmmssfff", CultureInfo.InvariantCulture);
        var commit = new Commit()
            .Effect(new GiveFile(
                $"rotation-roster-{stamp}.csv", call.UserId, RotationCsv.Roster(snapshot.Roster, directory.NameOf), "The roster. `/rotation import` reads it back.",
                RotationTelling.About))
            .Effect(new GiveFile(
                $"rotation-shifts-{stamp}.csv", call.UserId, RotationCsv.Shifts(snapshot.Shifts, directory.NameOf), "The shifts. `/rotation import` reads them back.",
                RotationTelling.About));
        return await store.Run(
            call.Slack.DeliveryId,
            _ => Task.FromResult<(Commit?, SlashCommandResponse)>((commit, SlashCommandResponse.Ephemeral("The two files are in your messages with me."))),
            SlashCommandResponse.Ephemeral("That was done already."),
            ct);
    }
}
