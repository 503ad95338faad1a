using System.Globalization;
using System.Text;
using SecurityReleaseChatOps.Handovers;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Status and Next of a handover, drafted from the checklist as plain text for a person to edit.</summary>
public static class ChecklistHandover
{
    /// <summary>So many steps of one kind are named, the rest is counted: each text stays under the 3,000 characters of its field.</summary>
    private const int Named = 6;

    private const int Longest = 105;

    /// <param name="since">The last handover; null: the start.</param>
    /// <param name="receiver">Slack user id.</param>
    /// <param name="receiverEnds">The end of the receiver's next workday; null when it is not known.</param>
    /// <param name="name">From a Slack user id to what people read.</param>
    public static HandoverWords Draft(
        Board board, DateTimeOffset? since, string receiver, DateTimeOffset? receiverEnds, Func<string, string> name, DateTimeOffset now)
    {
        var progress = Progress.Of(board, now);
        var settled = board.Steps.Where(step => step.State.SettledAt is { } at && (since is null || at > since)).OrderBy(step => step.State.SettledAt).ToList();
        var busy = Agenda.InProgress(board);
        var overdue = Agenda.Overdue(board, now);
        var due = board.Steps.Where(step => step.Open && step.Due is { } at && at >= now && at <= receiverEnds).OrderBy(step => step.Due).ToList();
        var told = overdue.Concat(due).Concat(busy).Select(step => step.Key).ToHashSet(StringComparer.Ordinal);
        var next = Agenda.NextFor(board, receiver, now).Where(step => !told.Contains(step.Key)).ToList();

        var status = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{progress.Settled} of {progress.Total} steps are done.\n");
        Section(status, since is null ? "Done" : "Done since the last handover", settled, step =>
            step.State.Status == StepStatus.NotNeeded ? $"{Words.PlainTitle(step)} (not needed: {step.State.Settler?.Why})" : step.State.ForcedWhy is { } why ? $"{Words.PlainTitle(step)} (forced: {why})" : Words.PlainTitle(step));
        Section(status, "In progress", busy, step => step.State.Confirmations.Count > 0
            ? $"{Words.PlainTitle(step)} (confirmed by {name(step.State.Confirmations[0].By)}, needs a second person)"
            : $"{Words.PlainTitle(step)} ({name(step.State.ClaimedBy!)})");
        Section(status, "To be looked at again, because something was added that comes before it", board.Overtaken, Words.PlainTitle);

        var plan = new StringBuilder();
        Section(plan, "Overdue", overdue, Timed);
        Section(plan, $"Due before {name(receiver)}'s workday ends", due, Timed);
        Section(plan, "Can be done now", next, Words.PlainTitle);
        Section(plan, "Blocked", Agenda.Blocked(board), blocked =>
            $"{Words.PlainTitle(blocked.Step)} (blocked by {Words.PlainTitle(blocked.By[0])}{(blocked.By.Count > 1 ? $" and {blocked.By.Count - 1} more" : "")})");
        return new(status.ToString().TrimEnd(), plan.Length == 0 ? "Nothing is open." : plan.ToString().TrimEnd());
    }

    private static string Timed(Step step) => string.Create(CultureInfo.InvariantCulture, $"{Words.PlainTitle(step)} ({step.Due!.Value.UtcDateTime:ddd d MMM HH:mm} UTC)");

    private static void Section<T>(StringBuilder text, string heading, IReadOnlyList<T> all, Func<T, string> line)
    {
        if (all.Count == 0)
            return;
        text.Append(heading).Append(":\n");
        foreach (var one in all.Take(Named))
            text.Append("- ").Append(Text.Words.Cut(line(one), Longest)).Append('\n');
        if (all.Count > Named)
            text.Append(CultureInfo.InvariantCulture, $"- and {all.Count - Named} more\n");
    }
}
