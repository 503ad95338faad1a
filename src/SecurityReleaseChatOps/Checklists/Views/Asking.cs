using System.Globalization;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>How the messages of steps stand, read from what happened.</summary>
internal static class Asking
{
    /// <summary>mrkdwn: of each message that is sent or scheduled, whom it waits for since when, or when it goes out.</summary>
    public static IEnumerable<string> Waits(this Board board, Step step)
    {
        foreach (var message in step.Item.Tells)
        {
            var of = board.Facts.Happened.Where(fact => Kinds.Message(fact.Kind) == message).ToList();
            if (of.Find(fact => fact.Kind == message + ".sent") is { } sent)
            {
                var answer = of.Where(fact => Kinds.IsAnswer(fact.Kind)).MaxBy(fact => fact.At);
                yield return answer is { } said
                    ? $"{Mrkdwn.Plain(sent.Value)} said {Said(said)} {Mrkdwn.Date(said.At)}"
                    : $"asked, waiting for {Mrkdwn.Plain(sent.Value)} since {Mrkdwn.Date(sent.At)}";
            }
            else if (of.Find(fact => fact.Kind == message + ".scheduled") is { } scheduled)
            {
                yield return $"{Mrkdwn.Plain(scheduled.Value)} is asked {Mrkdwn.Date(DateTimeOffset.Parse(scheduled.About!, CultureInfo.InvariantCulture))}";
            }
        }
    }

    /// <summary>Whether nobody has sent or scheduled a message of a step.</summary>
    public static bool ToTell(this Board board, Step step) =>
        step.Item.Tells.Any(message => !board.Facts.Happened.Any(fact => fact.Kind == message + ".sent" || fact.Kind == message + ".scheduled"));

    private static string Said(Fact answer) => Mrkdwn.Plain(answer.Kind[(answer.Kind.LastIndexOf('.') + 1)..] switch
    {
        "changes" => "changes needed",
        "date" => $"another date, {answer.Value}",
        var word => word,
    });
}
