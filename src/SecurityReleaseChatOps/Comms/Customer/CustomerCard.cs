using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The current state of a customer text: the words, who did what, and what can be done next.</summary>
internal static class CustomerCard
{
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    /// <param name="mayWork">Whether it carries buttons.</param>
    /// <param name="communications">mrkdwn that notifies Communications while it waits for them; otherwise empty.</param>
    public static Message Render(CustomerText text, Release release, Func<string, string> shown, bool mayWork, string communications = "")
    {
        var state = CustomerRules.State(text, release);
        var word = state == CustomerState.Waiting && communications.Length > 0
            ? $"{communications}, please read it, then press *Approve* or *Changes needed*."
            : Word(state, text, release, shown);
        return new()
        {
            Text = $"Customer email of {release.Named()}: {word}",
            UnfurlLinks = false,
            Blocks =
            [
                SectionBlock.Of($"*Customer email* of {release.Named()}\n{word}"),
                SectionBlock.Of(Mrkdwn.Plain(text.FullEmail)),
                .. text.FullTweet is { } tweet ? [SectionBlock.Of($"*Tweet*\n{Mrkdwn.Plain(tweet)}")] : (IEnumerable<Block>)[],
                ContextBlock.Of($"{WhoDidWhat(text, release, shown)}\n{Found(TextChecks.Of(release, text.Email, text.Tweet, text.Link))}"),
                .. mayWork && Buttons(text, release, state).ToList() is { Count: > 0 } buttons
                    ? [new ActionsBlock { BlockId = "customer", Elements = buttons }]
                    : (IEnumerable<Block>)[],
            ],
        };
    }

    /// <summary>mrkdwn: the results of automatic checks, one a line.</summary>
    public static string Findings(IEnumerable<TextFinding> findings) => string.Join('\n', findings.Select(found =>
        $"{(found.Right ? ":white_check_mark:" : ":x:")} {(found.Input == CustomerFields.Tweet ? "Tweet: " : "")}{Mrkdwn.Plain(found.Words)}"));

    /// <summary>mrkdwn: the name of a check of the test email.</summary>
    public static string Name(EmailCheck check) => check switch
    {
        EmailCheck.Links => "The links work",
        EmailCheck.Versions => "The versions are right",
        _ => "The Critical mark is right",
    };

    /// <summary>mrkdwn: the changes that Communications asked for.</summary>
    public static string Asked(ChangesAsked asked, Func<string, string> shown) =>
        $":speech_balloon: {shown(asked.By)} asked for changes: {Mrkdwn.Plain(asked.Why)}";

    private static string Found(IReadOnlyList<TextFinding> findings) => findings.Where(found => !found.Right).ToList() is { Count: > 0 } wrong
        ? Findings(wrong)
        : $":white_check_mark: {findings.Count} automatic checks passed";

    private static string Word(CustomerState state, CustomerText text, Release release, Func<string, string> shown) => state switch
    {
        CustomerState.Draft when text.Changes is { } asked => Asked(asked, shown),
        CustomerState.Draft => ":memo: Draft",
        CustomerState.Waiting => ":hourglass_flowing_sand: Waiting for approval by Communications",
        CustomerState.Approved when release.PublishedAt is null => $"{ReadyWord(text)}. It goes out once the post is live.",
        CustomerState.Approved => $"{ReadyWord(text)}. Next: {(CustomerRules.HasTest(release) ? "the test email" : "ask to send it")}.",
        CustomerState.TestSent =>
            $":test_tube: Check the test email: {text.Checks.Count} of {CustomerRules.AllChecks.Count} done",
        CustomerState.Checked => ":white_check_mark: The test email is right. Next: ask to send it.",
        CustomerState.SendAsked => ":hourglass_flowing_sand: Communications sends it to all, then presses *Sent*.",
        _ => ":email: Sent",
    };

    private static string ReadyWord(CustomerText text) => text.Approved is null ? ":white_check_mark: Ready" : ":white_check_mark: Approved";

    /// <summary>Who wrote it and when it was last edited, then a line for each person with the steps they took.</summary>
    private static string WhoDidWhat(CustomerText text, Release release, Func<string, string> shown)
    {
        IEnumerable<(string What, string? By)> did =
        [
            ("Ready", text.Ready?.By),
            ("Approved", text.Approved?.By),
            ("Test asked for", text.Tested?.By),
            .. text.Checks.Select(check => (Name(check.Check), (string?)check.By)),
            ("Sending asked for", text.SendAsked?.By),
            ("Sent", text.Sent?.By),
        ];
        return $"Written by {CommsText.List([.. text.Authors.Select(shown)])}, last edited {Mrkdwn.Date(text.Edited.At)}"
            + (text.Approved is null && !CustomerRules.NeedsApproval(release) ? " · no approval needed" : "")
            + string.Concat(
                did.Where(one => one.By is not null).GroupBy(one => one.By!)
                    .Select(by => $"\n{string.Join(", ", by.Select(one => one.What))}: {shown(by.Key)}"));
    }

    private static IEnumerable<Button> Buttons(CustomerText text, Release release, CustomerState state)
    {
        if (CustomerRules.NoEmail(release) is not null || state == CustomerState.Sent)
            yield break;
        var live = release.PublishedAt is not null;
        if (state == CustomerState.Waiting)
        {
            yield return Press(PressEmail.ApproveActionId, "Approve", ButtonStyle.Primary);
            yield return Press(AskForChanges.ActionId, "Changes needed");
        }
        if (live && state == CustomerState.Approved && CustomerRules.HasTest(release))
            yield return Press(PressEmail.TestActionId, "Send the test email", ButtonStyle.Primary);
        if (state is CustomerState.TestSent or CustomerState.Checked)
            yield return Press(CheckTest.ActionId, "Check the test email", state == CustomerState.TestSent ? ButtonStyle.Primary : null);
        var ready = live && (state == CustomerState.Checked || state == CustomerState.Approved && !CustomerRules.HasTest(release));
        if (ready)
            yield return Press(PressEmail.AskActionId, "Ask to send", ButtonStyle.Primary);
        if (ready || live && state == CustomerState.SendAsked)
            yield return Press(PressEmail.SentActionId, "Sent", ready ? null : ButtonStyle.Primary);
        yield return Press(CustomerModal.ActionId, "Edit");

        // The value carries the revision shown beside the button, so that no other words are judged.
        Button Press(string action, string word, ButtonStyle? style = null) => new()
        {
            ActionId = action,
            Text = word,
            Style = style,
            Value = $"{release.Id} {text.Revision}",
        };
    }
}
