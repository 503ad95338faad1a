using SecurityReleaseChatOps.Forms;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Someone who says that a release is public.</summary>
/// <param name="UserId">Slack user id.</param>
/// <param name="AtWork">Whether their workday is on; whom the rotation does not know is not at work.</param>
public sealed record Publisher(string UserId, bool IsAdmin, bool IsReleaseManager, bool AtWork);

/// <summary>Publication is a gate, since it ends the embargo: who may say it, with or without something missing; pure.</summary>
public static class PublishRules
{
    public static bool May(Release release, IReadOnlyList<Missing> missing, Publisher person) => missing.Count == 0
        ? person.IsAdmin || person.IsReleaseManager || release.Pair.Contains(person.UserId)
        : person.IsAdmin || person.UserId == release.Primary || (person.UserId == release.Secondary && person.AtWork);

    /// <summary>mrkdwn: who may say it, for one who may not.</summary>
    public static string WhoMay(Release release, IReadOnlyList<Missing> missing) => missing.Count == 0
        ? $"{Mrkdwn.User(release.Primary)}, {Mrkdwn.User(release.Secondary)}, a release manager or an admin says that it is public."
        : $"Something is missing: {Mrkdwn.User(release.Primary)}, {Mrkdwn.User(release.Secondary)} while at work, or an admin can publish, with a reason.";

    /// <summary>Whether it is asked once more, since its due time is still to come.</summary>
    public static bool IsEarly(Release release, Instant now) => now < release.DueAt;

    /// <param name="reason">Why it goes out although something is missing; kept only then.</param>
    public static Decision<Release> Publish(Release release, IReadOnlyList<Missing> missing, string? reason, Publisher person, Instant now) =>
        !May(release, missing, person) ? Decision<Release>.Refuse("You cannot say that it is public")
        : missing.Count > 0 && string.IsNullOrWhiteSpace(reason) ? Decision<Release>.Refuse("Say why it goes out without what is missing")
        : ReleaseRules.WithReason(reason, why => release with
        {
            State = ReleaseState.Published,
            PublishedAt = now,
            PublishedWhy = missing.Count > 0 ? why : null,
            Changed = new StateChange(person.UserId, now),
        });
}
