using System.Globalization;
using NodaTime;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Sends the end-of-day prompts that are due, and their reminders; those found too late are named in one message (row C1).</summary>
internal sealed class HandoverPromptsJob(HandoverStore desk, FollowedReleases releases, IStore store, SlackDirectory directory, Settings settings) : IDueJob
{
    public async Task Look(DateTimeOffset now, CancellationToken ct)
    {
        var roster = await releases.Roster(ct);
        var missed = new List<(PromptDue Due, HandoverSnapshot File)>();
        foreach (var release in await releases.Active(ct))
        {
            var file = await desk.Open(release, ct);
            foreach (var engineer in roster.Where(e => !directory.HasLeft(e.UserId)))
            {
                foreach (var due in PromptRules.Due(release.Value, engineer, file.AllPrompts, file.AllHandovers, desk.Timing, Instant.FromDateTimeOffset(now), file.AllCollected))
                {
                    if (due.Action == PromptAction.Missed)
                        missed.Add((due, file));
                    else
                        await Send(due, file, ct);
                }
            }
        }
        foreach (var (about, late) in missed.Apart(late => late.File.Release.Value))
            await Name(late, about, ct);
    }

    // A conflict means that another instance, or the person, was faster: the next look sees what is left.
    private async Task Send(PromptDue due, HandoverSnapshot file, CancellationToken ct)
    {
        var commit = new Commit();
        desk.Save(commit, Read(file, due.Prompt), due.Prompt, file.Release.Value);
        if (due.Action is PromptAction.AskAgain or PromptAction.Remind)
        {
            var at = due.Action == PromptAction.Remind ? due.Prompt.RemindedAt : due.Prompt.AskedAgainAt;
            commit.Show(
                string.Create(CultureInfo.InvariantCulture, $"{PromptMessage.Key(due.Prompt)}/{due.Action}/{at?.ToUnixTimeSeconds()}"),
                settings.Channels.Psirt,
                PromptMessage.Again(due.Prompt, file.Release.Value, due.Action),
                Classification.Embargoed(file.Release.Id),
                PromptMessage.Key(due.Prompt));
        }
        await store.Commit(commit, ct);
    }

    private async Task Name(IReadOnlyList<(PromptDue Due, HandoverSnapshot File)> missed, Classification about, CancellationToken ct)
    {
        var commit = new Commit();
        foreach (var (due, file) in missed)
            desk.Save(commit, Read(file, due.Prompt), due.Prompt, file.Release.Value);
        var first = missed[0].Due;
        commit.Show(
            string.Create(CultureInfo.InvariantCulture, $"missed/{first.Prompt.Id}/{first.At.ToUnixTimeSeconds()}"),
            settings.Channels.Psirt,
            PromptMessage.Missed([.. missed.Select(m => (m.Due, m.File.Release.Value))], directory.NameOf),
            about);
        await store.Commit(commit, ct);
    }

    private static Doc<Prompt>? Read(HandoverSnapshot file, Prompt prompt) => file.Prompts.FirstOrDefault(d => d.Id == prompt.Id);
}
