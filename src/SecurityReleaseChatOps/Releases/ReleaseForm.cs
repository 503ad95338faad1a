using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Forms;

namespace SecurityReleaseChatOps.Releases;

/// <summary>What a form carries that is about a release.</summary>
internal interface IAboutRelease
{
    /// <summary>The release's id.</summary>
    string Release { get; }
}

/// <summary>What nearly every form carries that is about a release: what it is about, and where it was opened.</summary>
/// <param name="ResponseUrl">Where it was opened, to say there what was saved; null where there is no such place.</param>
/// <param name="View">The view of the checklist that stands there, to be brought up to date; null when none does.</param>
/// <param name="Of">What of the release it is about: our own id of a fix or CVE, a step's key, a message's id; null where it is about the whole.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] // what an earlier version's form carried is refused in words
internal sealed record AboutRelease(string Release, string? ResponseUrl = null, string? View = null, string? Of = null) : IAboutRelease;

/// <summary>Says what a form saved where it was opened, and brings up to date what stands there.</summary>
internal interface IFormAnswer
{
    /// <param name="after">The release once the commit is saved.</param>
    /// <param name="words">mrkdwn: what was saved.</param>
    Task Say(Commit commit, Doc<Release> after, Submitted<AboutRelease> form, string words, CancellationToken ct);
}

/// <summary>A form about a release, whose state is judged again at submission: it may have ended since the form opened.</summary>
/// <param name="who">Who may submit it.</param>
/// <param name="states">The states in which it can be submitted.</param>
internal abstract class ReleaseForm<T>(FormFrame frame, ReleaseStore releases, Who who, While states) : Form<T>(frame, who)
    where T : IAboutRelease
{
    protected ReleaseStore Releases => releases;

    protected sealed override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<T> form, CancellationToken ct)
    {
        if (await releases.Get(form.About.Release, ct) is not { } read)
            throw new RefusalException("This release is not there any more. /release list shows all.");
        return states.Refuse(read.Value) is { } no ? throw new RefusalException(no) : await Decide(form, read, ct);
    }

    /// <param name="read">The release as it is now.</param>
    protected abstract Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<T> form, Doc<Release> read, CancellationToken ct);
}
