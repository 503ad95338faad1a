using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Sends the end-of-day prompts and reminders that are due; those that are too late are listed in one message (row C1).</summary>
internal sealed class HandoverPromptsJob(
    HandoverStore handovers, FollowedReleases releases, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    public async Task Look(Instant now, CancellationToken ct)
    {
        var roster = await releases.Roster(ct);
        var missed = new List<(PromptDue Due, HandoverSnapshot Snapshot)>();
        foreach (var release in await releases.Active(ct))
        {
            var asked = roster.Where(engineer => PromptRules.IsAsked(release.Value, engineer.UserId) && !directory.HasLeft(engineer.UserId)).ToList();
            if (asked.Count == 0)
                continue;
            var snapshot = await handovers.Open(release, ct);
            foreach (var engineer in asked)
            {
                foreach (var due in PromptRules.Due(
                    release.Value, engineer, snapshot.AllPrompts, snapshot.AllHandovers, handovers.Timing, now,
                    snapshot.AllCollected))
                {
                    if (due.Action == PromptAction.Missed)
                        missed.Add((due, snapshot));
                    else
                        await Send(due, snapshot, ct);
                }
            }
        }
        foreach (var (about, late) in missed.Apart(late => late.Snapshot.Release.Value))
            await Name(late, about, ct);
    }

    // On a conflict another instance, the person, or a change of the release was faster: the next run sees what is left.
    private async Task Send(PromptDue due, HandoverSnapshot handoverSnapshot, CancellationToken ct)
    {
        var commit = new Commit();
        await handovers.Save(commit, Read(handoverSnapshot, due.Prompt), due.Prompt, handoverSnapshot.Release, ct);
        if (due.Action is PromptAction.AskAgain or PromptAction.Remind)
        {
            var at = due.Action == PromptAction.Remind ? due.Prompt.RemindedAt : due.Prompt.AskedAgainAt;
            commit.Show(
                string.Create(CultureInfo.InvariantCulture, $"{PromptMessage.Key(due.Prompt)}/{due.Action}/{at?.ToUnixTimeSeconds()}"),
                settings.Channels.Psirt,
                PromptMessage.Again(due.Prompt, handoverSnapshot.Release.Value, due.Action),
                Classification.Embargoed(handoverSnapshot.Release.Id),
                PromptMessage.Key(due.Prompt));
        }
        await store.Commit(commit, ct);
    }

    private async Task Name(IReadOnlyList<(PromptDue Due, HandoverSnapshot Snapshot)> missed, Classification about, CancellationToken ct)
    {
        var commit = new Commit();
        foreach (var (due, snapshot) in missed)
            await handovers.Save(commit, Read(snapshot, due.Prompt), due.Prompt, snapshot.Release, ct);
        var first = missed[0].Due;
        commit.Show(
            string.Create(CultureInfo.InvariantCulture, $"missed/{first.Prompt.Id}/{first.At.ToUnixTimeSeconds()}"),
            settings.Channels.Psirt,
            PromptMessage.Missed([.. missed.Select(m => (m.Due, m.Snapshot.Release.Value))], directory.NameOf),
            about);
        await store.Commit(commit, ct);
    }

    private static Doc<Prompt>? Read(HandoverSnapshot snapshot, Prompt prompt) => snapshot.Prompts.FirstOrDefault(d => d.Id == prompt.Id);
}
