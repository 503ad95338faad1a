using System.Diagnostics.CodeAnalysis;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>What was typed about a person; null is what was left out.</summary>
public sealed record RosterEntry(string UserId, Region? Region, TimeOnly? Start, TimeOnly? End, IReadOnlyList<DayOfWeek>? Days, string? Zone)
{
    /// <summary>A newcomer; zone and days that were left out are Slack's zone and Mon-Fri.</summary>
    public Engineer ToEngineer(string slackZone, DateTimeOffset now) => throw new NotSupportedException();

    /// <summary>The same person with what was typed changed.</summary>
    public Engineer ApplyTo(Engineer engineer, DateTimeOffset now) => throw new NotSupportedException();
}

/// <summary>The words after <c>/rotation add</c> and <c>/rotation edit</c>.</summary>
public static class RosterText
{
    public const string AddExample = "/rotation add @anna EMEA 09:00-17:00 Mon-Fri Europe/Amsterdam";

    /// <summary>A person with region and hours, days and zone optional.</summary>
    public static bool TryParseAdd(
        string text, [NotNullWhen(true)] out RosterEntry? entry, [NotNullWhen(false)] out string? error) =>
        throw new NotSupportedException();

    /// <summary>A person with at least one word to change.</summary>
    public static bool TryParseEdit(
        string text, [NotNullWhen(true)] out RosterEntry? entry, [NotNullWhen(false)] out string? error) =>
        throw new NotSupportedException();

    /// <summary>Reads <c>&lt;@U123|name&gt;</c> and <c>&lt;@U123&gt;</c>.</summary>
    public static bool TryParseMention(string word, [NotNullWhen(true)] out string? userId) => throw new NotSupportedException();

    /// <summary>True for an IANA zone that the time zone database knows.</summary>
    public static bool IsZone(string zone) => throw new NotSupportedException();
}
