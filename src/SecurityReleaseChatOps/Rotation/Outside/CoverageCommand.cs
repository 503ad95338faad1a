using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Outside;

/// <summary><c>/rotation coverage [date or release]</c>: when nobody of a pair is at work in the week of a release, in words and as a picture.</summary>
internal sealed class CoverageCommand(RotationReader rotation, IStore store, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "coverage", "[date or release]", "when nobody of the pair is at work in a release's week");

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var snapshot = await rotation.Read(ct);
        var now = time.Now();
        var zone = ZoneOf(call.UserId);
        var (found, error) = Find(snapshot, call.Rest, now, zone);
        if (found is not { } of)
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(error!));
        var name = string.Create(CultureInfo.InvariantCulture, $"rotation-coverage-{of.Monday:yyyy-MM-dd}-{now:HHmmssfff}.png");
        var picture = new GiveFile(
            name, call.UserId, Convert.ToBase64String(CoveragePicture.Draw(of, directory.NameOf)), $"Coverage in the week of {of.WeekOf}.",
            RotationTelling.About)
        { AltText = CoverageText.Plain(of, directory.NameOf) };
        return await store.Give(call, [picture], SlashCommandResponse.Ephemeral(CoverageText.Message(of, directory.NameOf)), ct);
    }

    /// <summary>The week meant: the next planned release's, unless a date or release is named.</summary>
    internal static (WeekCoverage? Week, string? Error) Find(RotationSnapshot rotation, Typed text, Instant now, DateTimeZone zone)
    {
        if (!text.IsEmpty && rotation.Releases.FirstOrDefault(one => one.Release.Equals(text.Folded, StringComparison.OrdinalIgnoreCase)) is { } release)
            return (Week(release.Release, release.Date, [release.Primary, release.Secondary]), null);
        var coming = rotation.Coming(now).ToList();
        if (coming.Count == 0)
            return (null, "No release is planned.");
        var shift = coming[0];
        if (!text.IsEmpty)
        {
            if (!TypedDate.TryParse(text, now.InZone(zone).Date.ToDateOnly(), out var date, out var error))
                return (null, error);
            var monday = WeekCoverage.MondayOf(date);
            if (rotation.Shifts.FirstOrDefault(one => !one.Dropped && WeekCoverage.MondayOf(one.Date) == monday) is not { } named)
                return (null, $"No planned release is due in the week of {PlainText.Say(monday)}. The next one is due {PlainText.Say(shift.Date)}.");
            shift = named;
        }
        return (Week(rotation.Cadences.FirstOrDefault(cadence => cadence.Name == shift.Cadence)?.Title ?? shift.Cadence, shift.Date, shift.Pair), null);

        WeekCoverage Week(string title, DateOnly date, IEnumerable<string> pair) => new(
            title, WeekCoverage.MondayOf(date), zone,
            [.. pair.Select(person => rotation.Roster.FirstOrDefault(engineer => engineer.UserId == person)).OfType<Engineer>()], rotation.Roster, now);
    }

    private DateTimeZone ZoneOf(string user) =>
        directory.Find(user)?.Zone is { } zone && RosterText.FindZone(zone) is { } known ? DateTimeZoneProviders.Tzdb[known] : DateTimeZone.Utc;
}
