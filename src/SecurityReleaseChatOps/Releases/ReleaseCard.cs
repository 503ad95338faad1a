using System.Globalization;
using NodaTime;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A release as it stands: the message in the PSIRT channel, and what <c>/release status</c> shows.</summary>
public static class ReleaseCard
{
    public static Message Render(Release release, IReadOnlyList<Engineer> roster) => new()
    {
        Text = $"{release.Named()} · {release.State} · due {release.Due()}",
        Blocks =
        [
            new HeaderBlock { Text = $"{release.Title()} · {release.Kind.Name()}" },
            new SectionBlock
            {
                Fields =
                [
                    new Markdown($"*State*\n{State(release)}"),
                    new Markdown($"*Due*\n{release.Due()}{Moved(release)}\n{InTheirTime(release, roster)}"),
                    new Markdown($"*Primary*\n{Asked.Shown(release.Primary, roster)}"),
                    new Markdown($"*Secondary*\n{Asked.Shown(release.Secondary, roster)}"),
                    new Markdown($"*Has it now*\n{Asked.Shown(release.Owner, roster)}"),
                    new Markdown($"*Release*\n{release.Id}"),
                    new Markdown($"*Severity*\n{release.SeverityAndWhence()}"),
                    new Markdown($"*Fixes*\n{release.FixesCounted()}"),
                ],
            },
            new SectionBlock { Text = new Markdown("*Links*\n" + Links(release)) },
            new ContextBlock { Elements = [new Markdown(LastHandover(release)), .. Override(release)] },
        ],
        UnfurlLinks = false,
    };

    /// <summary>mrkdwn: the five links by their names; a missing one says how to add it.</summary>
    public static string Links(Release release) => string.Join('\n', ReleaseLinks.All.Select(link =>
        release.Links[link] is { } url
            ? $"• {Mrkdwn.Link(url, ReleaseLinks.Label(link, release.Kind))}"
            : $"• {ReleaseLinks.Label(link, release.Kind)}: _not yet_"));

    /// <summary>mrkdwn: the last handover, in a line.</summary>
    public static string LastHandover(Release release) => release.LastHandover switch
    {
        null => "No handover yet",
        { AcceptedAt: { } accepted } h => $"Handed over by {Mrkdwn.User(h.From)}, accepted by {Mrkdwn.User(h.To)} {Mrkdwn.Date(accepted)}",
        var h => $"Handed over by {Mrkdwn.User(h.From)} {Mrkdwn.Date(h.At)}, not yet accepted by {Mrkdwn.User(h.To)}",
    };

    private static string State(Release release) => release.State switch
    {
        ReleaseState.Preparing when release.MergedAt is { } at => $":twisted_rightwards_arrows: Merged {Mrkdwn.Date(at)}",
        ReleaseState.Preparing => ":hammer_and_wrench: Preparing",
        ReleaseState.Published => $":rocket: Published{By(release)}{ReleaseWords.Because(release.PublishedWhy)}",
        ReleaseState.Closed => $":white_check_mark: Closed{By(release)}",
        _ => $":no_entry_sign: Cancelled{By(release)}{ReleaseWords.Because(release.Changed?.Reason)}",
    };

    private static string By(Release release) =>
        release.Changed is { } c ? $" by {Mrkdwn.User(c.By)} {Mrkdwn.Date(c.At)}" : "";

    private static string Moved(Release release) => release.Moves is [.., var last]
        ? string.Create(CultureInfo.InvariantCulture, $" (moved from {last.From:ddd d MMM}{ReleaseWords.Because(last.Reason)})")
        : "";

    // A message shows each reader their own time; the pair also needs to see the other's.
    private static string InTheirTime(Release release, IReadOnlyList<Engineer> roster) => string.Join('\n', release.Pair
        .Select(id => roster.FirstOrDefault(e => e.UserId == id))
        .OfType<Engineer>()
        .Where(e => !e.Left)
        .Select(e => $"{Mrkdwn.User(e.UserId)} {Workdays.LocalTime(e, Instant.FromDateTimeOffset(release.DueAt)).ToString("ddd HH:mm", CultureInfo.InvariantCulture)}"));

    private static IEnumerable<Markdown> Override(Release release) => release.OverrideReason is { } why
        ? [new Markdown($"One region for both: {Mrkdwn.Plain(why)}")]
        : [];
}
