using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>What reminders ask of the rotation.</summary>
public interface IWorkday
{
    bool IsAtWork(string person, DateTimeOffset at);

    /// <summary>The start of the person's next workday after that instant; null when none is known.</summary>
    DateTimeOffset? NextStart(string person, DateTimeOffset after);
}

/// <summary>Of one step, to one person. Those to the same person come in one message.</summary>
/// <param name="Key">The same for the same message, whenever and wherever it is worked out: it is sent once.</param>
/// <param name="At">When it is to be sent; later than now when nobody of the pair is at work.</param>
public sealed record Reminder(string Key, string To, DateTimeOffset At, Step Step);

/// <summary>Who is to be reminded of what. Pure: whoever wakes it sends what is due and was not sent.</summary>
public static class Reminders
{
    /// <summary>So begin the keys of all reminders.</summary>
    public const string AllKeys = "checklist-due/";

    /// <summary>So begin the keys of a release's reminders.</summary>
    public static string Keys(string releaseId) => $"{AllKeys}{releaseId}/";

    /// <summary>One for each required step that can be done and is due within <paramref name="ahead"/>.</summary>
    public static IReadOnlyList<Reminder> Upcoming(Board board, IWorkday workday, TimeSpan ahead, DateTimeOffset now) =>
        [.. board.Steps
            .Where(step => step.Blocks && step.Due is { } due && due >= now && due - ahead <= now && Agenda.IsReady(board, step))
            .Select(step => Upcoming(board, step, workday, now))];

    /// <summary>
    /// One for each step whose reminder was to be sent, and that came due, while nobody looked. Nobody can have pressed anything meanwhile:
    /// what can be done now could be done then.
    /// </summary>
    /// <param name="looked">The look before this one.</param>
    public static IReadOnlyList<Reminder> Missed(Board board, IWorkday workday, TimeSpan ahead, DateTimeOffset looked, DateTimeOffset now) =>
        [.. board.Steps
            .Where(step => step.Blocks && step.Due < now && step.Due > looked && step.Due > Agenda.Began(board.Release, step) && Agenda.IsReady(board, step))
            .Select(step => Upcoming(board, step, workday, step.Due!.Value - ahead))
            .Where(reminder => reminder.At > looked && reminder.At <= reminder.Step.Due)];

    /// <summary>One for each overdue step of a critical release; of any other the morning brief speaks.</summary>
    public static IReadOnlyList<Reminder> Overdue(Board board, IWorkday workday, DateTimeOffset now) =>
        board.Release.WorstSeverity == Severity.Critical ? [.. Agenda.Alarming(board, now).Select(step => Of(board, step, "overdue/", workday, now))] : [];

    private static Reminder Upcoming(Board board, Step step, IWorkday workday, DateTimeOffset at) => Of(board, step, "", workday, at);

    private static Reminder Of(Board board, Step step, string what, IWorkday workday, DateTimeOffset at)
    {
        var to = Recipient(Agenda.Holder(step, board.Release), board.Release, workday, at);
        return new($"{Keys(board.Release.Id)}{what}{step.Key}/{step.Due:yyyyMMddTHHmm}", to.Person, to.At, step);
    }

    /// <summary>The holder when at work, else the other one of the pair, else whoever of both starts first.</summary>
    private static (string Person, DateTimeOffset At) Recipient(string holder, Release release, IWorkday workday, DateTimeOffset now)
    {
        string[] people = [holder, release.OtherThan(holder)];
        return people.FirstOrDefault(person => workday.IsAtWork(person, now)) is { } present
            ? (present, now)
            : people.Select(person => (person, At: workday.NextStart(person, now) ?? DateTimeOffset.MaxValue)).MinBy(start => start.At);
    }
}
