using SecurityReleaseChatOps.Forms;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The points at which a release is checked before it goes on.</summary>
public enum Gate
{
    /// <summary>48 hours before: the fixes are settled.</summary>
    Cut,

    /// <summary>The draft of the post is there.</summary>
    Draft,

    /// <summary>The post moves to canonical.</summary>
    Canonical,

    /// <summary>It is public.</summary>
    Publish,

    /// <summary>It is closed.</summary>
    Close,
}

/// <summary>A feature that knows what must be done before a release passes a gate.</summary>
public interface IMissing
{
    /// <summary>What is not done yet.</summary>
    Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct);
}

/// <summary>Everything missing, by all features.</summary>
public sealed class Gates(IEnumerable<IMissing> features)
{
    public async Task<IReadOnlyList<Missing>> Before(Gate gate, Doc<Release> release, CancellationToken ct)
    {
        var missing = new List<Missing>();
        foreach (var feature in features)
            missing.AddRange(await feature.Before(gate, release, ct));
        return missing;
    }
}

/// <summary>Something not done yet, without which a release should not go on.</summary>
/// <param name="Key">Identifies it: the same at each look.</param>
/// <param name="Words">mrkdwn, for PSIRT and release managers to read.</param>
/// <param name="Who">mrkdwn: who has it; null for nobody.</param>
public sealed record Missing(string Key, string Words, string? Who = null);

/// <summary>Shows what is missing, in forms and messages.</summary>
internal static class MissingList
{
    private const int Most = 10;

    /// <summary>One mark for everything a form shows as missing, since there may be hundreds.</summary>
    public static Part<IReadOnlyList<Missing>> Whole { get; } = new("missing", Keys, Keys);

    /// <summary>mrkdwn: a line for each, and how many more there are.</summary>
    public static string Listed(this IReadOnlyList<Missing> missing, int most = Most) =>
        Text.PlainText.Some(missing, most, Line, "\n", "\n… and ");

    private static string Line(Missing one) => $"• {one.Words}{(one.Who is { } who ? $" – {who}" : "")}";

    private static string Keys(IReadOnlyList<Missing> missing) => string.Join(' ', missing.Select(one => one.Key).Order(StringComparer.Ordinal));
}
