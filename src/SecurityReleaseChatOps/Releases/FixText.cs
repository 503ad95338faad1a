namespace SecurityReleaseChatOps.Releases;

/// <summary>A fix as it would stand in the post, ready to paste: kept as a comment on its issue when it is taken out late (row A4). Pure.</summary>
public static class FixText
{
    /// <summary>Markdown; what nobody has said is marked with who knows it.</summary>
    public static string Blog(ReleaseFix fix)
    {
        var severity = fix.Severity is null ? "[PSIRT: severity]" : fix.Severity.Name();
        var cve = fix.CveNumber is { } number ? $"[{number}](https://www.cve.org/CVERecord?id={number})" : "[PSIRT: CVE]";
        var thanks = fix.Reporter is { } reporter ? $"\n\nThanks {reporter} for reporting this vulnerability." : "";
        return $"### {fix.Title ?? "[PSIRT: title]"}\n\nThis is a {severity} severity issue. It is assigned {cve}.{thanks}";
    }
}
