namespace SecurityReleaseChatOps.Comms;

/// <summary>Answers, in words.</summary>
internal static class AnswerText
{
    /// <summary>What a button or a choice says.</summary>
    public static string Name(AnswerKind what) => what switch
    {
        AnswerKind.Acknowledged => "Acknowledge",
        AnswerKind.Date => "Another date",
        AnswerKind.Approved => "Approve",
        AnswerKind.Changes => "Changes needed",
        _ => what.ToString(),
    };

    /// <summary>What is waited for, behind <c>waiting for</c>.</summary>
    public static string Awaited(Asks asks) => asks switch
    {
        Asks.Acknowledge => "acknowledgement",
        Asks.Approval => "approval",
        Asks.Impact => "the impact",
        _ => "an answer",
    };

    /// <summary>mrkdwn: what was said, by whom, when.</summary>
    public static string Said(CommsSnapshot snapshot, Ping ping, Answer answer)
    {
        var mark = AnswerRules.Ends(answer.What) ? ":white_check_mark:" : ":speech_balloon:";
        return $"{mark} {What(answer)}{Who(snapshot, ping, answer)} {Mrkdwn.Date(answer.At)}{Content(answer)}";
    }

    /// <summary>mrkdwn: what was said, without who and when.</summary>
    public static string What(Answer answer) => answer.What switch
    {
        AnswerKind.Acknowledged => "Acknowledged",
        AnswerKind.Approved => "Approved",
        AnswerKind.Date when answer.Date is { } date => $"Another date, {Day(date)}",
        var what => Name(what),
    };

    public static string Day(DateOnly date) => date.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    private static string Who(CommsSnapshot commsSnapshot, Ping ping, Answer answer)
    {
        if (answer.Elsewhere is { } where)
            return $" elsewhere{(answer.Who is { } who ? $" by {commsSnapshot.Shown(who)}" : "")} ({CommsText.Typed(where)}), noted by "
                + $"{commsSnapshot.Shown(answer.By)}";
        var says = AnswerRules.Ends(answer.What) && answer.What != AnswerKind.Yes ? " by" : ", said";
        // Two who approve are two different ones.
        var all = answer.What == AnswerKind.Approved
            ? ping.Standing.Where(one => one.What == AnswerKind.Approved && one.Elsewhere is null).Select(one => one.By).Distinct()
            : [answer.By];
        return $"{says} {string.Join(" and ", all.Select(commsSnapshot.Shown))}";
    }

    private static string Content(Answer answer)
    {
        var parts = new[] { (null, answer.Words), ("Multi-tenant", answer.Multi), ("Single-tenant", answer.Single), ("Self-managed", answer.Self) }
            .Where(part => part.Item2 is not null)
            .Select(part => $"\n{(part.Item1 is null ? "" : $"*{part.Item1}:* ")}{CommsText.Typed(part.Item2!)}");
        return string.Concat(parts);
    }
}
