using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A ping in its audience's channel, as it stands.</summary>
internal static class PingMessage
{
    // The look at what is due comes every few seconds.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(5);

    public static Message Render(CommsSnapshot file, Ping ping, Reach reach)
    {
        var summary = $"{Mention(reach)}{Title(file, ping)}: {Words(file, Text.PlainText.Cut(ping.Text, 200))}";
        return new()
        {
            Text = summary,
            Blocks =
            [
                .. Body(file, ping, reach),
                .. AnswerRules.IsAsked(file, ping) ? [GiveAnswer.Buttons(file, ping)] : (IEnumerable<Block>)[],
                new ContextBlock { Elements = [new Markdown(Foot(file, ping))] },
            ],
            UnfurlLinks = false,
        };
    }

    /// <summary>What it will look like, for where nothing must be pressed.</summary>
    public static IEnumerable<Block> Preview(CommsSnapshot file, Ping ping, Reach reach) =>
    [
        .. Body(file, ping, reach),
        new ContextBlock { Elements = [new Markdown($"From {file.Shown(ping.By)}{With(AnswerRules.Of(file.MessageOf(ping)?.Asks ?? Asks.Nothing))}")] },
    ];

    /// <summary>mrkdwn: how it was answered last; null as long as it was not.</summary>
    public static string? Answered(CommsSnapshot file, Ping ping) => ping.Answered is { } answer ? AnswerText.Said(file, ping, answer) : null;

    /// <summary>mrkdwn: the title of the matrix's message.</summary>
    public static string Title(CommsSnapshot file, Ping ping) =>
        file.MessageOf(ping) is { } message ? Mrkdwn.Escape(message.Title) : "A message from PSIRT";

    /// <summary>mrkdwn: the same, with a link to where it stands once that is known.</summary>
    public static string Linked(CommsSnapshot file, Ping ping) =>
        file.Addresses.GetValueOrDefault(ping.Id) is { } address ? Mrkdwn.Link(address, file.MessageOf(ping)?.Title ?? "A message from PSIRT") : $"*{Title(file, ping)}*";

    private static IEnumerable<Block> Body(CommsSnapshot file, Ping ping, Reach reach)
    {
        var release = file.Release;
        yield return new SectionBlock
        {
            Text = new Markdown($"*{Title(file, ping)}*\n{release.Named()} · severity {release.WorstSeverity.Name()} · due {release.Due()}"),
        };
        yield return new SectionBlock { Text = new Markdown(Mention(reach) + Words(file, ping.Text)) };
        if (release.Links.Communications is { } issue)
            yield return new ContextBlock { Elements = [new Markdown(Mrkdwn.Link(issue, ReleaseLinks.Label(ReleaseLink.Communications, release.Kind)))] };
    }

    private static string Foot(CommsSnapshot file, Ping ping) =>
        $"From {file.Shown(ping.By)}{(ping.SentAt - ping.SendAt > Late ? $" · meant for {Mrkdwn.Date(ping.SendAt!.Value)}, sent late because I was down" : "")}{(Answered(file, ping) is { } answer ? " · " + answer : "")}{(AnswerRules.Waits(file, ping) ? $" · waiting for {AnswerText.Awaited(file.MessageOf(ping)!.Asks)}" : "")}";

    private static string With(IReadOnlyList<AnswerKind> answers) => answers.Count == 0 ? ""
        : $" · with {CommsText.List([.. answers.Select(what => $"*{AnswerText.Name(what)}*")])}";

    private static string Words(CommsSnapshot file, string typed) => TextMarks.Shown(CommsText.Typed(typed), file.Release);

    private static string Mention(Reach reach) => reach.Mention.Length == 0 ? "" : reach.Mention + " ";
}

/// <summary>What is said when nobody answers a ping.</summary>
internal static class ReminderMessage
{
    /// <summary>In its thread: the audience is mentioned once more.</summary>
    public static Message ToAudience(CommsSnapshot file, Ping ping, Reach reach) => Says(
        file, ping, $"{reach.Mention} please answer *{PingMessage.Title(file, ping)}* for {file.Release.Named()}, asked {Mrkdwn.Date(ping.SentAt!.Value)}.".TrimStart(),
        () => GiveAnswer.Buttons(file, ping));

    /// <summary>In the PSIRT channel: whom the matrix names is asked to reach them.</summary>
    /// <param name="admins">mrkdwn that mentions the admins.</param>
    public static Message Escalated(CommsSnapshot file, Ping ping, string admins)
    {
        var release = file.Release;
        var to = file.MessageOf(ping)?.Acknowledge?.To == EscalateTo.Admins && admins.Length > 0 ? admins : Asked.Pair(release, file.Roster, ping.EscalatedAt ?? ping.SentAt!.Value);
        return Says(file, ping,
            $":rotating_light: {to}: {Mrkdwn.Escape(file.NameOf(ping.Audience))} has not answered {PingMessage.Linked(file, ping)} for {release.Named()}, asked {Mrkdwn.Date(ping.SentAt!.Value)}. Reach them another way.",
            () => new() { Elements = [ToldElsewhere.Button(release.Id, ping.Message!, "Answered elsewhere")] });
    }

    /// <summary>As long as it is asked; then one line that says how it was answered.</summary>
    private static Message Says(CommsSnapshot file, Ping ping, string mrkdwn, Func<ActionsBlock> buttons)
    {
        var words = PingMessage.Answered(file, ping) is { } answered ? $"{PingMessage.Linked(file, ping)}: {answered}" : mrkdwn;
        return new()
        {
            Text = words,
            Blocks = [new SectionBlock { Text = new Markdown(words) }, .. words == mrkdwn && AnswerRules.IsAsked(file, ping) ? [buttons()] : (IEnumerable<Block>)[]],
            UnfurlLinks = false,
        };
    }
}
