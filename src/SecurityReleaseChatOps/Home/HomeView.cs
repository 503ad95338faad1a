using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Home;

/// <summary>What the App Home is drawn from.</summary>
/// <param name="Waiting">Handovers that this person may accept.</param>
/// <param name="Presence">Who of the rotation is at work.</param>
/// <param name="Steps">What this person can do now, by release; of closed releases too.</param>
/// <param name="Progress">The progress of each release's checklist as mrkdwn, by the release's id; null, or no entry, where there is none.</param>
/// <param name="Outsiders">Guests and strangers in channels where embargoed things are discussed, for admins; null for none.</param>
/// <param name="Questions">What waits for this person's answer; null for nothing.</param>
/// <param name="Next">The next shift of this person; null for none.</param>
/// <param name="Swaps">Requests made to this person, open to them, or made by them; null for none.</param>
/// <param name="Troubles">What is wrong with the app, in words, for those who can fix it.</param>
internal sealed record HomeState(
    string UserId,
    Role Role,
    IReadOnlyList<Release> Active,
    IReadOnlyList<Handover> Waiting,
    Presence Presence,
    IReadOnlyList<string> Troubles,
    IReadOnlyList<Checklists.MySteps> Steps,
    IReadOnlyDictionary<string, string>? Progress = null,
    IReadOnlyList<Embargo.Outsider>? Outsiders = null,
    Comms.Questions? Questions = null,
    Rotation.Calendar.NextShift? Next = null,
    IReadOnlyList<WaitingSwap>? Swaps = null);

/// <summary>The App Home: what waits for the person, the active releases, who is at work.</summary>
internal static class HomeView
{
    // The full text of "next" is in the handover.
    private const int LongestNext = 300;

    // The rest are in the Swap modal.
    private const int MostSwaps = 3;

    // How many people at work are named; /rotation has the rest.
    private const int Named = 4;

    /// <param name="shown">From a Slack user id to the name as mrkdwn that does not notify.</param>
    public static HomeViewDefinition Render(HomeState state, Func<string, string> shown, Instant now) => new()
    {
        Blocks = state.Role == Role.None ? [.. Stranger(state)]
            :
            [
                .. Troubles(state),
                .. Asking(state),
                .. Waiting(state, shown),
                .. Swaps(state, shown),
                .. Checklists.MyStepsView.Render(state.Steps, state.UserId, now, all: state.Role >= Role.Psirt),
                .. Nothing(state),
                .. Active(state, shown),
                .. state.Next is { } next ? [next.Render(shown)] : (IEnumerable<Block>)[],
                .. Coverage(state, shown),
            ],
    };

    /// <summary>People without a role see only the questions put to them.</summary>
    private static IEnumerable<Block> Stranger(HomeState state) => state.Questions switch
    {
        { Open.Count: > 0 } => Asking(state),
        { IsReader: true } => [SectionBlock.Of("Nothing waits for you right now.")],
        _ =>
            [new SectionBlock { Text = new Markdown(
                "*Security releases*\nI work for PSIRT, release managers and Communications. If you are one of them, ask PSIRT to add you to the Slack "
                + "user group.") }],
    };

    private static IEnumerable<Block> Asking(HomeState state) => (state.Questions ?? Questions.None).Render();

    private static IEnumerable<Block> Troubles(HomeState state)
    {
        var outsiders = state.Outsiders ?? [];
        if (state.Role != Role.Admin || state.Troubles.Count + outsiders.Count == 0)
            yield break;
        yield return SectionBlock.Of(string.Join('\n', state.Troubles.Select(t => $"• {Mrkdwn.Plain(t)}").Prepend(":warning: *Needs an admin*")));
        foreach (var outsider in outsiders)
            yield return AcceptOutsider.Line(outsider);
        yield return new DividerBlock();
    }

    private static IEnumerable<Block> Waiting(HomeState state, Func<string, string> shown) => state.Waiting.Select(handover => new SectionBlock
    {
        Text = new Markdown(
            $":inbox_tray: {shown(handover.From)} hands *{handover.ReleaseId}* over to you\n{Mrkdwn.Plain(Text.PlainText.Cut(handover.Next, LongestNext))}"),
        Accessory = HandoverMessage.Accept(handover),
    });

    /// <summary>Requests made to this person come first, their own last.</summary>
    private static IEnumerable<Block> Swaps(HomeState state, Func<string, string> shown)
    {
        var swaps = state.Swaps ?? [];
        foreach (var block in swaps.OrderBy(swap => swap.Request.From == state.UserId).ThenBy(swap => swap.Request.To is null)
            .Take(MostSwaps).SelectMany(swap => swap.Render(state.UserId, shown)))
        {
            yield return block;
        }
        if (swaps.Count > MostSwaps)
            yield return ContextBlock.Of($"and {swaps.Count - MostSwaps} more under *Swap*");
    }

    private static IEnumerable<Block> Nothing(HomeState state) =>
        state.Waiting.Count + state.Steps.Count + (state.Swaps ?? []).Count(swap => swap.Request.To == state.UserId)
            + (state.Questions?.Open.Count ?? 0) == 0 && state.Role >= Role.Psirt
            ? [ContextBlock.Of("Nothing waits for you right now.")]
            : [];

    private static IEnumerable<Block> Active(HomeState state, Func<string, string> shown)
    {
        yield return new HeaderBlock { Text = "Releases" };
        if (state.Active.Count == 0)
            yield return SectionBlock.Of("No release is under way.");
        foreach (var release in state.Active.Concat(state.Steps.Select(mine => mine.Board.Release).Where(release => !release.IsActive)))
        {
            yield return new SectionBlock
            {
                Text = new Markdown(
                    ListReleasesCommand.Line(release, user => user == state.UserId ? "you" : shown(user))
                        + (state.Progress?.GetValueOrDefault(release.Id) is { } progress ? " · " + progress : "")),
                Accessory = !release.IsActive ? null
                    : release.Owner == state.UserId ? new() { ActionId = WriteHandoverButton.ActionId, Text = "Write handover", Value = release.Id }
                    : state.Role == Role.Viewer && release.State == ReleaseState.Preparing ? AskReadyCommand.Button(release.Id)
                    : null,
            };
        }
        if (state.Role >= Role.Psirt)
            yield return ActionsBlock.Of(StartReleaseButton.Button);
    }

    private static IEnumerable<Block> Coverage(HomeState state, Func<string, string> shown)
    {
        if (state.Presence.Count == 0)
        {
            yield return SectionBlock.Of(RosterText.Nobody);
            if (state.Role == Role.Admin)
                yield return ActionsBlock.Of(FillRoster.Button);
            yield break;
        }
        var atWork = state.Presence.AtWork.Count == 0
            ? "Nobody is at work now"
            : "At work: " + Text.PlainText.Some(state.Presence.AtWork, Named, one => $"{shown(one.Engineer.UserId)} until {Time(one.Day.End)}");
        var then = state.Presence.Next is var (next, day) ? $" · next {shown(next.UserId)} {Mrkdwn.Date(day.Start)}" : "";
        yield return ContextBlock.Of($"{atWork}{then} · `/rotation` shows all");
        if (state.Role >= Role.Psirt && state.Presence.Find(state.UserId) is not null)
            yield return ActionsBlock.Of(SwapButton.Button, AwayButton.Button);

        static string Time(Instant at) => Mrkdwn.Date(at, "{time}");
    }
}
