using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Releases;

/// <summary>What a form carries that is about a release.</summary>
internal interface IAboutRelease
{
    /// <summary>The release's id.</summary>
    string Release { get; }
}

/// <summary>A form about a release that carries nothing else.</summary>
internal sealed record AboutRelease(string Release) : IAboutRelease;

/// <summary>As long as a release is in these states something can be done with it.</summary>
/// <param name="Else">What is so in the others, in plain text: <c>its due date stays</c>.</param>
public sealed record While(string Else, params IReadOnlyList<ReleaseState> States)
{
    /// <returns>Why it cannot be done, in plain text; null when it can.</returns>
    public string? Refuse(Release release) =>
        States.Contains(release.State) ? null : $"{release.Id} is {release.State.ToString().ToLowerInvariant()}: {Else}.";
}

/// <summary>A form about a release, whose state is judged again at submission: it may have ended since the form opened.</summary>
internal abstract class ReleaseForm<T>(FormFrame frame, ReleaseDesk desk) : Form<T>(frame)
    where T : IAboutRelease
{
    /// <summary>The states in which it can be submitted.</summary>
    public abstract While While { get; }

    protected ReleaseDesk Releases => desk;

    protected sealed override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<T> form, CancellationToken ct)
    {
        if (await desk.Get(form.About.Release, ct) is not { } read)
            throw new RefusalException("This release is not there any more. /release list shows all.");
        return While.Refuse(read.Value) is { } no ? throw new RefusalException(no) : await Decide(form, read, ct);
    }

    /// <param name="read">The release as it is now.</param>
    protected abstract Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<T> form, Doc<Release> read, CancellationToken ct);
}
