using SecurityReleaseChatOps.Evidence;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Who has a step, and the state of its messages, derived from facts.</summary>
internal static class Asking
{
    private const int Longest = 80;

    /// <summary>mrkdwn: who was told, whose answer is awaited since when, what was answered, and when a message goes out.</summary>
    public static IEnumerable<string> Waits(this Board board, Step step)
    {
        var (told, waiting, answered, scheduled) = (new List<Fact>(), new List<Fact>(), new List<string>(), new List<string>());
        foreach (var message in step.Item.Tells)
        {
            var of = board.Happened.Where(fact => Kinds.Message(fact.Kind) == message).ToList();
            if (of.Find(fact => fact.Kind == message + ".sent") is { } sent)
            {
                if (of.Where(fact => Kinds.IsAnswer(fact.Kind)).MaxBy(fact => fact.At) is { } answer)
                    answered.Add(
                        $"{Mrkdwn.Plain(sent.Value)} {Said(answer)} {Mrkdwn.Date(answer.At)}{(board.Fell(step, answer.At) ? ", to be asked again" : "")}");
                else
                    (sent.About is null ? told : waiting).Add(sent);
            }
            else if (of.Find(fact => fact.Kind == message + ".missed") is { } missed)
            {
                scheduled.Add($":warning: {Mrkdwn.Plain(missed.Value)} did not get it: send it now, or cancel it");
            }
            else if (of.Find(fact => fact.Kind == message + ".scheduled") is { } later)
            {
                scheduled.Add($"{Mrkdwn.Plain(later.Value)} hears it {Mrkdwn.Date(DateTimeOffset.Parse(later.About!, CultureInfo.InvariantCulture))}");
            }
        }
        return
        [
            .. answered,
            .. waiting.Count > 0 ? [$"waiting for {Names(waiting)} since {Mrkdwn.Date(waiting.Min(sent => sent.At))}"] : Array.Empty<string>(),
            .. told.Count > 0 ? [$"{Names(told)} told {Mrkdwn.Date(told.Max(sent => sent.At))}"] : Array.Empty<string>(),
            .. scheduled,
        ];
    }

    /// <summary>Whether a step has a message written but not sent, which can still be changed.</summary>
    public static bool IsWritten(this Board board, Step step) => step.Item.Tells.Any(message =>
        board.Happened.Any(fact => fact.Kind == message + ".scheduled") && !board.Happened.Any(fact => fact.Kind == message + ".sent"));

    /// <summary>The facts still missing that those told by a step know of later changes, where a person has to tell them.</summary>
    public static IEnumerable<Fact> Outdated(this Board board, Step step) =>
        board.Happened.Where(fact => step.Item.Tells.Any(message => fact.Kind == message + ".outdated"));

    /// <summary>Whether nobody has sent or scheduled a message of a step.</summary>
    public static bool ToTell(this Board board, Step step) =>
        step.Item.Tells.Any(message => !board.Happened.Any(fact => fact.Kind == message + ".sent" || fact.Kind == message + ".scheduled"));

    /// <summary>Whether everyone a step asks was asked, and an answer is awaited.</summary>
    public static bool IsAsked(this Board board, Step step) => !board.ToTell(step) && Asked(board, step).Count > 0;

    /// <summary>Whether an agreement of that time no longer counts: the step was reopened since, or its subject changed.</summary>
    public static bool Fell(this Board board, Step step, DateTimeOffset at) =>
        step.State.Record.ReopenedAt >= at
        || step.Item.About.Any(about => board.Happened.Any(fact => fact.Kind == Kinds.EditOf(about) && fact.At > at));

    /// <summary>mrkdwn: whoever claimed it, else the audience whose answer is awaited, else the step's role.</summary>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static string Has(this Board board, Step step, Func<string, string> shown) =>
        step.State.ClaimedBy is { } claimant ? shown(claimant)
        : Asked(board, step) is { Count: > 0 } asked ? string.Join(", ", asked)
        : step.Item.Role switch
        {
            Role.Primary => shown(board.Release.Primary),
            Role.Secondary => shown(board.Release.Secondary),
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

    private static string Names(IEnumerable<Fact> sent) => string.Join(" and ", sent.Select(fact => Mrkdwn.Plain(fact.Value)).Distinct());

    private static string Said(Fact answer)
    {
        var words = answer.Value is { } value ? ": " + Mrkdwn.Plain(Text.PlainText.Cut(value, Longest)) : "";
        return answer.Kind[(answer.Kind.LastIndexOf('.') + 1)..] switch
        {
            "acknowledged" => "acknowledged it",
            "approved" => "approved it",
            "changes" => "asked for changes" + words,
            "date" when DateOnly.TryParseExact(answer.Value, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) =>
                $"asked for {date:ddd d MMM}",
            "impact" => "gave the impact",
            var word => "said " + word,
        };
    }
}
