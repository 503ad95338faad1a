using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What an audience knows of a release by what it was told. It says also what the app could not tell them.</summary>
/// <param name="Knows">By the newest message, or by the newest change that was said.</param>
public sealed record Told(Knows Knows)
{
    /// <summary>The newest that the app left to a person, because it cannot tell them; null when it left nothing.</summary>
    public Knows? Left { get; init; }
}

/// <summary>Who has to hear of a change, and by whom; pure.</summary>
internal static class ChangeRules
{
    /// <summary>So long nothing changed before a change is said: what belongs together is said together.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(2);

    /// <summary>When a release last changed, and by whom (Slack user id).</summary>
    public static (DateTimeOffset At, string By) LastChange(Release release) => new (DateTimeOffset At, string By)?[]
    {
        (release.CreatedAt, release.CreatedBy),
        release.Edits is [.., var edit] ? (edit.At, edit.By) : null,
        release.Moves is [.., var move] ? (move.At, move.By) : null,
        release.Changed is { } changed ? (changed.At, changed.By) : null,
    }.OfType<(DateTimeOffset At, string By)>().MaxBy(one => one.At);

    public static bool IsOutdated(Told told, Release release) => Difference.Since(told.Knows, release).Count > 0;

    /// <summary>Whether the app has left what changed to a person already.</summary>
    public static bool IsLeft(Told told, Release release) => told.Left is { } left && Difference.Since(left, release).Count == 0;

    /// <summary>Whether a person tells them: nobody told them in Slack, or the app left it to one.</summary>
    public static bool IsForPerson(Told told, Release release, IEnumerable<Ping> toThem) =>
        IsOutdated(told, release) && (IsLeft(told, release) || !toThem.Any(ping => ping.Posted));

    /// <summary>What was sent last to an audience; the matrix's own before what was said in own words. Null when nothing was.</summary>
    public static Ping? Newest(IEnumerable<Ping> toThem) =>
        toThem.Where(ping => ping.SentAt is not null).OrderBy(ping => ping.Message is not null).ThenBy(ping => ping.SentAt).LastOrDefault();
}
