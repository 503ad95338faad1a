namespace SecurityReleaseChatOps.Releases;

/// <summary>A feature with embargoed facts of a release beyond those of the release itself.</summary>
public interface IConfidential
{
    /// <summary>All of them, for all releases; the same list instance until something changes.</summary>
    Task<IReadOnlyList<ConfidentialText>> Texts(CancellationToken ct);
}

/// <param name="Release">The release's id.</param>
public sealed record ConfidentialText(string Release, string Text);
