namespace SecurityReleaseChatOps.Releases;

/// <summary>Keeps a CVE's identity when its number arrives: until then it is known by the reference of its request.</summary>
internal static class CveKeys
{
    /// <summary>
    /// The fixes with their <see cref="ReleaseFix.CveKey"/>. An existing number keeps its key; a new one takes that of the request
    /// by which one of its fixes was known, unless another number has it: then the two are not the same CVE.
    /// </summary>
    public static IReadOnlyList<ReleaseFix> Keep(IReadOnlyList<ReleaseFix> before, IReadOnlyList<ReleaseFix> after)
    {
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var byNumber = after.Where(fix => fix.CveNumber is not null).ToLookup(fix => fix.CveNumber!, StringComparer.OrdinalIgnoreCase);
        foreach (var number in byNumber.Select(group => group.Key))
        {
            if (before.FirstOrDefault(fix => Same(fix.Cve, number)) is { } known)
                keys[number] = known.CveKey;
        }
        foreach (var group in byNumber.Where(group => !keys.ContainsKey(group.Key)))
            keys[group.Key] = group.Select(fix => Request(before, fix.Id))
                .FirstOrDefault(request => request is not null && !keys.Values.Any(key => Same(key, request)));
        return [.. after.Select(fix => fix with { CveKey = fix.CveNumber is { } number ? keys[number] : null })];
    }

    private static string? Request(IReadOnlyList<ReleaseFix> before, string fix) =>
        before.FirstOrDefault(known => Same(known.Id, fix))?.CveId is { } id && !ReleaseFixes.IsCveNumber(id) ? id : null;

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
