using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The submitted form <b>New release</b>.</summary>
/// <param name="Versions">As typed.</param>
/// <param name="Links">As typed; may contain blanks.</param>
/// <param name="SameHoursMeant">Whether a pair with the same working hours was confirmed.</param>
/// <param name="Rehearsal">Whether it is only a rehearsal.</param>
/// <param name="OverrideReason">Why a pair of one region is allowed; only an admin's counts.</param>
public sealed record NewReleaseInput(
    ReleaseKind? Kind,
    string? Product,
    string? Versions,
    DateOnly? DueDate,
    string? Primary,
    string? Secondary,
    IReadOnlyDictionary<ReleaseLink, string?> Links,
    string? OverrideReason,
    string By,
    bool ByAdmin,
    Severity? Severity = null,
    TimeOnly? DueTime = null,
    bool SameHoursMeant = false,
    bool Rehearsal = false);

/// <summary>Names of the form's inputs, under which errors are reported.</summary>
public static class ReleaseFields
{
    public const string Kind = "kind";
    public const string Product = "product";
    public const string Versions = "versions";
    public const string DueDate = "due_date";
    public const string Primary = "primary";
    public const string Secondary = "secondary";
    public const string SameHours = "same_hours";
    public const string OverrideReason = "override_reason";
    public const string Severity = "severity";
    public const string Fixes = "fixes";
    public const string Rehearsal = "rehearsal";

    public static string Link(ReleaseLink link) => $"link_{ReleaseLinks.Word(link)}";
}

public static class NewRelease
{
    /// <summary>Longest reason, in characters.</summary>
    public const int LongestReason = 500;

    private const int LongestProduct = 75;

    /// <summary>The new release, or what is wrong, by field of <see cref="ReleaseFields"/>.</summary>
    /// <param name="today">Where the asker is.</param>
    public static Decision<Release> Decide(
        NewReleaseInput input, IReadOnlyList<Engineer> roster, IReadOnlyList<Release> existing, DateOnly today, Instant now)
    {
        var errors = new Dictionary<string, string>();
        if (input.Kind is null)
        {
            errors[ReleaseFields.Kind] = "Choose the kind of release";
        }

        var product = input.Product?.Trim() ?? "";
        if (product.Length is 0 or > LongestProduct)
        {
            errors[ReleaseFields.Product] = $"Name the product in at most {LongestProduct} characters, like {Products.GitLab}";
        }

        var versions = ReadVersions(input.Versions ?? "", product, [.. existing.Where(release => release.Rehearsal == input.Rehearsal)], errors);
        var pair = PairRules.Read(new(input.Primary, input.Secondary, input.OverrideReason, input.ByAdmin, input.SameHoursMeant), roster, now, errors);
        var dueTime = input.DueTime ?? Cadence.UsualTime;
        if (DueDateError(input.DueDate, dueTime, today, now) is { } late)
        {
            errors[ReleaseFields.DueDate] = late;
        }

        var links = ReleaseLinks.None.Read(input.Links, errors);
        if (errors.Count > 0)
        {
            return Decision<Release>.Refuse(errors);
        }

        return Decision<Release>.New(new Release
        {
            Id = NextId(existing),
            Kind = input.Kind!.Value,
            Product = product,
            Versions = versions,
            DueDate = input.DueDate!.Value,
            DueTime = dueTime,
            Primary = pair!.Primary.UserId,
            Secondary = pair.Secondary.UserId,
            Owner = pair.Primary.UserId,
            Links = links,
            Severity = input.Severity,
            Rehearsal = input.Rehearsal,
            CreatedBy = input.By,
            CreatedAt = now,
            OverrideReason = pair.OverrideReason,
        });
    }

    /// <summary>The id for the next release: <c>R13</c> after <c>R12</c>.</summary>
    public static string NextId(IEnumerable<Release> existing) =>
        string.Create(CultureInfo.InvariantCulture, $"R{existing.Select(release => Number(release.Id)).DefaultIfEmpty().Max() + 1}");

    /// <summary>The roster by whose turn it is: those whose last release was longest ago come first (rehearsals not counted).</summary>
    public static IReadOnlyList<Engineer> Rested(IReadOnlyList<Engineer> roster, IEnumerable<Release> existing)
    {
        var last = new Dictionary<string, int>();
        foreach (var release in existing.Where(release => release is { State: not ReleaseState.Cancelled, Rehearsal: false }))
        {
            foreach (var person in release.Pair)
                last[person] = Math.Max(last.GetValueOrDefault(person), Number(release.Id));
        }
        return [.. roster.OrderBy(engineer => last.GetValueOrDefault(engineer.UserId))];
    }

    /// <summary>Who is next, from two regions and if possible with different hours; null when there is nobody.</summary>
    /// <param name="rested">As <see cref="Rested"/> orders them.</param>
    public static (Engineer? Primary, Engineer? Secondary) SuggestPair(IReadOnlyList<Engineer> rested, Instant now)
    {
        var primary = rested.FirstOrDefault();
        var others = rested.Where(engineer => engineer.Region != primary!.Region);
        return (primary, others.FirstOrDefault(engineer => !Workdays.ShareHours(primary!, engineer, now)) ?? others.FirstOrDefault());
    }

    /// <summary>Why a date cannot be a due date; null when it can.</summary>
    /// <param name="time">Its time on that date, in UTC.</param>
    /// <param name="today">Where the asker is.</param>
    internal static string? DueDateError(DateOnly? due, TimeOnly time, DateOnly today, Instant now) =>
        due is not { } date ? "Choose the due date"
        : date < today ? $"{PlainText.Say(date)} is past: choose today or a later date"
        : date.AtUtc(time) <= now
        ? string.Create(CultureInfo.InvariantCulture, $"{PlainText.Say(date)} {time:HH:mm} UTC is past: choose a later date")
        : date > today.AddYears(1) ? $"{PlainText.Say(date)} is more than a year away: check the year"
        : null;

    internal static int Number(string id) =>
        id is ['R' or 'r', .. var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    /// <summary>A product's versions as typed, newest first; empty, with an error, when a release cannot have them.</summary>
    internal static IReadOnlyList<string> ReadVersions(
        string text, string product, IReadOnlyList<Release> existing, Dictionary<string, string> errors)
    {
        if (!ReleaseVersion.TryParseList(text, out var read, out var error))
        {
            errors[ReleaseFields.Versions] = error;
            return [];
        }

        var versions = read.Select(version => version.ToString()).ToList();
        var other = existing.FirstOrDefault(release =>
            release.Product == product && release.State != ReleaseState.Cancelled && release.Versions.Intersect(versions).Any());
        if (other is not null)
        {
            errors[ReleaseFields.Versions] = $"{other.Versions.Intersect(versions).First()} of {product} is already in {other.Id}";
        }

        return versions;
    }
}
