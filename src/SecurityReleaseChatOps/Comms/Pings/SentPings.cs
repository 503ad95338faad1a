using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Saves that audiences are told, updates the checklist, and replies to whoever did it.</summary>
internal sealed class SentPings(CommsStore comms, FormAnswer answer)
{
    /// <param name="form">The form that did it, and what it carried; null for a job.</param>
    public async Task Save(
        Commit commit, CommsSnapshot snapshot, IReadOnlyList<Ping> pings, string by, (AboutRelease About, ViewSubmission Slack)? form, CancellationToken ct)
    {
        foreach (var ping in pings)
            snapshot = comms.Save(
                commit, snapshot, ping, by,
                ping switch
                { { SentAt: null } =>
                    "scheduled", { Answered: not null } => "answered elsewhere", { Posted: true } => "sent",
                    _ => "told elsewhere"
                });
        var after = await comms.Follow(commit, snapshot, by, ct);
        if (form is var (about, slack))
            answer.Say(commit, after, about, slack, string.Join('\n', pings.Select(ping => Word(snapshot, ping))));
    }

    private static string Word(CommsSnapshot snapshot, Ping ping)
    {
        var what = $"*{Mrkdwn.Escape(snapshot.Matrix.NameOf(ping.Audience))}*: {PingMessage.Title(snapshot, ping)}";
        return ping switch
        {
            { SentAt: null, SendAt: { } at } => $":alarm_clock: {what}, goes out {Mrkdwn.Date(at)}.",
            { Answered: { } answer } => $"{what} {AnswerText.Said(snapshot, ping, answer)}",
            { Posted: true } => $":white_check_mark: {what}, sent.",
            _ => $":white_check_mark: {what}, told elsewhere ({CommsText.Typed(ping.Elsewhere ?? "")}).",
        };
    }
}

/// <summary>Sends a message of the matrix for a press elsewhere, so that it is acknowledged and chased like any other; each only once.</summary>
internal sealed class MatrixSending(CommsStore comms, Reaching reaching, PingTexts texts, TimeProvider time)
{
    /// <param name="which">Selects the message; null sends none and only opens the communications.</param>
    /// <param name="email">The email's text, to include in the message; null for none.</param>
    /// <returns>
    /// The communications afterwards; not <c>Asked</c> when the matrix has no such message for this release or its audience cannot be
    /// reached. <c>Before</c> when the message was sent already: it is not sent twice.
    /// </returns>
    public async Task<(CommsSnapshot Snapshot, bool Asked, bool Before)> Ask(
        Commit commit, Doc<Release> release, Func<CommsMessage, bool>? which, string? email, string by, CancellationToken ct)
    {
        var snapshot = await comms.Open(release, ct);
        if (snapshot.Plan().FirstOrDefault(entry => entry.Message.In == Destination.Slack && which?.Invoke(entry.Message) == true) is not { } entry)
            return (snapshot, false, false);
        if (entry.Ping is not null || reaching.To(entry.Audience).Problem is not null)
            return (snapshot, entry.Ping?.SentAt is not null, entry.Ping?.SentAt is not null);
        var draft = new PingDraft(entry.Audience.Id, entry.Message.Id, Words(texts.ForSlack(snapshot, entry.Message), email));
        var ping = draft.Written($"{release.Id}/{entry.Message.Id}", release.Id, by, time.Now());
        return (comms.Save(commit, snapshot, ping with { SentAt = ping.WrittenAt, Posted = true }, by, "sent"), true, false);
    }

    // Adds the email if it fits and the template does not already include it.
    private static string Words(string asks, string? email) =>
        email is null || asks.Contains(email, StringComparison.Ordinal) || asks.Length + email.Length + 2 > PingRules.LongestText ? asks : $"{asks}\n\n{email}";
}
