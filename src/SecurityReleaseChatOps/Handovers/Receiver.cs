using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Whom somebody would hand a release over to.</summary>
/// <param name="UserId">Slack user id of the other one of the pair, or who covers for them.</param>
/// <param name="Is">Whether that helps; else why not.</param>
/// <param name="Back">When they are back, if they are away; null: not within a year.</param>
public sealed record Receiver(string UserId, Receiver.State Is, Instant? Back = null)
{
    public enum State
    {
        /// <summary>They are at work, or before who hands over is again.</summary>
        There,

        /// <summary>They come back after who hands over.</summary>
        Away,

        /// <summary>Who hands over covers for them.</summary>
        Covered,

        /// <summary>They are deactivated in Slack.</summary>
        Left,
    }

    /// <summary>Slack user id of whom the form begins with; null: somebody has to be chosen.</summary>
    public string? Suggested => Is == State.There ? UserId : null;

    public static Receiver Of(Release release, string from, IReadOnlyList<Engineer> roster, Instant now)
    {
        var to = release.OtherThan(from);
        if (release.Covered?.Person == to)
            return new(to, State.Covered);
        if (Find(to) is not { } engineer)
            return new(to, State.There);
        if (engineer.Left)
            return new(to, State.Left);
        var next = Workdays.Next(engineer, now)?.Start;
        var isLater = Find(from) is { } sender && Workdays.Next(sender, now) is { } own && !(next <= own.Start);
        return isLater && !Workdays.IsAtWork(engineer, now) ? new(to, State.Away, next) : new(to, State.There);

        Engineer? Find(string person) => roster.FirstOrDefault(one => one.UserId == person);
    }
}
