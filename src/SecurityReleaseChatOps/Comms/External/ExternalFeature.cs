using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
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

/// <summary>Registers <c>/comms classify</c>.</summary>
internal static class ExternalFeature
{
    public static void AddExternalComms(this IServiceCollection services)
    {
        services.AddSingleton(ExternalReader.Load());
        services.AddSingleton<ExternalIssue>();
        services.AddSubcommand<ClassifyCommand>();
        foreach (var open in new[] { ClassifyModal.ActionId, ClassifyModal.CallbackId })
            services.AddSingleton(new OpenToViewers(open));
        services.AddSlackNet(slack => slack
            .RegisterBlockActionHandler<StaticSelectAction, ClassifyModal>(ClassifyModal.ActionId)
            .RegisterViewSubmissionHandler<ClassifyModal>(ClassifyModal.CallbackId));
    }
}
