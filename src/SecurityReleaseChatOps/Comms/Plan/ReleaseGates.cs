using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What the release itself opens: it is public, and it has security fixes.</summary>
internal sealed class ReleaseGates : ICommsGates
{
    public ValueTask<IReadOnlySet<CommsGate>> Open(Release release, CancellationToken cancellation) => new(Of(release));

    /// <summary>As long as neither a CVE nor a severity is known nobody can say that there are security fixes.</summary>
    internal static IReadOnlySet<CommsGate> Of(Release release)
    {
        var open = new HashSet<CommsGate>();
        if (release.PublishedAt is not null && release.State != ReleaseState.Cancelled)
            open.Add(CommsGate.Published);
        if (release.Cves.Count > 0 || release.WorstSeverity is not null and not Severity.None)
            open.Add(CommsGate.SecurityFixes);
        return open;
    }
}
