using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Whether a fix is in a version of its release.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FixState>))]
public enum FixState
{
    /// <summary>Nobody has said.</summary>
    Unknown,

    Merged,

    /// <summary>It is not merged there: the version would ship without it.</summary>
    NotIn,
}

/// <summary>What somebody said about a fix in one version.</summary>
/// <param name="By">Slack user id of who said it.</param>
public sealed record FixIn(FixState State, string By, Instant At);

/// <summary>The origin of a fix that another release handed over.</summary>
/// <param name="Release">That release's id.</param>
/// <param name="Versions">That release's versions, newest first.</param>
public sealed record FixOrigin(string Release, IReadOnlyList<string> Versions);

/// <summary>The products that fixes are for. All but the Runner belong to the general release (row A7).</summary>
public static class FixProducts
{
    private static readonly (string Project, string Product)[] projects =
        [("gitlab-runner", Products.Runner), ("gitaly", "Gitaly"), ("gitlab-pages", "GitLab Pages"), ("gitlab-workhorse", "GitLab Workhorse"),
            ("omnibus-gitlab", "Omnibus GitLab")];

    public static IReadOnlyList<string> All { get; } = [Products.GitLab, .. projects.Select(known => known.Product)];

    /// <summary>By the project of a reference, such as <c>gitlab-org/gitaly#7</c>, wherever it is mirrored.</summary>
    public static string Of(string reference)
    {
        var project = reference.Split('#', '!')[0].Split('/')[^1];
        return projects.FirstOrDefault(known => known.Project.Equals(project, StringComparison.OrdinalIgnoreCase)).Product ?? Products.GitLab;
    }
}
