using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Rotation.Calendar;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary><c>/rotation export</c>: sends the roster, the shifts and who carried how much as CSV to whoever asks.</summary>
internal sealed class ExportRotationCommand(RotationReader rotation, IStore store, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "export", "", "roster, shifts and load as CSV files");

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var snapshot = await rotation.Whole(ct);
        var now = time.GetUtcNow();
        var loads = LoadCommand.Ordered(FairnessRules.Of(snapshot, Instant.FromDateTimeOffset(now)), directory.NameOf);
        var stamp = now.ToString("yyyy-MM-dd-HHmmssfff", CultureInfo.InvariantCulture);
        var commit = new Commit()
            .Effect(new GiveFile(
                $"rotation-roster-{stamp}.csv", call.UserId, RotationCsv.Roster(snapshot.Roster, directory.NameOf), "The roster. `/rotation import` reads it back.",
                RotationTelling.About))
            .Effect(new GiveFile(
                $"rotation-shifts-{stamp}.csv", call.UserId, RotationCsv.Shifts(snapshot.Shifts, directory.NameOf), "The shifts. `/rotation import` reads them back.",
                RotationTelling.About))
            .Effect(new GiveFile(
                $"rotation-load-{stamp}.csv", call.UserId, RotationCsv.Loads(loads, directory.NameOf),
                "Who carried how much within a year; who may take more comes first.", RotationTelling.About));
        return await store.Run(
            call.Slack.DeliveryId,
            _ => Task.FromResult<(Commit?, SlashCommandResponse)>((commit, SlashCommandResponse.Ephemeral("The three files are in your messages with me."))),
            SlashCommandResponse.Ephemeral("That was done already."),
            ct);
    }
}
