using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>Who sent messages, answered them, and wrote and approved what customers read.</summary>
internal sealed class FromComms(CommsStore comms, CustomerStore customers, SlackDirectory directory) : IContributions
{
    public async Task<IReadOnlyList<Contribution>> Of(Doc<Release> release, CancellationToken ct)
    {
        var snapshot = await comms.Open(release, ct);
        return [.. Of(snapshot.Pings, snapshot.Matrix.NameOf, directory.TeamOf),
            .. await customers.Find(release.Id, ct) is { } text ? Of(text, directory.TeamOf) : []];
    }

    /// <param name="named">An audience's name.</param>
    /// <param name="team">The group of someone who did something for the communications.</param>
    internal static IEnumerable<Contribution> Of(IEnumerable<Ping> pings, Func<Comms.Audience, string> named, Func<string, ThanksGroup> team)
    {
        foreach (var ping in pings.Where(ping => ping.SentAt is not null))
        {
            yield return new(ping.By, team(ping.By), $"told {named(ping.Audience)}");
            // Whoever noted an answer for somebody else did not give it; people outside Slack cannot be named.
            foreach (var who in ping.Standing.Select(answer => answer.Elsewhere is null ? answer.By : answer.Who).OfType<string>().Distinct())
                yield return new(who, team(who), $"answered for {named(ping.Audience)}");
        }
    }

    internal static IEnumerable<Contribution> Of(CustomerText text, Func<string, ThanksGroup> team)
    {
        IEnumerable<(string? Who, string What)> did =
        [
            .. text.Authors.Select(author => ((string?)author, "wrote the customer email")),
            (text.Approved?.By, "approved the customer email"),
            .. text.Checks.Select(check => ((string?)check.By, "checked the test email")),
            (text.Sent?.By, "sent the customer email"),
        ];
        return did.Where(one => one.Who is not null).Select(one => new Contribution(one.Who!, team(one.Who!), one.What));
    }
}
