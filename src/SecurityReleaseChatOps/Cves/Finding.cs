using System.Globalization;

namespace SecurityReleaseChatOps.Cves;

/// <summary>How much a finding weighs.</summary>
public enum Level
{
    /// <summary>It contradicts itself or the release: it cannot stay so.</summary>
    Error,

    /// <summary>It looks wrong, and a person judges it.</summary>
    Warning,

    /// <summary>It is only missing so far.</summary>
    Note,
}

/// <summary>What a check found.</summary>
/// <param name="Row">The process's own row that asks for it: <c>E5</c>.</param>
/// <param name="Where">The field, or the place in a text: <c>affected_versions</c>.</param>
/// <param name="Why">Plain text: what is wrong, in a sentence without a full stop.</param>
/// <param name="Mend">Plain text: what to do about it.</param>
public sealed record Finding(string Row, Level Level, string Where, string Why, string Mend);

public static class Findings
{
    /// <summary>How an answer begins: <c>1 errors, 2 warnings, 0 notes</c>, in these words whatever the numbers are.</summary>
    public static string Counted(IEnumerable<Finding> findings)
    {
        var counts = findings.CountBy(finding => finding.Level).ToDictionary();
        return string.Create(CultureInfo.InvariantCulture, $"{Of(Level.Error)} errors, {Of(Level.Warning)} warnings, {Of(Level.Note)} notes");

        int Of(Level level) => counts.GetValueOrDefault(level);
    }
}
