using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary><c>/rotation who [date]</c>: who is on (row B4).</summary>
internal sealed class WhoCommand(RotationReader rotation, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "who", "[date]", "who is on now, or on a date", Role.Viewer);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var (calendar, now) = (await rotation.Read(ct), time.GetUtcNow());
        var (at, date) = (Instant.FromDateTimeOffset(now), directory.TodayOf(call.UserId, now));
        if (!call.Rest.IsEmpty)
        {
            if (!TypedDate.TryParse(call.Rest, date, out date, out var wrong))
                return SlashCommandResponse.Ephemeral($"{Mrkdwn.Plain(wrong)}.");
            at = directory.ZoneOf(call.UserId).AtLeniently(LocalDate.FromDateOnly(date).At(new LocalTime(12, 0))).ToInstant();
        }
        var lines = OnDuty.At(calendar, at).Select(duty => Line(calendar, duty, at, date)).ToList();
        // Whoever carries a critical release is on as well.
        if (call.Rest.IsEmpty)
        {
            lines.AddRange(calendar.Releases.Where(release => release.IsActive && calendar.ShiftOf(release) is null)
                .Select(release => $"*{release.Release}*: {Pair(calendar, Carrier.At(calendar, release, at), at)}"));
        }
        return SlashCommandResponse.Ephemeral(lines.Count == 0 ? "Nobody is on then. `/rotation calendar` shows what is planned." : string.Join('\n', lines));
    }

    private string Line(RotationSnapshot calendar, Duty duty, Instant at, DateOnly today)
    {
        var named = $"*{ShiftText.Named(duty.Shift, calendar.Cadences, today)}*{(duty.Shift.Release is { } release ? $" ({release})" : "")}";
        return duty.Pair.Count > 0
            ? $"{named}: {Pair(calendar, duty.Carriers, at)}, until {Mrkdwn.Date(duty.Until.ToDateTimeOffset())}"
            : $"{named}: nobody yet. {(calendar.Roster.Count == 0 ? RosterText.Nobody : "An admin proposes with `/rotation plan`.")}";
    }

    private string Pair(RotationSnapshot calendar, IReadOnlyList<Carrier> pair, Instant at)
    {
        return pair[0].By is { } one && pair[1].By == one
            ? $"{Named(one)} is {pair[0].Role} and {pair[1].Role}, for {directory.Shown(pair.First(carrier => carrier.Person != one).Person!)} too"
            : $"{Named(pair[0].By)} is {pair[0].Role}, {Named(pair[1].By)} {pair[1].Role}";

        string Named(string? person) => person is null ? "nobody"
            : (calendar.Engineer(person) is { } engineer && Workdays.IsAtWork(engineer, at) ? ":large_green_circle: " : "") + directory.Shown(person);
    }
}
