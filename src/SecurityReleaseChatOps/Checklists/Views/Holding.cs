using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Who has an open step.</summary>
internal static class Holding
{
    /// <summary>mrkdwn: whoever claimed it, the audience that was asked and has not answered, else those whose step it is.</summary>
    public static string Has(this Board board, Step step) =>
        step.State.ClaimedBy is { } claimant ? Mrkdwn.User(claimant)
        : Asked(board, step) is { Count: > 0 } asked ? string.Join(", ", asked)
        : step.Item.Role switch
        {
            Role.Primary => Mrkdwn.User(board.Release.Primary),
            Role.Secondary => Mrkdwn.User(board.Release.Secondary),
            Role.ReleaseManager => "the release managers",
            Role.Communications => "Communications",
            Role.Developer => "the developers",
            _ => "the pair",
        };

    private static IReadOnlyList<string> Asked(Board board, Step step) =>
    [
        .. from message in step.Item.Tells
           let of = board.Happened.Where(fact => Kinds.Message(fact.Kind) == message).ToList()
           let sent = of.Find(fact => fact.Kind == message + ".sent")
           where sent is { About: not null } && !of.Exists(fact => Kinds.IsAnswer(fact.Kind))
           select Mrkdwn.Plain(sent.Value),
    ];
}
