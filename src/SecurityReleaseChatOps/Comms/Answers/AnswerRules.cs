using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What an audience may answer to a message, who may answer, and for how long. Pure.</summary>
internal static class AnswerRules
{
    /// <summary>Longest text with an answer, in characters.</summary>
    public const int LongestWords = 1000;

    /// <summary>Longest text on one kind of instance, in characters.</summary>
    public const int LongestImpact = 600;

    private static readonly Duration LastZone = Duration.FromHours(-12);

    /// <summary>The answers that a message accepts; none when it only informs.</summary>
    public static IReadOnlyList<AnswerKind> Of(Asks asks) => asks switch
    {
        Asks.Acknowledge => [AnswerKind.Acknowledged],
        Asks.Answer => [AnswerKind.Yes, AnswerKind.No, AnswerKind.Date],
        Asks.Approval => [AnswerKind.Approved, AnswerKind.Changes],
        Asks.Impact => [AnswerKind.Impact],
        _ => [],
    };

    /// <summary>Whether an answer leaves nothing to ask; any other may be followed by another answer.</summary>
    public static bool Ends(AnswerKind what) => what is AnswerKind.Acknowledged or AnswerKind.Yes or AnswerKind.Approved;

    /// <summary>Whether a sent message shows its buttons.</summary>
    public static bool IsAsked(CommsSnapshot snapshot, Ping ping) =>
        Closed(snapshot, ping) is null && !(ping.Answered is { } answer && Ends(answer.What) && !Again(snapshot, ping, answer));

    /// <summary>
    /// Whether it waits for its audience: nobody answered, or the answer no longer counts, and the step that an answer settles was not
    /// settled another way. The buttons may stay longer, for a contrary answer.
    /// </summary>
    public static bool Waits(CommsSnapshot snapshot, Ping ping) =>
        IsAsked(snapshot, ping) && (ping.Answered is not { } answer || Ends(answer.What))
        && !(snapshot.Checklist?.Board.Telling(ping.Message!) is { Open: false } step
        && step.Item.SettledBy.Any(term => term.Facts.Any(kind => Kinds.IsAnswer(kind) && Kinds.Message(kind) == ping.Message)));

    /// <summary>Adds an answer that somebody of the audience gave in Slack.</summary>
    /// <param name="people">Slack user ids of the audience; empty when unknown.</param>
    /// <param name="nameOf">A person's name, in plain text.</param>
    public static Decision<Ping> Give(CommsSnapshot snapshot, Ping ping, Answer said, IReadOnlyList<string> people, Func<string, string> nameOf) =>
        Closed(snapshot, ping) is { } closed ? Decision<Ping>.Same(ping, closed)
        : MayNot(snapshot, ping, said.By, people, nameOf) is { } no ? Decision<Ping>.Refuse(no)
        : Take(snapshot, ping, said, nameOf);

    /// <summary>Adds an answer, given in Slack or noted by PSIRT; the newest counts, and nobody gives the same one twice.</summary>
    public static Decision<Ping> Take(CommsSnapshot snapshot, Ping ping, Answer said, Func<string, string> nameOf)
    {
        if (Fault(snapshot.Matrix.Find(ping.Message), said) is { } fault)
            return Decision<Ping>.Refuse(fault);
        var standing = ping.Standing.ToList();
        var mine = standing.FindLastIndex(answer => answer.By == said.By && IsSame(answer, said) && !Fell(snapshot, ping, answer));
        if (mine >= 0 && standing[mine..].TrueForAll(answer => IsSame(answer, said)))
            return Decision<Ping>.Same(ping, $"You have {Done(said.What)} already");
        return ping.Answered is { } newest && Ends(said.What) && IsSame(newest, said) && !Again(snapshot, ping, newest)
            ? Decision<Ping>.Same(ping, $"{nameOf(newest.By)} has {Done(said.What)} already")
            : Decision<Ping>.New(ping with { Answers = [.. ping.Answers, said] });
    }

    /// <summary>Takes back a person's answer; only they can.</summary>
    public static Decision<Ping> TakeBack(Ping ping, string by, Instant now) => ping.Standing.Any(answer => answer.By == by)
        ? Decision<Ping>.New(ping with { Answers = [.. ping.Answers, new(AnswerKind.TakenBack, by, now)] })
        : Decision<Ping>.Refuse(ping.Answered is null ? "It is not answered" : "Only the one who answered can take that back");

    /// <returns>Why this person may not answer, in plain text without a full stop; null when they may.</returns>
    public static string? MayNot(CommsSnapshot snapshot, Ping ping, string by, IReadOnlyList<string> people, Func<string, string> nameOf)
    {
        var name = snapshot.Matrix.NameOf(ping.Audience);
        return by == ping.By ? $"You sent this: someone of {name} answers it"
            // In a rehearsal PSIRT stands in for everyone.
            : snapshot.Release.Pair.Contains(by) && !snapshot.Release.Rehearsal ? $"You run {snapshot.Release.Id}: someone else of {name} answers this"
            : people.Count == 0 ? $"I do not know who belongs to {name}. Tell PSIRT: they can note your answer in /comms {snapshot.Release.Id}"
            : !people.Contains(by) ? $"This is for {name}: {CommsText.List([.. people.Take(5).Select(nameOf)])} can answer it"
            : null;
    }

    /// <returns>Why nobody is asked, in plain text without a full stop; null when somebody is.</returns>
    public static string? Closed(CommsSnapshot snapshot, Ping ping) =>
        snapshot.Matrix.Find(ping.Message) is not { } message || Of(message.Asks).Count == 0 || !ping.Posted ? "This asks nothing"
        : snapshot.Release.State == ReleaseState.Cancelled ? $"{snapshot.Release.Id} is cancelled: nobody waits for an answer any more"
        : snapshot.IsAskedAgain(ping) ? "You were asked again since: answer the newer message"
        : message.IsOver(snapshot.Release) ? $"{snapshot.Release.Id} is public: nobody waits for an answer to this any more"
        : null;

    /// <returns>What is wrong with an answer, in plain text without a full stop; null when nothing is.</returns>
    public static string? Fault(CommsMessage? message, Answer said)
    {
        var longest = new[] { (said.Words, LongestWords), (said.Multi, LongestImpact), (said.Single, LongestImpact), (said.Self, LongestImpact) }
            .FirstOrDefault(part => part.Item1?.Length > part.Item2);
        return !Of(message?.Asks ?? Asks.Nothing).Contains(said.What) ? "This message does not ask that"
            : longest is ({ } words, var most) ? $"This has {words.Length:N0} characters: at most {most:N0} fit"
            : said.What switch
            {
                AnswerKind.Changes when string.IsNullOrWhiteSpace(said.Words) => "Say in a few words what has to change",
                AnswerKind.Date when said.Date is null => "Pick the date",
                // Past in every time zone.
                AnswerKind.Date when said.Date < (said.At + LastZone).UtcDay() => "This date is past: pick a later one",
                AnswerKind.Impact when said is { Multi: null, Single: null, Self: null } => "Say the impact on one of them at least",
                _ => null,
            };
    }

    /// <summary>What was done, to fit into a sentence: <c>has approved it already</c>.</summary>
    private static string Done(AnswerKind what) => what switch
    {
        AnswerKind.Acknowledged => "acknowledged it",
        AnswerKind.Approved => "approved it",
        _ => "said that",
    };

    /// <summary>Whether a message asks again, although its answer left nothing to ask.</summary>
    private static bool Again(CommsSnapshot snapshot, Ping ping, Answer answer) =>
        Fell(snapshot, ping, answer)
            || snapshot.Checklist?.Board.Telling(ping.Message!) is { Open: true, Item: { NeedsSecondPerson: true } item } && Counts(item, ping);

    private static bool Fell(CommsSnapshot snapshot, Ping ping, Answer answer) =>
        snapshot.Checklist?.Board.Telling(ping.Message!) is { } step && Counts(step.Item, ping) && snapshot.Checklist.Board.Fell(step, answer.At);

    private static bool Counts(Item item, Ping ping) =>
        item.SettledBy.Any(term => term.Facts.Any(kind => Kinds.Message(kind) == ping.Message && !Kinds.Stays(kind)));

    private static bool IsSame(Answer one, Answer other) =>
        (one.What, one.Words, one.Date, one.Multi, one.Single, one.Self) == (other.What, other.Words, other.Date, other.Multi, other.Single, other.Self);
}
