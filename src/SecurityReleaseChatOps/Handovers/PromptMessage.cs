using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The end-of-day prompt, its reminder, and the line it becomes.</summary>
internal static class PromptMessage
{
    private const int Named = 10;

    // A prompt at the end of work is not a late one.
    private static readonly Duration Late = Duration.FromMinutes(5);

    public static string Key(Prompt prompt) => "prompt/" + prompt.Id;

    /// <summary>The prompt's current form: with buttons until it is answered or lapsed, then a line.</summary>
    /// <param name="name">From a Slack user id to the name that people read.</param>
    /// <param name="to">Whom they would hand it over to.</param>
    public static Message Render(Prompt prompt, Release release, Func<string, string> name, Receiver to)
    {
        var (who, other) = (Mrkdwn.Plain(name(prompt.UserId)), Mrkdwn.Plain(name(to.UserId)));
        var question = $":city_sunset: {Mrkdwn.User(prompt.UserId)}, your workday {(prompt.AskedAt > prompt.WorkEnds + Late ? "has ended" : "ends soon")}. " + (
            prompt.UserId != release.Owner ? $"A note for {Mrkdwn.Plain(name(release.Owner))} on {release.Named()}?"
            : to.Is == Receiver.State.There ? $"Hand {release.Named()} over to {other}?"
            : $"Hand {release.Named()} over? {Because(to, other)}: choose who takes it.");
        return prompt switch
        {
            { NothingBecause: { } why } => Says($":white_check_mark: {who} has nothing to hand over on {release.Named()}: {Mrkdwn.Plain(why)}"),
            { Noted: true } => Says($":white_check_mark: {who} added a note to the next handover of {release.Named()}."),
            { AnsweredAt: not null } => Says($":white_check_mark: {who} handed {release.Named()} over."),
            { PassedAt: not null } => Says($"{who} was asked to hand {release.Named()} over, and did not."),
            _ when !release.IsActive => Says($"{who} was asked to hand {release.Named()} over, which has ended since."),
            _ when !release.Carriers.Contains(prompt.UserId) && release.Owner != prompt.UserId =>
                Says($"{who} was asked to hand {release.Named()} over, and is not on it any more."),
            { SnoozedUntil: { } until } => Asks($"{question}\nSnoozed until {Mrkdwn.Date(until, "{time}")}.", prompt, release),
            _ => Asks(question, prompt, release),
        };
    }

    /// <summary>After a snooze, or as the one reminder, it comes as a new message, so that it is noticed.</summary>
    public static Message Again(Prompt prompt, Release release, PromptAction action)
    {
        var what = prompt.UserId == release.Owner ? $"hand {release.Named()} over?" : $"a note for the next handover of {release.Named()}?";
        return Asks($"{Mrkdwn.User(prompt.UserId)}, {(action == PromptAction.Remind ? "a reminder" : "you snoozed this")}: {what}", prompt, release);
    }

    /// <summary>One message for all prompts and follow-ups that were never sent.</summary>
    public static Message Missed(IReadOnlyList<(PromptDue Due, Release Release)> missed, Func<string, string> name) => Says(
        "*Missed while down:* these were not asked for their handover in time.\n" + string.Join('\n', missed
            .OrderBy(m => m.Due.At).TakeLast(Named).Select(m =>
                $"• {Mrkdwn.Plain(name(m.Due.Prompt.UserId))} for {m.Release.Named()}, {Mrkdwn.Date(m.Due.At)}"))
        + (missed.Count > Named ? string.Create(CultureInfo.InvariantCulture, $"\n… and {missed.Count - Named} earlier ones") : "")
        + "\n`/handover` writes one now.");

    private static string Because(Receiver to, string name) => to switch
    {
        { Is: Receiver.State.Left } => $"{name} left",
        { Is: Receiver.State.Covered } => $"You cover for {name}",
        { Back: { } back } => $"{name} is away until {Mrkdwn.Date(back)}",
        _ => $"{name} is away",
    };

    private static Message Says(string mrkdwn) => new() { Text = mrkdwn, Blocks = [SectionBlock.Of(mrkdwn)] };

    private static Message Asks(string mrkdwn, Prompt prompt, Release release) => new()
    {
        Text = mrkdwn,
        Blocks =
        [
            SectionBlock.Of(mrkdwn),
            ActionsBlock.Of(
                new Button
                {
                    ActionId = WriteHandoverButton.ActionId,
                    Text = prompt.UserId == release.Owner ? "Write handover" : "Add note",
                    Value = prompt.ReleaseId,
                    Style = ButtonStyle.Primary,
                },
                new Button { ActionId = SnoozePrompt.ActionId, Text = "Snooze 30 min", Value = prompt.Id },
                new Button { ActionId = NothingToHandOver.ActionId, Text = "Nothing to hand over", Value = prompt.Id }),
        ],
    };
}
