using NodaTime;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Who is at work, by the roster; someone who is not on it never is.</summary>
internal sealed class RosterWorkday(IReadOnlyList<Engineer> roster) : IWorkday
{
    public bool IsAtWork(string person, DateTimeOffset at) =>
        Find(person) is { } engineer && Workdays.IsAtWork(engineer, Instant.FromDateTimeOffset(at));

    public DateTimeOffset? NextStart(string person, DateTimeOffset after) =>
        Find(person) is { } engineer ? Workdays.Next(engineer, Instant.FromDateTimeOffset(after))?.Start.ToDateTimeOffset() : null;

    private Engineer? Find(string person) => roster.FirstOrDefault(engineer => engineer.UserId == person);
}
