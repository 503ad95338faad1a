using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>The one question asked when somebody's Slack status says they are away during one of their shifts.</summary>
/// <param name="Person">Slack user id.</param>
/// <param name="Status">Emoji, text and end of that status: the same one is not asked about again.</param>
/// <param name="AskedAt">When it was asked; part of the message's key.</param>
/// <param name="Until">The last local day away according to the status; null when it has no end.</param>
public sealed record StatusHint(string Person, string Status, Instant AskedAt, DateOnly? Until)
{
    /// <summary>Whether the question is closed.</summary>
    public bool IsSettled { get; init; }
}

/// <summary>What a Slack status hints at. Pure. A hint only leads to a question: text and emoji can mean anything.</summary>
public static partial class StatusRules
{
    /// <summary>How many days ahead a status without an end is taken to reach.</summary>
    private const int OpenDays = 7;

    private static readonly string[] Emoji =
    [
        ":palm_tree:", ":desert_island:", ":beach_with_umbrella:", ":umbrella_on_ground:", ":camping:", ":face_with_thermometer:",
        ":face_with_head_bandage:", ":sneezing_face:", ":hospital:",
    ];

    /// <summary>Whether a status says that its person is away.</summary>
    public static bool SaysAway(UserProfile? profile) =>
        profile is not null && (Emoji.Contains(profile.StatusEmoji ?? "") || Words().IsMatch(profile.StatusText ?? ""));

    /// <summary>Identifies a status.</summary>
    public static string Of(UserProfile profile) => $"{profile.StatusEmoji} {profile.StatusText} {profile.StatusExpiration ?? 0}";

    /// <summary>Its last day in the person's zone; null when it has no end.</summary>
    public static DateOnly? LastDay(UserProfile profile, Engineer engineer) => profile.StatusExpiration is > 0 and var end
        // Slack ends a day at its last second, or at midnight.
        ? Workdays.Today(engineer, Instant.FromUnixTimeSeconds(end) - Duration.FromSeconds(1))
        : null;

    /// <summary>
    /// Their first shift with a release day, from today to the end of their status, on which they work and are not already off; null when
    /// there is none.
    /// </summary>
    /// <param name="last">See <see cref="LastDay"/>.</param>
    public static Shift? Meets(RotationSnapshot rotation, Engineer engineer, DateOnly? last, Instant now)
    {
        var today = Workdays.Today(engineer, now);
        var until = last ?? today.AddDays(OpenDays);
        return SwapRules.Of(rotation, engineer.UserId, now).FirstOrDefault(shift => SwapRules.Days(shift.Date)
            .Any(day => today <= day && day <= until && engineer.Hours.Days.Contains(day.DayOfWeek) && engineer.Off.Why(day) is null));
    }

    [GeneratedRegex(
        @"\b(vacation(ing)?|holidays?|on leave|(parental|maternity|paternity|sick|annual) leave|(out|off) sick|sick( day)?|ooo|out of (the )?office|pto|days? off"
        + @"|time off)\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Words();
}

/// <summary>Stores the latest hint of each person.</summary>
internal sealed class StatusHintStore(IStore store)
{
    private static readonly DocumentKind<StatusHint> Kind = new("status-hint");

    public ValueTask<Doc<StatusHint>?> Get(string person, CancellationToken ct) => store.Get(Kind, person, ct);

    /// <param name="read">The stored document; null for the first.</param>
    public static void Save(Commit commit, Doc<StatusHint>? read, StatusHint hint) => commit.Put(Kind, hint.Person, hint, read?.Version ?? 0);
}
