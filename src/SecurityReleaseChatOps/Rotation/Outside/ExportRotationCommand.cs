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
        var now = time.Now();
        var loads = LoadCommand.Ordered(FairnessRules.Of(snapshot, now), directory.NameOf);
        var stamp = now.ToString("yyyy-MM-dd-HHmmssfff", CultureInfo.InvariantCulture);
        return await store.Give(
            call,
            [
                File("roster", RotationCsv.Roster(snapshot.Roster, directory.NameOf), "The roster. `/rotation import` reads it back."),
                File("shifts", RotationCsv.Shifts(snapshot.Shifts, directory.NameOf), "The shifts. `/rotation import` reads them back."),
                File("load", RotationCsv.Loads(loads, directory.NameOf), "Who carried how much within a year; who may take more comes first."),
            ],
            SlashCommandResponse.Ephemeral("The three files are in your messages with me."),
            ct);

        GiveFile File(string what, string csv, string comment) => new($"rotation-{what}-{stamp}.csv", call.UserId, csv, comment, RotationTelling.About);
    }
}
