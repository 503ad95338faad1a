using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>Somebody who wants to take a release over.</summary>
/// <param name="Engineer">As the rotation knows them; null when it does not.</param>
public sealed record Taker(string UserId, bool IsAdmin, Engineer? Engineer);

/// <summary>A takeover from somebody who was away: by whom (Slack user id), from whom and why.</summary>
public sealed record TakenOver(string By, string From, string Reason, Instant At);

/// <summary>Who may take a release from its holder without a handover. Pure.</summary>
public static class HolderRules
{
    /// <param name="holder">The holder, as the rotation knows them; null when it does not.</param>
    /// <param name="name">From a Slack user id to the name that people read.</param>
    /// <returns>Why they cannot, in plain text without a full stop; null when they can.</returns>
    public static string? Refuse(Release release, Engineer? holder, Taker taker, Func<string, string> name, Instant now) =>
        taker.UserId == release.Owner ? $"You have {release.Id} already"
        : !taker.IsAdmin && !release.Pair.Contains(taker.UserId)
        ? $"{name(release.Owner)} has {release.Id}. Only the other one of its pair, or an admin, can take it over"
        : holder is not null && Workdays.IsAtWork(holder, now) ? $"{name(release.Owner)} has {release.Id} and is at work: ask them to hand it over"
        : taker.Engineer is null ? "You are not on the rotation, so your working hours are unknown: an admin adds you with /rotation add"
        : null;

    /// <summary>The release with its new holder.</summary>
    public static Decision<Release> TakeOver(Release release, Engineer? holder, Taker taker, string? reason, Func<string, string> name, Instant now) =>
        Refuse(release, holder, taker, name, now) is { } no ? Decision<Release>.Refuse(no)
        : string.IsNullOrWhiteSpace(reason) ? Decision<Release>.Refuse("Say in a sentence why")
        : ReleaseRules.WithReason(reason, why => release.HeldBy(taker.UserId, now) with
        {
            TakenOver = new(taker.UserId, release.Owner, why!, now),
        });
}
