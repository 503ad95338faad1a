using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Home;

/// <summary>What the App Home is drawn from.</summary>
/// <param name="Waiting">Handovers that this person may accept.</param>
/// <param name="Steps">What this person can do now, by release.</param>
/// <param name="Progress">How far each release's checklist is, in mrkdwn, by the release's id; null or without an entry when it has none.</param>
/// <param name="Outsiders">Guests and strangers where embargoed things are spoken of, for admins; null for none.</param>
/// <param name="Questions">What waits for this person's answer; null for nothing.</param>
/// <param name="Troubles">What is wrong with the app, in words; for those who can mend it.</param>
internal sealed record HomeState(
    string UserId,
    Role Role,
    IReadOnlyList<Release> Active,
    IReadOnlyList<Handover> Waiting,
    IReadOnlyList<Engineer> Roster,
    ILookup<string, string> Duties,
    IReadOnlyList<string> Troubles,
    IReadOnlyList<Checklists.MySteps> Steps,
    IReadOnlyDictionary<string, string>? Progress = null,
    IReadOnlyList<Comms.Outsider>? Outsiders = null,
    Comms.Questions? Questions = null);

/// <summary>The App Home: what is mine now, the active releases, who is at work.</summary>
internal static class HomeView
{
    public static HomeViewDefinition Render(HomeState state, Func<string, string> nameOf, Instant now) => new()
    {
        Blocks = state.Role == Role.None ? [.. Stranger(state)]
            :
            [
                .. Troubles(state),
                .. Asking(state),
                .. state.Role >= Role.Psirt ? Mine(state) : [],
                .. Checklists.MyStepsView.Render(state.Steps, state.UserId, now.ToDateTimeOffset(), all: state.Role >= Role.Psirt),
                .. Active(state),
                .. Coverage(state, nameOf, now),
            ],
    };

    /// <summary>Whoever has no role sees what they are asked, and nothing else.</summary>
    private static IEnumerable<Block> Stranger(HomeState state) => state.Questions switch
    {
        { Open.Count: > 0 } => Asking(state),
        { IsReader: true } => [new SectionBlock { Text = new Markdown("Nothing waits for you right now.") }],
        _ => [new SectionBlock { Text = new Markdown("*Security releases*\nI work for PSIRT, release managers and Communications. If you are one of them, ask PSIRT to add you to the Slack user group.") }],
    };

    private static IEnumerable<Block> Asking(HomeState state) => (state.Questions ?? Questions.None).Render();

    private static IEnumerable<Block> Troubles(HomeState state)
    {
        var outsiders = state.Outsiders ?? [];
        if (state.Role != Role.Admin || state.Troubles.Count + outsiders.Count == 0)
            yield break;
        yield return new SectionBlock { Text = new Markdown(string.Join('\n', state.Troubles.Select(t => $"• {Mrkdwn.Plain(t)}").Prepend(":warning: *Needs an admin*"))) };
        foreach (var outsider in outsiders)
            yield return AcceptOutsider.Render(outsider);
        yield return new DividerBlock();
    }

    private static IEnumerable<Block> Mine(HomeState state)
    {
        yield return new HeaderBlock { Text = "Mine now" };
        foreach (var handover in state.Waiting)
        {
            yield return new SectionBlock
            {
                Text = new Markdown($":inbox_tray: {Mrkdwn.User(handover.From)} hands *{handover.ReleaseId}* over to you ({Mrkdwn.Date(handover.WrittenAt)})\n*Next:* {Mrkdwn.Plain(Words.Cut(handover.Next, 500))}"),
                Accessory = HandoverMessage.Accept(handover),
            };
        }
        var mine = state.Active.Where(r => r.Owner == state.UserId).ToList();
        foreach (var release in mine)
        {
            yield return new SectionBlock
            {
                Text = new Markdown($"You have {release.Named()}, due {release.Due()}."),
                Accessory = new Button { ActionId = WriteHandoverButton.ActionId, Text = "Write handover", Value = release.Id },
            };
        }
        if (mine.Count + state.Waiting.Count == 0)
            yield return new ContextBlock { Elements = [new Markdown("Nothing is with you right now.")] };
        yield return new DividerBlock();
    }

    private static IEnumerable<Block> Active(HomeState state)
    {
        yield return new HeaderBlock { Text = "Active releases" };
        foreach (var release in state.Active)
        {
            yield return new SectionBlock
            {
                Text = new Markdown(
                    $"{release.Named()} · {release.Kind.Name()} · {release.State}\nDue {release.Due()} · now with {Asked.Shown(release.Owner, state.Roster)}\n"
                    + $"{Asked.Shown(release.Primary, state.Roster)} Primary, {Asked.Shown(release.Secondary, state.Roster)} Secondary"
                    + (state.Progress?.GetValueOrDefault(release.Id) is { } progress ? "\n" + progress : "")),
                Accessory = state.Role == Role.Viewer && release.State == ReleaseState.Preparing ? ReadinessButton.For(release.Id) : null,
            };
            yield return new ContextBlock { Elements = [new Markdown(ReleaseCard.LastHandover(release))] };
        }
        if (state.Active.Count == 0)
            yield return new SectionBlock { Text = new Markdown("No release is under way.") };
        if (state.Role >= Role.Psirt)
            yield return new ActionsBlock { Elements = [StartReleaseButton.Button] };
        yield return new DividerBlock();
    }

    private static IEnumerable<Block> Coverage(HomeState state, Func<string, string> nameOf, Instant now)
    {
        yield return new HeaderBlock { Text = "Who is at work" };
        if (state.Roster.Count > 0)
        {
            foreach (var block in ShowRotation.Render(state.Roster, state.Duties, nameOf, now))
                yield return block;
        }
        else
        {
            yield return new SectionBlock { Text = new Markdown("Nobody is on the rotation yet. An admin adds engineers with `/rotation add`.") };
            if (state.Role == Role.Admin)
                yield return new ActionsBlock { Elements = [FillRoster.Button] };
        }
        yield return new ContextBlock { Elements = [new Markdown($"As of {Mrkdwn.Date(now.ToDateTimeOffset())} · `/release help` `/handover help` `/rotation help`")] };
    }
}
