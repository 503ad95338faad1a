using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What follows when audiences are told: the documents, the steps of the checklist, and a word to the one who did it.</summary>
internal sealed class SentPings(CommsDesk desk, ChecklistDesk checklists, PlanScreens plans, TimeProvider time)
{
    // How long Slack takes answers to what was done.
    private static readonly TimeSpan Answerable = TimeSpan.FromMinutes(30);

    /// <summary>Saves pings, with the checklist's steps that are done by it.</summary>
    /// <param name="words">Takes what to tell the person, in mrkdwn.</param>
    /// <param name="left">Takes the steps that stay open, in mrkdwn.</param>
    public async Task<CommsFile> Save(Commit commit, CommsFile file, IReadOnlyList<Ping> pings, string by, List<string> words, List<string> left, CancellationToken ct)
    {
        foreach (var ping in pings)
        {
            file = desk.Save(commit, file, ping, by, ping switch { { SentAt: null } => "scheduled", { Posted: true } => "sent", _ => "told elsewhere" });
            words.Add(Word(file, ping));
        }
        await Settle(commit, file, pings, by, words, left, ct);
        return file;
    }

    /// <summary>Shows the person what came of it, where the form was opened.</summary>
    /// <param name="plan">Whether the plan stands there.</param>
    public void Answer(Commit commit, CommsFile file, string? responseUrl, bool plan, IReadOnlyList<string> words, ViewSubmission submission)
    {
        if (responseUrl is null)
            return;
        var notice = string.Join('\n', words);
        commit.Effect(new Respond(
            "comms-form/" + submission.DeliveryId,
            responseUrl,
            submission.UserId,
            new()
            {
                Message = plan ? plans.Render(file, submission.UserId, notice) : new() { Text = notice, Blocks = [new SectionBlock { Text = new Markdown(notice) }] },
                ReplaceOriginal = plan,
            },
            time.GetUtcNow() + Answerable,
            Classification.Embargoed(file.Release.Id)));
    }

    private async Task Settle(Commit commit, CommsFile file, IReadOnlyList<Ping> pings, string by, List<string> words, List<string> left, CancellationToken ct)
    {
        var items = pings.Where(ping => ping.SentAt is not null).SelectMany(ping => file.MessageOf(ping)?.Steps ?? []).Distinct()
            .Where(item => CommsPlan.IsSettled(file.Matrix, file.Release.Facts(), file.Pings, item)).ToList();
        if (items.Count == 0 || !file.Release.IsWorked() || await checklists.Open(file.ReleaseRead, ct) is not { } checklist)
            return;
        var decided = BulkDone.Items(checklist.Board, items, by, time.GetUtcNow());
        if (decided.Events.Count > 0)
        {
            await checklists.Save(commit, checklist, decided, by, ct);
            words.Add($":ballot_box_with_check: Done in the checklist: {CommsWords.List([.. decided.Events.Where(e => e.What == Happening.Done).Select(e => $"*{Mrkdwn.Escape(e.Title)}*")])}.");
        }
        left.AddRange(decided.Notes);
        if (left.Count > 0)
            words.Add($":lock: Left open in the checklist:\n{string.Join('\n', left.Select(note => "• " + note))}");
    }

    private static string Word(CommsFile file, Ping ping)
    {
        var what = $"*{Mrkdwn.Escape(file.NameOf(ping.Audience))}*: {PingMessage.Title(file, ping)}";
        return ping switch
        {
            { SentAt: null, SendAt: { } at } => $":alarm_clock: {what} – goes out {CommsWords.InBothZones(at, file)}.",
            { Posted: true } => $":white_check_mark: {what} – sent.",
            _ => $":white_check_mark: {what} – told elsewhere: {CommsWords.Typed(ping.Elsewhere ?? "")}",
        };
    }
}
