namespace SecurityReleaseChatOps.Releases;

/// <summary>A feature that knows more of what is under embargo with a release than the release itself says.</summary>
public interface IConfidential
{
    /// <summary>All of it, of all releases; the same list as long as nothing of it has changed.</summary>
    Task<IReadOnlyList<ConfidentialText>> Texts(CancellationToken ct);
}

/// <param name="Release">The release's id.</param>
public sealed record ConfidentialText(string Release, string Text);
