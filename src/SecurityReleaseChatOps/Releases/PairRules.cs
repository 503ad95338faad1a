using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A release's pair as chosen in a form.</summary>
/// <param name="OverrideReason">Why a pair of one region is allowed; only an admin's counts.</param>
/// <param name="SameHoursMeant">Whether a pair with the same working hours was confirmed.</param>
public sealed record PairInput(string? Primary, string? Secondary, string? OverrideReason, bool ByAdmin, bool SameHoursMeant);

/// <summary>A release's pair, both on the rotation.</summary>
/// <param name="OverrideReason">Why both are from one region; null when they are not.</param>
public sealed record ChosenPair(Engineer Primary, Engineer Secondary, string? OverrideReason);

/// <summary>Who can be a release's pair, at its start and later.</summary>
public static class PairRules
{
    /// <summary>The audit's words for a change.</summary>
    internal const string Audited = "changed pair";

    /// <summary>The pair; null when errors were added to <paramref name="errors"/>, by field of <see cref="ReleaseFields"/>.</summary>
    public static ChosenPair? Read(PairInput input, IReadOnlyList<Engineer> roster, Instant now, Dictionary<string, string> errors)
    {
        var primary = Find(input.Primary, ReleaseFields.Primary, "Primary");
        var secondary = Find(input.Secondary, ReleaseFields.Secondary, "Secondary");
        if (primary is null || secondary is null)
            return null;
        var wrong =
            primary.UserId == secondary.UserId ? (ReleaseFields.Secondary, "This is the Primary too: choose someone else, from another region")
            : primary.Region == secondary.Region ? OneRegion(input, primary.Region)
            : !input.SameHoursMeant && Workdays.ShareHours(primary, secondary, now)
                ? (ReleaseFields.SameHours, $"They work at the same hours ({primary.Zone}, {secondary.Zone}), and nobody covers the Primary's night")
            : ((string Field, string Words)?)null;
        if (wrong is { } found)
        {
            errors[found.Field] = found.Words;
            return null;
        }
        return new(primary, secondary, primary.Region == secondary.Region ? input.OverrideReason!.Trim() : null);

        Engineer? Find(string? userId, string field, string role)
        {
            var engineer = roster.FirstOrDefault(one => one.UserId == userId);
            if (engineer is null)
                errors[field] = string.IsNullOrEmpty(userId) ? $"Choose the {role}" : "This person is not on the roster: an admin adds them with /rotation add";
            return engineer;
        }
    }

    /// <summary>
    /// Changes the pair of an active release. The holder keeps it, unless they left the pair: then the new Primary has it, or the new
    /// Secondary when only they are at work.
    /// </summary>
    public static Decision<Release> Change(Release release, PairInput input, IReadOnlyList<Engineer> roster, Instant now)
    {
        var errors = new Dictionary<string, string>();
        if (Read(input, roster, now, errors) is not { } pair)
            return Decision<Release>.Refuse(errors);
        var (primary, secondary) = (pair.Primary.UserId, pair.Secondary.UserId);
        if (release.Primary == primary && release.Secondary == secondary)
            return Decision<Release>.Refuse(ReleaseFields.Primary, "They are the pair already");
        var changed = release with
        {
            Primary = primary,
            Secondary = secondary,
            PrimarySince = primary == release.Primary ? release.PrimarySince : now,
            SecondarySince = secondary == release.Secondary ? release.SecondarySince : now,
            OverrideReason = pair.OverrideReason,
            Covered = null,
        };
        var keeps = !release.Pair.Contains(release.Owner) || changed.Pair.Contains(release.Owner);
        return Decision<Release>.New(keeps ? changed : Held(changed, primary, roster, now));
    }

    /// <summary>
    /// Replaces one person by another in an active release; the other engineer of the pair carries it alone until that is taken back. A handover waiting for
    /// them waits for the new one; if theirs waits for somebody who stays, they hold the release until that is accepted. Otherwise the holder follows.
    /// </summary>
    /// <returns>The same where <paramref name="from"/> does not carry it.</returns>
    public static Release Replace(Release release, string from, string to, IReadOnlyList<Engineer> roster, Instant now)
    {
        var changed = release.Pair.Contains(to)
            ? release.Pair.Contains(from) ? release with { Covered = new(from, release.Owner == from) } : release
            : release with
            {
                Covered = null,
                Primary = Part(release.Primary),
                Secondary = Part(release.Secondary),
                PrimarySince = release.Primary == from ? now : release.PrimarySince,
                SecondarySince = release.Secondary == from ? now : release.SecondarySince,
                LastHandover = release.LastHandover is { AcceptedAt: null } open && open.To == from ? open with { To = to } : release.LastHandover,
            };
        return release.Owner != from ? changed
            : changed.LastHandover is { AcceptedAt: null } waits && waits.From == from && waits.To != to && changed.Pair.Contains(waits.To) ? changed
            : Held(changed, to, roster, now);

        // Who covers for the other one and gives away their own part keeps what they cover.
        string Part(string person) => person == from ? to : person == release.Covered?.Person ? from : person;
    }

    /// <summary>
    /// Gives back what somebody did for another for a time. Where both are the pair, nobody is replaced: the one who was covered carries it again, and holds it
    /// again if they did before.
    /// </summary>
    /// <returns>The same where <paramref name="by"/> does not carry it.</returns>
    public static Release GiveBack(Release release, string by, string to, IReadOnlyList<Engineer> roster, Instant now)
    {
        if (!release.Pair.Contains(by) || release.OtherThan(by) != to)
            return Replace(release, by, to, roster, now);
        // Without it an earlier version began the cover, which took over only what somebody held.
        var hadIt = release.Covered?.HadIt ?? true;
        var back = release with
        {
            Covered = null,
            PrimarySince = release.Primary == to ? now : release.PrimarySince,
            SecondarySince = release.Secondary == to ? now : release.SecondarySince,
        };
        return hadIt && back.Owner == by ? Held(back, to, roster, now) : back;
    }

    /// <summary>Held by that person of the pair, or by the other when only they are at work.</summary>
    private static Release Held(Release release, string person, IReadOnlyList<Engineer> roster, Instant now)
    {
        var other = release.OtherThan(person);
        return release.HeldBy(!IsAtWork(person) && IsAtWork(other) && release.Covered?.Person != other ? other : person, now);

        bool IsAtWork(string userId) => roster.Any(engineer => engineer.UserId == userId && Workdays.IsAtWork(engineer, now));
    }

    /// <summary>An admin's reason allows it.</summary>
    private static (string Field, string Words)? OneRegion(PairInput input, Region region) => (input.OverrideReason?.Trim().Length ?? 0) switch
    {
        0 => (ReleaseFields.Secondary, $"Both are in {region}: choose a Secondary of another region, or ask an admin to override it with a reason"),
        _ when !input.ByAdmin => (ReleaseFields.OverrideReason, $"Both are in {region}, and only an admin can override that"),
        > NewRelease.LongestReason => (ReleaseFields.OverrideReason, $"At most {NewRelease.LongestReason} characters fit"),
        _ => null,
    };
}
