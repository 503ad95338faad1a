namespace SecurityReleaseChatOps.Cves;

/// <summary>The severity of a finding.</summary>
public enum Level
{
    /// <summary>A contradiction, in itself or with the release: it must be fixed.</summary>
    Error,

    /// <summary>It looks wrong; a person decides.</summary>
    Warning,

    /// <summary>It is still missing.</summary>
    Note,
}

/// <summary>What a check found.</summary>
/// <param name="Row">The row of the process that requires it: <c>E5</c>.</param>
/// <param name="Where">The field, or the position in a text: <c>affected_versions</c>.</param>
/// <param name="Why">Plain text: what is wrong, in a sentence without a full stop.</param>
/// <param name="Mend">Plain text: what to do about it.</param>
public sealed record Finding(string Row, Level Level, string Where, string Why, string Mend);

public static class Findings
{
    /// <summary>How an answer begins: <c>1 errors, 2 warnings, 0 notes</c>, in this wording whatever the numbers.</summary>
    public static string Counted(IEnumerable<Finding> findings)
    {
        var counts = findings.CountBy(finding => finding.Level).ToDictionary();
        return string.Create(CultureInfo.InvariantCulture, $"{Of(Level.Error)} errors, {Of(Level.Warning)} warnings, {Of(Level.Note)} notes");

        int Of(Level level) => counts.GetValueOrDefault(level);
    }
}
