using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What follows when audiences are told: the documents, the checklist that shows it, and a word to the one who did it.</summary>
internal sealed class SentPings(CommsStore desk, FormAnswer answer)
{
    /// <param name="at">Who did it, and where they are told what came of it.</param>
    /// <param name="submission">The form by which; null when a job does it.</param>
    public async Task Save(Commit commit, CommsSnapshot file, IReadOnlyList<Ping> pings, PressedAt at, ViewSubmission? submission, CancellationToken ct)
    {
        foreach (var ping in pings)
            file = desk.Save(commit, file, ping, at.By, ping switch { { SentAt: null } => "scheduled", { Answered: not null } => "answered elsewhere", { Posted: true } => "sent", _ => "told elsewhere" });
        var after = await desk.Follow(commit, file, at.By, ct);
        answer.Say(commit, file.Release.Id, after, at, submission, string.Join('\n', pings.Select(ping => Word(file, ping))));
    }

    private static string Word(CommsSnapshot file, Ping ping)
    {
        var what = $"*{Mrkdwn.Escape(file.NameOf(ping.Audience))}*: {PingMessage.Title(file, ping)}";
        return ping switch
        {
            { SentAt: null, SendAt: { } at } => $":alarm_clock: {what}, goes out {Mrkdwn.Date(at)}.",
            { Answered: { } answer } => $"{what} {AnswerText.Said(file, ping, answer)}",
            { Posted: true } => $":white_check_mark: {what}, sent.",
            _ => $":white_check_mark: {what}, told elsewhere ({CommsText.Typed(ping.Elsewhere ?? "")}).",
        };
    }
}

/// <summary>The pings that went out, and the customer email.</summary>
internal sealed class SentSince(CommsStore comms, CustomerStore customers) : ISentSince
{
    public async Task<IReadOnlyList<string>> Sent(Doc<Release> release, DateTimeOffset since, CancellationToken ct)
    {
        var file = await comms.Open(release, ct);
        var pings = file.Pings.Where(ping => ping.SentAt >= since).OrderBy(ping => ping.SentAt).Select(ping => $"{PingMessage.Linked(file, ping)}, to {Mrkdwn.Escape(file.NameOf(ping.Audience))}");
        return [.. pings, .. (await customers.Find(release.Id, ct))?.Sent?.At >= since ? ["the customer email"] : Array.Empty<string>()];
    }
}
