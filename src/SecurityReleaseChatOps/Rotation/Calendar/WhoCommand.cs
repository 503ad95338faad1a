using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary><c>/rotation who</c>: who is on (row B4), now, on a date, or of one rotation; or what somebody is on for.</summary>
internal sealed class WhoCommand(
    RotationReader rotation, KeptPresence presence, IEnumerable<IDuties> duties, SlackDirectory directory, TimeProvider time) : ISubcommand
{
    // More of them nobody reads on a phone.
    private const int Most = 5;

    public CommandUsage Usage { get; } = new("/rotation", "who", "[date or @name]", "who is on now or on a date, or what somebody does", Role.Viewer);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var (calendar, at) = (await rotation.Read(ct), time.Now());
        var today = directory.TodayOf(call.UserId, at);
        if (RosterText.TryParseMention(call.Rest, out var person))
        {
            var known = presence.Of(calendar.Roster).Find(person);
            return SlashCommandResponse.Ephemeral(known is not { } found ? $"{directory.Shown(person)} is not on the rotation."
                : $"{ShowRotationCommand.Line(found.Engineer, await Duties(person, ct), directory.NameOf(person), found.Day, at)}\n"
                    + Of(calendar, person, at, today, directory.Shown));
        }
        if (call.Rest.IsEmpty)
            return SlashCommandResponse.Ephemeral(Render(calendar, OnDuty.At(calendar, at), calendar.Unplanned, at, today, call.UserId, directory.Shown));
        if (TypedDate.TryParse(call.Rest, today, out var asked, out var wrong))
        {
            at = directory.ZoneOf(call.UserId).AtLeniently(LocalDate.FromDateOnly(asked).At(new LocalTime(12, 0))).ToInstant();
            return SlashCommandResponse.Ephemeral(Render(calendar, OnDuty.At(calendar, at), [], at, asked, call.UserId, directory.Shown, isNow: false));
        }
        var on = OnDuty.At(calendar, at, Named(calendar.Cadences, call.Rest.Folded));
        return SlashCommandResponse.Ephemeral(
            on.Count == 0 ? $"{Mrkdwn.Plain(wrong)}." : Render(calendar, on, [], at, today, call.UserId, directory.Shown));
    }

    /// <summary>mrkdwn: the reader's own first, then what is due next; and who carries a release that came unplanned, who is on as well.</summary>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    internal static string Render(
        RotationSnapshot calendar, IReadOnlyList<Duty> on, IReadOnlyList<ReleasePair> unplanned, Instant at, DateOnly today, string reader,
        Func<string, string> shown, bool isNow = true)
    {
        var ordered = on.OrderByDescending(duty => duty.Pair.Contains(reader)).ThenBy(duty => duty.Shift.Date).ToList();
        string[] lines =
        [
            .. ordered.Take(Most).Select(duty => Line(calendar, duty, at, today, shown)),
            .. ordered.Count > Most ? [$"and {ordered.Count - Most} more{(isNow ? $": `/rotation who {Title(ordered[Most])}` shows one" : "")}"] : (string[])[],
            .. unplanned.Take(Most).Select(release => $"*{release.Release}*: {Pair(calendar, Carrier.At(calendar, release, at), at, shown)}"),
            .. unplanned.Count > Most ? [$"and {unplanned.Count - Most} more: `/release list`"] : (string[])[],
        ];
        return lines.Length == 0 ? "Nobody is on then. `/rotation calendar` shows what is planned." : string.Join('\n', lines);

        string Title(Duty duty) => Mrkdwn.Plain(calendar.Of(duty.Shift)!.Title);
    }

    /// <summary>mrkdwn: what somebody is on for, the next first.</summary>
    internal static string Of(RotationSnapshot calendar, string person, Instant at, DateOnly today, Func<string, string> shown)
    {
        var coming = NextShift.All(calendar, person, at).ToList();
        return coming.Count == 0 ? "Nothing planned." : string.Join('\n',
        [
            .. coming.Take(Most).Select(one => $"{Named(calendar, one.Shift, today)}: {Pair(calendar, one.Pair, at, shown)}"),
            .. coming.Count > Most ? [$"and {coming.Count - Most} more"] : (string[])[],
        ]);
    }

    /// <summary>Those whose title has these words; the one whose title they are is meant alone.</summary>
    internal static IReadOnlyList<Cadence> Named(IReadOnlyList<Cadence> cadences, string words)
    {
        var found = cadences.Where(one => one.Title.Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Find(one => one.Title.Equals(words, StringComparison.OrdinalIgnoreCase)) is { } exact ? [exact] : found;
    }

    private async Task<IEnumerable<string>> Duties(string person, CancellationToken ct)
    {
        var all = new List<string>();
        foreach (var giver in duties)
            all.AddRange((await giver.Now(ct)).Where(duty => duty.UserId == person).Select(duty => duty.Duty));
        return all;
    }

    private static string Line(RotationSnapshot calendar, Duty duty, Instant at, DateOnly today, Func<string, string> shown) => duty.Pair.Count > 0
        ? $"{Named(calendar, duty.Shift, today)}: {Pair(calendar, duty.Carriers, at, shown)}, until {Mrkdwn.Date(duty.Until)}"
        : $"{Named(calendar, duty.Shift, today)}: nobody yet. "
            + (calendar.Roster.Count == 0 ? RosterText.Nobody : "An admin proposes with `/rotation plan`.");

    private static string Named(RotationSnapshot calendar, Shift shift, DateOnly today) =>
        $"*{ShiftText.Named(shift, calendar.Cadences, today)}*{(shift.Release is { } release ? $" ({release})" : "")}";

    private static string Pair(RotationSnapshot calendar, IReadOnlyList<Carrier> pair, Instant at, Func<string, string> shown)
    {
        return pair[0].By is { } one && pair[1].By == one
            ? $"{Named(one)} is {pair[0].Role} and {pair[1].Role}, for {shown(pair.First(carrier => carrier.Person != one).Person!)} too"
            : $"{Named(pair[0].By)} is {pair[0].Role}, {Named(pair[1].By)} {pair[1].Role}";

        string Named(string? person) => person is null ? "nobody"
            : (calendar.Engineer(person) is { } engineer && Workdays.IsAtWork(engineer, at) ? ":large_green_circle: " : "") + shown(person);
    }
}
