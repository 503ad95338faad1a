using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>
/// A release's card: the message in the PSIRT channel, and what <c>/release status</c> shows. Everybody sees the same, so
/// nothing on it is for one person. See <see cref="ReleaseDay"/> for its last hours.
/// </summary>
public static class ReleaseCard
{
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static Message Render(Release release, Func<string, string> shown, Instant now, IReadOnlyList<Ticked>? day = null) => new()
    {
        Text = $"{release.Named()} · {release.State} · due {release.Due()}",
        Blocks =
        [
            new HeaderBlock { Text = $"{release.Title()} · {release.Kind.Name()}" },
            SectionBlock.Of(string.Join('\n', Lines(release, shown))),
            .. ReleaseDay.Begins(release) <= now && ReleaseDay.Render(release, day ?? []) is { } row ? [row] : (IEnumerable<Block>)[],
            ContextBlock.Of(Facts(release, shown)),
            new ActionsBlock
            {
                Elements =
                [
                    RunCommand.Button("Checklist", "/checklist", release),
                    .. release.IsActive ? [RunCommand.Button("Hand over", "/handover", release)] : Array.Empty<Button>(),
                    RunCommand.Button("Comms", "/comms", release),
                    MoreOfRelease.Button(release),
                ],
            },
        ],
        UnfurlLinks = false,
    };

    /// <summary>mrkdwn: the five links by name; a missing one says so.</summary>
    public static string Links(Release release) => string.Join('\n', ReleaseLinks.All.Select(link =>
        release.Links[link] is { } url
            ? $"• {Mrkdwn.Link(url, ReleaseLinks.Label(link, release.Kind))}"
            : $"• {ReleaseLinks.Label(link, release.Kind)}: _not yet_"));

    private static IEnumerable<string> Lines(Release release, Func<string, string> shown)
    {
        if (release.IsActive)
            yield return $"*{shown(release.Owner)}* is on it now · due {release.Due()}";
        yield return string.Join(", ", Pair(release).Select(one =>
            $"{one.Duty}: {(one.UserId == release.Covered?.Person ? $"{shown(release.OtherThan(one.UserId))} for " : "")}{shown(one.UserId)}"));
        if (release is { IsActive: true, LastHandover: { AcceptedAt: null } open })
            yield return $":inbox_tray: Handed over to {shown(open.To)} {Mrkdwn.Date(open.At)}, not yet accepted";
        if (!release.IsActive)
            yield return $"Was due {release.Due()}";
    }

    private static IEnumerable<(string Duty, string UserId)> Pair(Release release) => [("Primary", release.Primary), ("Secondary", release.Secondary)];

    private static string Facts(Release release, Func<string, string> shown) => string.Join(" · ",
        State(release, shown), release.Id, release.WorstSeverity is null ? "severity unknown" : release.WorstSeverity.Name(),
        release.Fixes.Count == 0 ? "no fixes yet" : release.FixesCounted(),
        string.Create(
            CultureInfo.InvariantCulture, $"{ReleaseLinks.All.Count(link => release.Links[link] is not null)} of {ReleaseLinks.All.Count} links set"));

    private static string State(Release release, Func<string, string> shown) => release.State switch
    {
        ReleaseState.Preparing when release.MergedAt is { } at => $":twisted_rightwards_arrows: Merged {Mrkdwn.Date(at)}",
        ReleaseState.Preparing => ":hammer_and_wrench: Preparing",
        ReleaseState.Published => $":rocket: Published{ReleaseText.Because(release.PublishedWhy)}",
        ReleaseState.Closed => $":white_check_mark: Closed{By(release, shown)}",
        _ => $":no_entry_sign: Cancelled{By(release, shown)}{ReleaseText.Because(release.Changed?.Reason)}",
    };

    private static string By(Release release, Func<string, string> shown) =>
        release.Changed is { } c ? $" by {shown(c.By)} {Mrkdwn.Date(c.At)}" : "";
}
