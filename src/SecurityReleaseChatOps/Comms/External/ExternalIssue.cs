using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Fills in the text of a Security Communications issue, in GitLab's Markdown.</summary>
internal sealed class ExternalIssue
{
    private readonly Template template = TemplateFolder.Load("Comms/External/")["issue"];

    /// <param name="what">The matter in the person's own words; null for none.</param>
    public string Write(ExternalCategory matter, string? what, string askedBy) => template.Render(new
    {
        Category = matter.Name,
        What = string.IsNullOrWhiteSpace(what) ? "(what it is about)" : what.Trim(),
        matter.Owner,
        matter.Approver,
        AskedBy = askedBy,
        IsRelease = matter.Release,
    });
}
