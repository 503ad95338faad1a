using System.Text.RegularExpressions;
using NodaTime;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary>That somebody's Slack status says that they are away while they are on: they were asked about it, once.</summary>
/// <param name="Person">Slack user id.</param>
/// <param name="Status">Emoji, words and end of the status that it was about: the same one is not asked about again.</param>
/// <param name="AskedAt">Part of the key of the message that asks.</param>
/// <param name="Until">The last day away at their place, as far as the status says.</param>
public sealed record StatusHint(string Person, string Status, DateTimeOffset AskedAt, DateOnly? Until)
{
    /// <summary>Whether nothing is asked any more.</summary>
    public bool IsSettled { get; init; }
}

/// <summary>What a Slack status hints at, pure. It only ever asks: words and emoji mean what people like.</summary>
public static partial class StatusRules
{
    /// <summary>How far a status without an end is looked ahead.</summary>
    private const int OpenDays = 7;

    private static readonly string[] Emoji =
    [
        ":palm_tree:", ":desert_island:", ":beach_with_umbrella:", ":umbrella_on_ground:", ":camping:", ":face_with_thermometer:",
        ":face_with_head_bandage:", ":sneezing_face:", ":hospital:",
    ];

    /// <summary>Whether a status says that its person is away.</summary>
    public static bool SaysAway(UserProfile? profile) =>
        profile is not null && (Emoji.Contains(profile.StatusEmoji ?? "") || Words().IsMatch(profile.StatusText ?? ""));

    /// <summary>Which status it is.</summary>
    public static string Of(UserProfile profile) => $"{profile.StatusEmoji} {profile.StatusText} {profile.StatusExpiration ?? 0}";

    /// <summary>The last day of it at the person's place; null when it has no end.</summary>
    public static DateOnly? LastDay(UserProfile profile, Engineer engineer) => profile.StatusExpiration is > 0 and var end
        // Slack's own end of a day is its last second, or midnight.
        ? Workdays.Today(engineer, Instant.FromUnixTimeSeconds(end) - Duration.FromSeconds(1))
        : null;

    /// <summary>
    /// The first shift of theirs with a day of its release between today and the end of their status on which they work and are not off already; null where
    /// there is none, and nothing is asked.
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
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}

/// <summary>The hints' documents: the last one of each person.</summary>
internal sealed class StatusHintStore(IStore store)
{
    private static readonly DocumentKind<StatusHint> Kind = new("status-hint");

    public ValueTask<Doc<StatusHint>?> Get(string person, CancellationToken ct) => store.Get(Kind, person, ct);

    /// <param name="read">As it was read; null when it is the first.</param>
    public static void Save(Commit commit, Doc<StatusHint>? read, StatusHint hint) => commit.Put(Kind, hint.Person, hint, read?.Version ?? 0);
}
