using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>Says what a form saved where it was opened; a checklist that stands there is brought up to date.</summary>
internal sealed class FormAnswer(ChecklistStore checklists, ChecklistPress press, TimeProvider time) : IFormAnswer
{
    // How long Slack takes answers to what was done.
    private static readonly TimeSpan Answerable = TimeSpan.FromMinutes(30);

    public async Task Say(Commit commit, Doc<Release> after, Submitted<AboutRelease> form, string words, CancellationToken ct)
    {
        if (form.About is { ResponseUrl: not null } about)
            Say(commit, after.Id, about.View is null ? null : await checklists.Open(after, ct), new(form.By, about.ResponseUrl, about.View), form.Slack, words);
    }

    /// <param name="after">The checklist after it; null when there is none.</param>
    /// <param name="form">The form by which; null when a job did it.</param>
    /// <param name="words">mrkdwn: what was saved.</param>
    public void Say(Commit commit, string release, ChecklistSnapshot? after, PressedAt at, ViewSubmission? form, string words)
    {
        if (at.ResponseUrl is not { } url || form is null)
            return;
        commit.Effect(new Respond(
            "form/" + form.DeliveryId,
            url,
            at.By,
            new()
            {
                Message = after is not null && at.View is { } view
                    ? press.Draw(after, at.By, new(release, view), words)
                    : new() { Text = words, Blocks = [new SectionBlock { Text = new Markdown(words) }] },
                ReplaceOriginal = after is not null && at.View is not null,
            },
            time.GetUtcNow() + Answerable,
            Classification.Embargoed(release)));
    }
}
