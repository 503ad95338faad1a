using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What follows when audiences are told: the documents, the checklist that shows it, and a word to the one who did it.</summary>
internal sealed class SentPings(CommsStore comms, FormAnswer answer)
{
    /// <param name="at">Who did it, and where they are told what came of it.</param>
    /// <param name="submission">The form by which; null when a job does it.</param>
    public async Task Save(Commit commit, CommsSnapshot snapshot, IReadOnlyList<Ping> pings, PressedAt at, ViewSubmission? submission, CancellationToken ct)
    {
        foreach (var ping in pings)
            snapshot = comms.Save(
                commit, snapshot, ping, at.By,
                ping switch
                { { SentAt: null } =>
                    "scheduled", { Answered: not null } => "answered elsewhere", { Posted: true } => "sent",
                    _ => "told elsewhere"
                });
        var after = await comms.Follow(commit, snapshot, at.By, ct);
        answer.Say(commit, snapshot.Release.Id, after, at, submission, string.Join('\n', pings.Select(ping => Word(snapshot, ping))));
    }

    private static string Word(CommsSnapshot commsSnapshot, Ping ping)
    {
        var what = $"*{Mrkdwn.Escape(commsSnapshot.NameOf(ping.Audience))}*: {PingMessage.Title(commsSnapshot, ping)}";
        return ping switch
        {
            { SentAt: null, SendAt: { } at } => $":alarm_clock: {what}, goes out {Mrkdwn.Date(at)}.",
            { Answered: { } answer } => $"{what} {AnswerText.Said(commsSnapshot, ping, answer)}",
            { Posted: true } => $":white_check_mark: {what}, sent.",
            _ => $":white_check_mark: {what}, told elsewhere ({CommsText.Typed(ping.Elsewhere ?? "")}).",
        };
    }
}
