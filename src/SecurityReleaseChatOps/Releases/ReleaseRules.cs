using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary>What may happen to a release after its start.</summary>
public static class ReleaseRules
{
    /// <summary>Moves the due date of a release that is being prepared, earlier or later.</summary>
    /// <param name="today">Where the asker is.</param>
    public static Decision<Release> Delay(Release release, DateOnly to, string? reason, string by, DateOnly today, Instant now)
    {
        if (release.State != ReleaseState.Preparing)
        {
            return Decision<Release>.Refuse($"{release.Id} {Is(release)}: its due date stays {PlainText.Say(release.DueDate)}");
        }

        if (to == release.DueDate)
        {
            return Decision<Release>.Same(release, $"{release.Id} is already due on {PlainText.Say(to)}");
        }

        if (NewRelease.DueDateError(to, release.DueTime, today, now) is { } error)
        {
            return Decision<Release>.Refuse(error);
        }

        return WithReason(reason, why =>
        {
            var move = new DueDateMove(release.DueDate, to, why, by, now);
            return release with { DueDate = to, Moves = [.. release.Moves, move] };
        });
    }

    /// <summary>The fixes are merged: the 60 minutes in which everything is announced begin.</summary>
    public static Decision<Release> Merge(Release release, Instant now) => release switch
    {
        { MergedAt: not null } => Decision<Release>.Same(release, $"{release.Id} is merged already"),
        { State: ReleaseState.Preparing } => Decision<Release>.New(release with { MergedAt = now }),
        _ => Decision<Release>.Refuse($"{release.Id} {Is(release)}: there is nothing to merge any more"),
    };

    /// <summary>Sets the fixes it carries.</summary>
    public static Release SetFixes(Release release, IReadOnlyList<ReleaseFix> fixes) => release with
    {
        Fixes = CveKeys.Keep(release.Fixes, fixes),
        Lowered = SeverityRules.Worsens(release.Fixes, fixes) ? null : release.Lowered,
    };

    /// <summary>Ends a published release.</summary>
    public static Decision<Release> Close(Release release, string by, Instant now) => release.State switch
    {
        ReleaseState.Published => Decision<Release>.New(release with { State = ReleaseState.Closed, Changed = new StateChange(by, now) }),
        ReleaseState.Closed => Already(release),
        ReleaseState.Preparing => Decision<Release>.Refuse(
            $"{release.Id} is not published yet: use /release published first, or /release cancel when it will not come"),
        _ => Decision<Release>.Refuse($"{release.Id} {Is(release)}: there is nothing to close"),
    };

    /// <summary>Ends a release that was not published.</summary>
    public static Decision<Release> Cancel(Release release, string? reason, string by, Instant now) => release.State switch
    {
        ReleaseState.Preparing => WithReason(reason, why => release with
        {
            State = ReleaseState.Cancelled,
            Changed = new StateChange(by, now, why),
        }),
        ReleaseState.Cancelled => Already(release),
        ReleaseState.Published => Decision<Release>.Refuse($"{release.Id} is published: end it with /release close"),
        _ => Decision<Release>.Refuse($"{release.Id} {Is(release)}: there is nothing to cancel"),
    };

    /// <summary>Sets the links that are given, removes those given blank, keeps the others.</summary>
    public static Decision<Release> SetLinks(Release release, IReadOnlyDictionary<ReleaseLink, string?> links)
    {
        var errors = new Dictionary<string, string>();
        var read = release.Links.Read(links, errors);
        return errors.Count > 0 ? Decision<Release>.Refuse(errors) : Decision<Release>.New(release with { Links = read });
    }

    /// <summary>Sets its versions.</summary>
    /// <param name="versions">As typed.</param>
    /// <param name="others">The other releases: none of a product has a version of another.</param>
    public static Decision<Release> SetVersions(Release release, string versions, IReadOnlyList<Release> others)
    {
        var errors = new Dictionary<string, string>();
        var read = NewRelease.ReadVersions(versions, release.Product, others, errors);
        return errors.Count > 0 ? Decision<Release>.Refuse(errors) : Decision<Release>.New(release with { Versions = read });
    }

    private static Decision<Release> Already(Release release) =>
        Decision<Release>.Same(release, $"{release.Id} {Is(release)} already");

    internal static Decision<Release> WithReason(string? reason, Func<string?, Release> change)
    {
        var why = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        return why?.Length > NewRelease.LongestReason
            ? Decision<Release>.Refuse($"The reason has {why.Length:N0} characters: at most {NewRelease.LongestReason} fit")
            : Decision<Release>.New(change(why));
    }

    internal static string Is(Release release) => $"is {release.State.ToString().ToLowerInvariant()}";
}
