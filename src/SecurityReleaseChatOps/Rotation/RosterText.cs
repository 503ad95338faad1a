using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>What was typed about a person; null for parts left out.</summary>
public sealed record RosterEntry(string UserId)
{
    public Region? Region { get; init; }

    public (TimeOnly Start, TimeOnly End)? Hours { get; init; }

    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    public string? Zone { get; init; }

    /// <summary>As <see cref="Engineer.Holidays"/>.</summary>
    public string? Holidays { get; init; }

    /// <summary>A newcomer; zone and days default to Slack's zone and Mon-Fri.</summary>
    /// <exception cref="InvalidOperationException">Region or hours are missing.</exception>
    public Engineer ToEngineer(string slackZone, Instant now)
    {
        if (Region is not { } region || Hours is not { } hours)
        {
            throw new InvalidOperationException("A newcomer needs a region and hours.");
        }

        return new Engineer(UserId, region, Zone ?? slackZone, new WorkingHours(hours.Start, hours.End, Days ?? WorkingHours.Weekdays))
        {
            ChangedAt = now,
            Since = now,
            Holidays = Holidays,
        };
    }

    /// <summary>The person with the typed changes.</summary>
    public Engineer ApplyTo(Engineer engineer, Instant now) => engineer with
    {
        Region = Region ?? engineer.Region,
        Zone = Zone ?? engineer.Zone,
        Hours = new WorkingHours(Hours?.Start ?? engineer.Hours.Start, Hours?.End ?? engineer.Hours.End, Days ?? engineer.Hours.Days),
        ChangedAt = now,
        Holidays = Holidays ?? engineer.Holidays,
    };
}

/// <summary>The words after <c>/rotation add</c> and <c>/rotation edit</c>.</summary>
public static partial class RosterText
{
    /// <summary>mrkdwn: what every screen says while the roster is empty; <c>/rotation</c> has the button to start it.</summary>
    public const string Nobody = "Nobody is on the rotation yet. `/rotation` starts it.";

    public const string AddExample = "/rotation add @anna EMEA 09:00-17:00 Mon-Fri Europe/Amsterdam";
    public const string EditExample = "/rotation edit @anna 10:00-18:00";

    /// <summary>A person with region and hours, days and zone optional.</summary>
    /// <param name="error">Which word is wrong or missing, with a correct example.</param>
    public static bool TryParseAdd(Typed text, [NotNullWhen(true)] out RosterEntry? entry, [NotNullWhen(false)] out string? error)
    {
        if (TryParse(text, AddExample, out entry, out error))
        {
            error = entry.Region is null ? Say("the region is missing: APAC, EMEA or AMER", AddExample)
                : entry.Hours is null ? Say("the working hours are missing", AddExample)
                : null;
        }

        return error is null;
    }

    /// <summary>A person with at least one word to change.</summary>
    /// <param name="error">Which word is wrong or missing, with a correct example.</param>
    public static bool TryParseEdit(Typed text, [NotNullWhen(true)] out RosterEntry? entry, [NotNullWhen(false)] out string? error)
    {
        if (TryParse(text, EditExample, out entry, out error) && entry == new RosterEntry(entry.UserId))
        {
            error = Say("nothing to change was given: a region, hours, days, a time zone or holidays:NL", EditExample);
        }

        return error is null;
    }

    /// <summary>Reads <c>&lt;@U123|name&gt;</c> and <c>&lt;@U123&gt;</c>.</summary>
    public static bool TryParseMention(Typed word, [NotNullWhen(true)] out string? userId)
    {
        var match = Mention().Match(word.Folded);
        userId = match.Success ? match.Groups["id"].Value : null;
        return match.Success;
    }

    /// <summary>The same, and <c>U123</c> as Slack's profiles have it to copy: of who left it lists no name.</summary>
    public static bool TryParseId(Typed word, [NotNullWhen(true)] out string? userId)
    {
        userId = TryParseMention(word, out var mentioned) ? mentioned : Id().IsMatch(word.Folded) ? word.Folded : null;
        return userId is not null;
    }

    /// <summary>The time zone database's own spelling of an IANA zone; null when it knows none of that name.</summary>
    public static string? FindZone(Typed name) =>
        DateTimeZoneProviders.Tzdb.Ids.FirstOrDefault(id => id.Equals(name.Folded, StringComparison.OrdinalIgnoreCase))
        ?? DateTimeZoneProviders.Tzdb.GetZoneOrNull(name.Folded)?.Id;

    private static bool TryParse(
        Typed text, string example, [NotNullWhen(true)] out RosterEntry? entry, [NotNullWhen(false)] out string? error)
    {
        entry = null;
        var match = FirstWord().Match(HalfDay().Replace(Joined().Replace(Until().Replace(text.Folded, "-"), "${joint}"), "${half}"));
        var person = match.Groups["first"].Value;
        if (!TryParseMention(person, out var userId))
        {
            error = person.Length == 0
                ? Say("the person is missing", example)
                : Say($"{PlainText.Quote(person)} is not a person: type @ and pick the name from Slack's list", example);
            return false;
        }

        var read = new RosterEntry(userId);
        foreach (var word in match.Groups["rest"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var wrong = Read(word, ref read);
            if (wrong is not null)
            {
                error = Say(wrong, example);
                return false;
            }
        }

        (entry, error) = (read, null);
        return true;
    }

    // Each word's form tells what it means; the order does not matter, but each comes once.
    private static string? Read(string word, ref RosterEntry entry)
    {
        if (char.IsAsciiDigit(word[0]))
        {
            if (!WorkingHours.TryParseHours(word, out var start, out var end, out var error))
            {
                return error;
            }

            var seen = entry.Hours is not null;
            entry = entry with { Hours = (start, end) };
            return seen ? $"{PlainText.Quote(word)} is a second time: give the working hours once" : null;
        }

        if (HolidaysOf().Match(word) is { Success: true } holidays)
        {
            var (seen, country) = (entry.Holidays is not null, holidays.Groups["country"].Value.ToUpperInvariant());
            entry = entry with { Holidays = country == "NONE" ? "" : country };
            return seen ? $"{PlainText.Quote(word)} is a second country: a person has the holidays of one" : null;
        }

        if (Enum.GetNames<Region>().Contains(word, StringComparer.OrdinalIgnoreCase))
        {
            var seen = entry.Region is not null;
            entry = entry with { Region = Enum.Parse<Region>(word, ignoreCase: true) };
            return seen ? $"{PlainText.Quote(word)} is a second region: a person has one" : null;
        }

        if (FindZone(word) is { } zone)
        {
            var seen = entry.Zone is not null;
            entry = entry with { Zone = zone };
            return seen ? $"{PlainText.Quote(word)} is a second time zone: a person has one" : null;
        }

        if (StartsLikeDay().IsMatch(word))
        {
            var seen = entry.Days is not null;
            if (!WorkingHours.TryParseDays(word, out var days, out var error))
            {
                return error;
            }

            entry = entry with { Days = days };
            return seen ? $"{PlainText.Quote(word)} gives the days a second time: write them as one word" : null;
        }

        var meant = word.Contains('/') ? "not a time zone I know: write it like Europe/Amsterdam"
            : entry.Region is null ? "not a region: write APAC, EMEA or AMER"
            : "neither working days, like Mon-Fri, nor a time zone, like Europe/Amsterdam";
        return $"{PlainText.Quote(word)} is {meant}";
    }

    private static string Say(string wrong, string example) => $"{char.ToUpperInvariant(wrong[0])}{wrong[1..]}. For example: {example}";

    [GeneratedRegex(@"^<@(?<id>[A-Z0-9]{2,32})(\|[^<>]*)?>$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Mention();

    [GeneratedRegex("^[UW][A-Z0-9]{2,31}$", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Id();

    [GeneratedRegex("^holidays:(?<country>[a-z]{2}|none)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex HolidaysOf();

    // A name inside a mention may contain spaces.
    [GeneratedRegex(@"^(?<first><[^>]*>|\S*)\s*(?<rest>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex FirstWord();

    // "9 to 17" and "Monday to Friday".
    [GeneratedRegex(@"\s+(to|until|till)\s+", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Until();

    // Makes one word of "09:00 - 17:00" and of "Mon, Wed"; below, also of "9 am".
    [GeneratedRegex(@"\s*(?<joint>,|-+)\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Joined();

    [GeneratedRegex(@"(?<=[0-9])\s+(?<half>[ap]m)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex HalfDay();

    [GeneratedRegex(@"^(mon|tue|wed|thu|fri|sat|sun|(mo|tu|we|th|fr|sa|su)\b)", RegexOptions.IgnoreCase
        | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex StartsLikeDay();
}
