using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Text;

/// <summary>A time of day as people type it.</summary>
public static partial class WallTime
{
    /// <summary>
    /// Reads <c>09:00</c>, <c>0900</c>, <c>9</c>, <c>9.30</c>, <c>9h</c>, <c>9am</c>, <c>5:30 pm</c>, each also after <c>at</c>; <c>24:00</c> is
    /// midnight.
    /// </summary>
    public static bool TryParse(Typed text, out TimeOnly time)
    {
        time = default;
        if (Form().Match(text.Folded) is not { Success: true } match)
            return false;
        var hour = Number("hour");
        var minute = match.Groups["minute"].Success ? Number("minute") : 0;
        var half = match.Groups["half"].Value.ToLowerInvariant();
        if (half.Length > 0)
            hour = hour is < 1 or > 12 ? 99 : (hour % 12) + (half[0] == 'p' ? 12 : 0);
        if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
            return false;
        time = new(hour % 24, minute);
        return true;

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\A(?:at\s+)?(?<hour>[0-9]{1,2})(?:[:.h]?(?<minute>[0-9]{2}))?h?\s*(?<half>[ap]\.?m\.?)?\z", RegexOptions.ExplicitCapture
        | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Form();
}
