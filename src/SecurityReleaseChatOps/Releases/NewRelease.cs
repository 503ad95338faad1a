using NodaTime;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>The form <b>New release</b> as it was filled.</summary>
/// <param name="Versions">As typed.</param>
/// <param name="Links">As typed; blank ones may be left in.</param>
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
    bool ByAdmin);

/// <summary>Names of the form's inputs, under which errors are reported.</summary>
public static class ReleaseFields
{
    public const string Kind = "kind";
    public const string Product = "product";
    public const string Versions = "versions";
    public const string DueDate = "due_date";
    public const string Primary = "primary";
    public const string Secondary = "secondary";
    public const string OverrideReason = "override_reason";

    public static string Link(ReleaseLink link) => $"link_{ReleaseLinks.Word(link)}";
}

public static class NewRelease
{
    /// <summary>The new release, or what is wrong, by field of <see cref="ReleaseFields"/>.</summary>
    public static FormDecision<Release> Decide(
        NewReleaseInput input, IReadOnlyList<Engineer> roster, IReadOnlyList<Release> existing, Instant now) =>
        throw new NotSupportedException();

    /// <summary>The id for the next release: <c>R13</c> after <c>R12</c>.</summary>
    public static string NextId(IEnumerable<Release> existing) => throw new NotSupportedException();

    /// <summary>Who is next: those whose last release is longest ago, of two regions; null where the roster has nobody.</summary>
    public static (Engineer? Primary, Engineer? Secondary) SuggestPair(
        IReadOnlyList<Engineer> roster, IReadOnlyList<Release> existing) => throw new NotSupportedException();
}
