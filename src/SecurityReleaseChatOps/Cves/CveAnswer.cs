using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary>The audit's words for what is done with CVEs.</summary>
internal static class CveAudit
{
    public const string Added = "added";
    public const string Edited = "edited";
    public const string Removed = "removed";
    public const string Restored = "restored";
    public const string Detailed = "detailed";
    public const string Validated = "validated";
    public const string Invalid = "marked invalid";
    public const string Valid = "marked valid";
    public const string Fixed = "fixed";
    public const string Filled = "filled";
    public const string Retitled = "retitled";

    /// <summary>All of them: each may have changed the CVE.</summary>
    public static string[] All { get; } = [Added, Edited, Removed, Restored, Detailed, Validated, Invalid, Valid, Fixed, Filled, Retitled];
}

/// <summary>Reports the result of a change: where it was asked for, and by direct message to those concerned.</summary>
internal sealed class CveAnswer(SlackDirectory directory, TimeProvider time)
{
    /// <summary>Answers where the form was opened.</summary>
    public void Say(Commit commit, Submitted<AboutRelease> form, Message message) =>
        commit.Reply(form.Slack, form.About.ResponseUrl, message, form.About.Release, time.Now());

    /// <summary>Tells whoever validated a title and description that these have changed.</summary>
    public void Withdrawn(Commit commit, ReleaseCvesSnapshot before, CveChange change, string by)
    {
        foreach (var cve in change.Cves.Where(cve => cve.Validated is null))
        {
            if (before.Find(cve.Id) is { IsValidated: true, Known.Validated: { } validation } was && validation.By != by)
                directory.Tell(
                    commit, before.Release, validation.By,
                    string.Create(CultureInfo.InvariantCulture, $"cve/{CveStore.Key(cve)}/{cve.Edited.At.ToUnixTimeMilliseconds()}"),
                    Again(before.Release, was, by));
        }
    }

    private Message Again(Release release, ReleaseCve cve, string by)
    {
        var words =
            $"{directory.Shown(by)} changed the title or description of *{Mrkdwn.Plain(cve.Name)}* ({Mrkdwn.Plain(release.ShownId())}) after you "
            + $"validated it: please look again.";
        return new()
        {
            Text = words,
            Blocks = [SectionBlock.Of(words),
                ActionsBlock.Of(CveButton.Of("Validate", "/cve validate", release, cve))]
        };
    }
}
