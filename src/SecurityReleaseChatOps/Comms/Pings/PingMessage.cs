using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A ping's message in its audience's channel, in its current state.</summary>
internal static class PingMessage
{
    // Scheduled pings are checked every few seconds: a longer delay means that the app was down.
    private static readonly Duration Late = Duration.FromMinutes(5);

    public static Message Render(CommsSnapshot snapshot, Ping ping, Reach reach)
    {
        var summary = $"{Mention(reach)}{Title(snapshot, ping)}: {Words(snapshot, Text.PlainText.Cut(ping.Text, 200))}";
        return new()
        {
            Text = summary,
            Blocks =
            [
                .. Body(snapshot, ping, reach),
                .. AnswerRules.IsAsked(snapshot, ping) ? [GiveAnswer.Buttons(snapshot, ping)] : (IEnumerable<Block>)[],
                ContextBlock.Of(Foot(snapshot, ping)),
            ],
            UnfurlLinks = false,
        };
    }

    /// <summary>A preview of it, without buttons.</summary>
    public static IEnumerable<Block> Preview(CommsSnapshot snapshot, Ping ping, Reach reach) =>
    [
        .. Body(snapshot, ping, reach),
        ContextBlock.Of($"From {snapshot.Shown(ping.By)}{With(AnswerRules.Of(snapshot.Matrix.Find(ping.Message)?.Asks ?? Asks.Nothing))}"),
    ];

    /// <summary>mrkdwn: its latest answer; null while there is none.</summary>
    public static string? Answered(CommsSnapshot snapshot, Ping ping) => ping.Answered is { } answer ? AnswerText.Said(snapshot, ping, answer) : null;

    /// <summary>mrkdwn: the title of the matrix's message.</summary>
    public static string Title(CommsSnapshot snapshot, Ping ping) =>
        snapshot.Matrix.Find(ping.Message) is { } message ? Mrkdwn.Escape(message.Title) : "A message from PSIRT";

    /// <summary>mrkdwn: the same, as a link to the message once its address is known.</summary>
    public static string Linked(CommsSnapshot snapshot, Ping ping) =>
        snapshot.Addresses.GetValueOrDefault(ping.Id) is { } address
            ? Mrkdwn.Link(address, snapshot.Matrix.Find(ping.Message)?.Title ?? "A message from PSIRT")
            : $"*{Title(snapshot, ping)}*";

    private static IEnumerable<Block> Body(CommsSnapshot snapshot, Ping ping, Reach reach)
    {
        var release = snapshot.Release;
        yield return SectionBlock.Of($"*{Title(snapshot, ping)}*\n{release.Named()} · severity {release.WorstSeverity.Name()} · due {release.Due()}");
        yield return SectionBlock.Of(Mention(reach) + Words(snapshot, ping.Text));
        if (release.Links.Communications is { } issue)
            yield return ContextBlock.Of(Mrkdwn.Link(issue, ReleaseLinks.Label(ReleaseLink.Communications, release.Kind)));
    }

    private static string Foot(CommsSnapshot snapshot, Ping ping) =>
        $"From {snapshot.Shown(ping.By)}{(ping.SentAt - ping.SendAt > Late ? $" · meant for {Mrkdwn.Date(ping.SendAt!.Value)}, sent late because I was down" : "")}{(Answered(snapshot, ping) is { } answer ? " · " + answer : "")}{(AnswerRules.Waits(snapshot, ping) ? $" · waiting for {AnswerText.Awaited(snapshot.Matrix.Find(ping.Message)!.Asks)}" : "")}";

    private static string With(IReadOnlyList<AnswerKind> answers) => answers.Count == 0 ? ""
        : $" · with {CommsText.List([.. answers.Select(what => $"*{AnswerText.Name(what)}*")])}";

    private static string Words(CommsSnapshot snapshot, string typed) => TextMarks.Shown(CommsText.Typed(typed), snapshot.Release);

    private static string Mention(Reach reach) => reach.Mention.Length == 0 ? "" : reach.Mention + " ";
}

/// <summary>The messages sent when nobody answers a ping.</summary>
internal static class ReminderMessage
{
    /// <summary>In its thread: mentions the audience again.</summary>
    public static Message ToAudience(CommsSnapshot snapshot, Ping ping, Reach reach) => Says(
        snapshot, ping,
        $"{reach.Mention} please answer *{PingMessage.Title(snapshot, ping)}* for {snapshot.Release.Named()}, asked {Mrkdwn.Date(ping.SentAt!.Value)}.".TrimStart(),
        () => GiveAnswer.Buttons(snapshot, ping).Elements);

    /// <summary>In the PSIRT channel: asks those whom the matrix names to reach the audience.</summary>
    /// <param name="admins">mrkdwn that mentions the admins.</param>
    public static Message Escalated(CommsSnapshot snapshot, Ping ping, string admins)
    {
        var release = snapshot.Release;
        var to = snapshot.Matrix.Find(ping.Message)?.Acknowledge?.To == EscalateTo.Admins && admins.Length > 0
            ? admins
            : Asked.Pair(release, snapshot.Roster, ping.EscalatedAt ?? ping.SentAt!.Value);
        return Says(snapshot, ping,
            $":rotating_light: {to}: no answer from {Mrkdwn.Escape(snapshot.Matrix.NameOf(ping.Audience))} to {PingMessage.Linked(snapshot, ping)} "
            + $"for {release.Named()}, asked {Mrkdwn.Date(ping.SentAt!.Value)}. Reach them another way.",
            () => [ElsewhereModal.Button(release.Id, ping.Message!, "Answered elsewhere")]);
    }

    /// <summary>The words and buttons while it asks; afterwards one line with the answer.</summary>
    private static Message Says(CommsSnapshot snapshot, Ping ping, string mrkdwn, Func<IReadOnlyList<BlockElement>> buttons)
    {
        var message = PingMessage.Answered(snapshot, ping) is { } answered ? Message.Of($"{PingMessage.Linked(snapshot, ping)}: {answered}")
            : Message.Of(mrkdwn, AnswerRules.IsAsked(snapshot, ping) ? buttons() : []);
        return message with { UnfurlLinks = false };
    }
}
