using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The initial values of the form <b>Hand over</b>.</summary>
/// <param name="To">Slack user id of the receiver; null when one has to be chosen.</param>
/// <param name="Items">Waiting collected messages, oldest first.</param>
public sealed record HandoverDraft(string? To, string Status, string Next, IReadOnlyList<Collected> Items)
{
    /// <summary>Prefilled from the release and what changed since its last handover.</summary>
    public static HandoverDraft For(
        Release release, string? to, IReadOnlyList<Handover> earlier, IReadOnlyList<Collected> collected, SuggestedHandover? drafted = null)
    {
        var last = earlier.Where(handover => handover.ReleaseId == release.Id).MaxBy(handover => handover.WrittenAt);
        return new HandoverDraft(
            to,
            Fit([.. StatusLines(release, last), .. drafted is null ? Array.Empty<string>() : [drafted.Status]]),
            Fit([drafted?.Next ?? NextLine(release, last)]),
            [.. collected.Where(item => item.IsWaiting && item.ReleaseId == release.Id).OrderBy(item => item.AddedAt)]);
    }

    private static string Fit(IEnumerable<string> lines) => PlainText.Cut(string.Join('\n', lines), HandoverRules.MaxLength);

    private static IEnumerable<string> StatusLines(Release release, Handover? last)
    {
        var versions = string.Join(", ", release.Versions);
        yield return release.State == ReleaseState.Preparing
            ? $"{versions} in preparation, due {PlainText.Say(release.DueDate)}."
            : $"{versions} {release.State.ToString().ToLowerInvariant()}.";
        if (last is null)
        {
            yield break;
        }

        var changes = Changes(release, last).ToList();
        yield return changes.Count == 0 ? "No change since the last handover." : $"Since the last handover: {string.Join("; ", changes)}.";
    }

    private static IEnumerable<string> Changes(Release release, Handover last)
    {
        if (release.State != last.State)
        {
            yield return release.State.ToString().ToLowerInvariant();
        }

        if (release.DueDate != last.DueDate)
        {
            yield return $"due date moved from {PlainText.Say(last.DueDate)} to {PlainText.Say(release.DueDate)}";
        }

        foreach (var link in ReleaseLinks.All.Where(link => release.Links[link] != last.Links[link]))
        {
            var what = release.Links[link] is null ? "removed" : last.Links[link] is null ? "added" : "changed";
            yield return $"{ReleaseLinks.Label(link, release.Kind)} {what}";
        }
    }

    private static string NextLine(Release release, Handover? last)
    {
        var checklist = ReleaseLinks.Label(ReleaseLink.Checklist, release.Kind);
        return last is not null && last.State == release.State ? last.Next
            : release.State == ReleaseState.Preparing ? $"Continue with the {checklist}."
            : $"Finish what follows publication in the {checklist}, then close {release.Id}.";
    }
}
