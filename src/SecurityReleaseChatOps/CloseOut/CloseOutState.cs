using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>What is to be done once a release is public, piece by piece (rows H1 and H3).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Part>))]
public enum Part
{
    /// <summary>The canonical issues are closed, with the reminder to pay a bounty.</summary>
    Issues,

    /// <summary>"Publish Immediately" is ticked on each CVE request (row E12).</summary>
    Cves,

    /// <summary>The engineer of each HackerOne report knows the version with the fix.</summary>
    Reports,

    /// <summary>The CVE records are public; about one in ten is late.</summary>
    Records,

    /// <summary>The HackerOne reports are resolved and rewarded.</summary>
    Rewards,
}

/// <summary>What people did to close out a release. What there is to do is derived from the release: see <see cref="CloseOutPlan"/>.</summary>
public sealed record CloseOutState
{
    public required string Release { get; init; }

    /// <summary>Who agreed to the dry run, oldest first.</summary>
    public IReadOnlyList<Agreed> Agreed { get; init; } = [];

    /// <summary>The pieces reported as done, oldest first: the app cannot see that itself.</summary>
    public IReadOnlyList<Did> Done { get; init; } = [];

    /// <summary>How many times the app has asked, a week apart, whether the CVE records are public.</summary>
    public int Asked { get; init; }
}

/// <param name="Mark">Hash of what they agreed to: see <see cref="CloseOutPlan.Mark"/>.</param>
public sealed record Agreed(string By, Instant At, string Mark);

/// <param name="Subject">Our own id for the fix or CVE.</param>
/// <param name="By">Slack user id of whoever did it, or had the app send it.</param>
/// <param name="Sent">Whether the app sent it itself.</param>
public sealed record Did(Part Part, string Subject, string By, Instant At, bool Sent = false);

/// <summary>The close-out documents.</summary>
internal sealed class CloseOutStore(IStore store)
{
    private static readonly DocumentKind<CloseOutState> Kind = new("close-out");

    public static string Subject(string releaseId) => "close-out/" + releaseId;

    public ValueTask<Doc<CloseOutState>?> Get(string releaseId, CancellationToken ct) => store.Get(Kind, releaseId, ct);

    public static void Save(Commit commit, Doc<CloseOutState>? read, CloseOutState now, Doc<Release> release, string by, string what)
    {
        commit.Put(Kind, now.Release, now, read?.Version ?? 0).Audit(by, what, Subject(now.Release), read?.Value, now);
        ReleaseStore.Require(commit, release);
    }
}
