using System.Globalization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The end-of-day prompt, its reminder, and what came of it.</summary>
internal static class PromptMessage
{
    private const int Named = 10;

    public static string Key(Prompt prompt) => "prompt/" + prompt.Id;

    /// <summary>The prompt as it stands: with its buttons until it is answered.</summary>
    /// <param name="otherLeft">Whether the other of the pair is deactivated in Slack: someone else takes it then.</param>
    public static Message Render(Prompt prompt, Release release, bool otherLeft = false)
    {
        var (who, other) = (Mrkdwn.User(prompt.UserId), Mrkdwn.User(release.OtherThan(prompt.UserId)));
        var question = $":city_sunset: {who}, your workday ends soon. Hand {release.Named()} over{(otherLeft ? $"? {other} left: choose who takes it." : $" to {other}?")}";
        return prompt switch
        {
            { NothingBecause: { } why } => Says($":white_check_mark: {who} has nothing to hand over on {release.Named()}: {Mrkdwn.Plain(why)}"),
            { AnsweredAt: not null } => Says($":white_check_mark: {who} handed {release.Named()} over."),
            { SnoozedUntil: { } until } => Asks($"{question}\nSnoozed until {Mrkdwn.Date(until, "{time}")}.", prompt),
            _ => Asks(question, prompt),
        };
    }

    /// <summary>It comes again after a snooze, or as the one reminder: a new message, so that it is noticed.</summary>
    public static Message Again(Prompt prompt, Release release, PromptAction action) => Asks(
        action == PromptAction.Remind
            ? $"{Mrkdwn.User(prompt.UserId)}, a reminder: {release.Named()} is not handed over yet."
            : $"{Mrkdwn.User(prompt.UserId)}, you snoozed this: hand {release.Named()} over?",
        prompt);

    /// <summary>One message for all prompts, and what follows them, that nobody was sent.</summary>
    public static Message Missed(IReadOnlyList<(PromptDue Due, Release Release)> missed) => Says(
        "*Missed while down:* these were not asked for their handover in time.\n" + string.Join('\n', missed
            .OrderBy(m => m.Due.At).TakeLast(Named).Select(m => $"• {Mrkdwn.User(m.Due.Prompt.UserId)} for {m.Release.Named()}, {Mrkdwn.Date(m.Due.At)}"))
        + (missed.Count > Named ? string.Create(CultureInfo.InvariantCulture, $"\n… and {missed.Count - Named} earlier ones") : "")
        + "\n`/handover` writes one now.");

    private static Message Says(string mrkdwn) => new() { Text = mrkdwn, Blocks = [new SectionBlock { Text = new Markdown(mrkdwn) }] };

    private static Message Asks(string mrkdwn, Prompt prompt) => new()
    {
        Text = mrkdwn,
        Blocks =
        [
            new SectionBlock { Text = new Markdown(mrkdwn) },
            new ActionsBlock
            {
                Elements =
                [
                    new Button { ActionId = WriteHandoverButton.ActionId, Text = "Write handover", Value = prompt.ReleaseId, Style = ButtonStyle.Primary },
                    new Button { ActionId = SnoozePrompt.ActionId, Text = "Snooze 30 min", Value = prompt.Id },
                    new Button { ActionId = NothingToHandOver.ActionId, Text = "Nothing to hand over", Value = prompt.Id },
                ],
            },
        ],
    };
}
