namespace SecurityReleaseChatOps.Checklists;

/// <summary>Where a button of a checklist stands, so that what it shows can be brought up to date after the press.</summary>
/// <param name="Release">The release's id.</param>
/// <param name="View">What is shown: see the constants, or a stage's page.</param>
internal sealed record Place(string Release, string View = Place.Next)
{
    /// <summary>What is next.</summary>
    public const string Next = "";

    /// <summary>All stages.</summary>
    public const string All = "all";

    /// <summary>The steps that tell somebody.</summary>
    public const string Tell = "tell";

    /// <summary>The App Home, which is drawn anew by itself.</summary>
    public const string Home = "home";

    private const char Separator = '|';
    private const string StageMark = "stage.";

    /// <summary>A page of a stage, counted from 0.</summary>
    public static Place OfStage(string release, string stage, int page = 0) =>
        new(release, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{StageMark}{stage}.{page}"));

    /// <summary>The stage and its page; null when something else is shown.</summary>
    public (string Stage, int Page)? Stage =>
        View.StartsWith(StageMark, StringComparison.Ordinal) && View[StageMark.Length..].Split('.') is [var stage, var page] && int.TryParse(page, out var number)
            ? (stage, number)
            : null;

    public static Place Parse(string? value) =>
        (value ?? "").Split(Separator, 2) is [var release, var view] ? new(release, view) : new(value ?? "");

    public override string ToString() => $"{Release}{Separator}{View}";
}
