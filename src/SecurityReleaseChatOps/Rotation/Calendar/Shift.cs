using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>A planned release of a cadence as a shift of the rotation. Stored only if it differs from the cadence's own date without people.</summary>
/// <param name="Id">Cadence and first planned date, <c>patch/2026-12-09</c>; kept when the date moves.</param>
/// <param name="Cadence">The cadence's name.</param>
/// <param name="Date">When its release is due.</param>
public sealed record Shift(string Id, string Cadence, DateOnly Date)
{
    /// <summary>Whether an admin dropped it; kept, so that it can come back.</summary>
    public bool Dropped { get; init; }

    /// <summary>Slack user id; null: nobody yet.</summary>
    public string? Primary { get; init; }

    /// <summary>Slack user id; null: nobody yet.</summary>
    public string? Secondary { get; init; }

    /// <summary>Whether a person decided who carries it (a swap, an admin), so that the planner leaves it.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The release started from it, whose date and pair it has; null until there is one.</summary>
    [JsonIgnore]
    public string? Release { get; init; }

    /// <summary>Whether that release has ended: nobody can give or take it any more.</summary>
    [JsonIgnore]
    public bool HasEnded { get; init; }

    /// <summary>The Primary, then the Secondary, without missing ones.</summary>
    [JsonIgnore]
    public IEnumerable<string> Pair => new[] { Primary, Secondary }.OfType<string>();

    /// <summary>The shift on a cadence's own date.</summary>
    public static Shift Of(string cadence, DateOnly date) => new(string.Create(CultureInfo.InvariantCulture, $"{cadence}/{date:O}"), cadence, date);

    /// <summary>The unchanged shift for an id; null when it is not a shift's id.</summary>
    public static Shift? Of(string id) =>
        id.Split('/') is [{ Length: > 0 } cadence, { Length: >= 10 } date]
        && DateOnly.TryParseExact(date[..10], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var planned)
            ? new(id, cadence, planned)
            : null;

    /// <summary>When its release is due by default.</summary>
    public Instant DueAt(Cadence cadence) => Date.AtUtc(cadence.Time);
}
