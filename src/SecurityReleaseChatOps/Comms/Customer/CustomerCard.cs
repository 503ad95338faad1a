using System.Globalization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A customer text as it stands: the words, who did what, and what can be done next.</summary>
internal static class CustomerCard
{
    /// <param name="mayWork">Whether it carries buttons.</param>
    /// <param name="communications">mrkdwn that notifies Communications, while it waits for them; else empty.</param>
    public static Message Render(CustomerText text, Release release, bool mayWork, string communications = "")
    {
        var state = CustomerRules.State(text, release);
        var waits = state == CustomerState.Waiting && communications.Length > 0 ? $"\n{communications}, please read it: Approve, or Changes needed." : "";
        return new()
        {
            Text = $"Customer email of {release.Named()}: {Word(state, text, release)}",
            UnfurlLinks = false,
            Blocks =
            [
                new SectionBlock { Text = new Markdown($"*Customer email* of {release.Named()}\n{Word(state, text, release)}{waits}") },
                new SectionBlock { Text = new Markdown(Mrkdwn.Plain(text.FullEmail)) },
                .. text.FullTweet is { } tweet ? [new SectionBlock { Text = new Markdown($"*Tweet*\n{Mrkdwn.Plain(tweet)}") }] : (IEnumerable<Block>)[],
                new ContextBlock { Elements = [new Markdown(string.Join('\n', WhoDidWhat(text, release)))] },
                new ContextBlock { Elements = [new Markdown(Findings(TextChecks.Of(release, text.Email, text.Tweet, text.Link)))] },
                .. mayWork && Buttons(text, release, state).ToList() is { Count: > 0 } buttons ? [new ActionsBlock { BlockId = "customer", Elements = buttons }] : (IEnumerable<Block>)[],
            ],
        };
    }

    /// <summary>mrkdwn: what was looked at by itself, a line each.</summary>
    public static string Findings(IReadOnlyList<TextFinding> findings) => string.Join('\n', findings.Select(found =>
        $"{(found.Right ? ":white_check_mark:" : ":x:")} {(found.Input == CustomerFields.Tweet ? "Tweet: " : "")}{Mrkdwn.Plain(found.Words)}"));

    /// <summary>mrkdwn: what a check of the test email is called.</summary>
    public static string Name(EmailCheck check) => check switch
    {
        EmailCheck.Links => "The links work",
        EmailCheck.Versions => "The versions are right",
        _ => "The Critical mark is in or out, as it should be",
    };

    private static string Word(CustomerState state, CustomerText text, Release release) => state switch
    {
        CustomerState.Draft when text.Changes is { } asked => $":speech_balloon: {Mrkdwn.User(asked.By)} asked for changes: {Mrkdwn.Plain(asked.Why)}",
        CustomerState.Draft => ":memo: Draft",
        CustomerState.Waiting => ":hourglass_flowing_sand: Waiting for Communications to approve it",
        CustomerState.Approved when release.PublishedAt is null => $"{ReadyWord(text)}; it goes out after the post is live",
        CustomerState.Approved => $"{ReadyWord(text)}; {(CustomerRules.HasTest(release) ? "the test email comes next" : "it can be sent")}",
        CustomerState.TestSent => string.Create(CultureInfo.InvariantCulture, $":test_tube: Test email: {text.Checks.Count} of {CustomerRules.AllChecks.Count} checks are done"),
        CustomerState.Checked => ":ballot_box_with_check: The test email is checked; it can be sent",
        CustomerState.SendAsked => ":hourglass_flowing_sand: Communications is asked to send it",
        _ => ":email: Sent",
    };

    private static string ReadyWord(CustomerText text) => text.Approved is null ? ":white_check_mark: Ready" : ":white_check_mark: Approved";

    private static IEnumerable<string> WhoDidWhat(CustomerText text, Release release)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Version {text.Revision}, {Said("edited by", text.Edited)} · written by {string.Join(", ", text.Authors.Select(Mrkdwn.User))}");
        if (text.Ready is { } ready)
            yield return Said("Ready, says", ready);
        if (text.Approved is { } approved)
            yield return Said("Approved by", approved);
        else if (!CustomerRules.NeedsApproval(release))
            yield return $"Severity {release.WorstSeverity.Name()}: no approval is needed";
        if (text.Tested is { } tested)
            yield return Said("Test email asked for by", tested);
        foreach (var check in text.Checks)
            yield return Said($"{Name(check.Check)}, says", new(check.By, check.At));
        if (text.SendAsked is { } asked)
            yield return Said("Sending asked for by", asked);
        if (text.Sent is { } sent)
            yield return Said("Sent, says", sent);
    }

    private static string Said(string what, Did did) => $"{what} {Mrkdwn.User(did.By)} {Mrkdwn.Date(did.At)}";

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

        // The words that are judged are those beside the button.
        Button Press(string action, string word, ButtonStyle? style = null) => new()
        {
            ActionId = action,
            Text = word,
            Style = style,
            Value = string.Create(CultureInfo.InvariantCulture, $"{release.Id} {text.Revision}"),
        };
    }
}
