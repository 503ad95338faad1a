using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What a feature knows about the gates of a release. Each says only which of its own are open; together they are what is open.</summary>
public interface ICommsGates
{
    /// <summary>Those of its gates that are open for this release.</summary>
    ValueTask<IReadOnlySet<CommsGate>> Open(Release release, CancellationToken cancellation);
}
