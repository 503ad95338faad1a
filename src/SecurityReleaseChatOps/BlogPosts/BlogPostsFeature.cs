using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The post of a release: drafted from what is known, checked against it, corrected.</summary>
internal static class BlogPostsFeature
{
    private const string Files = "BlogPosts:Directory";

    /// <exception cref="SettingsException">An operator's template or list is at fault: where and why.</exception>
    public static void AddBlogPosts(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton(OperatorFiles.Read(
            Files, settings.BlogPostDirectory, () => new PostDraft(TemplateFolder.Load("BlogPosts/Texts/", settings.BlogPostDirectory))));
        services.AddSingleton(OperatorFiles.Read(Files, settings.BlogPostDirectory, () => AcronymList.Load(settings.BlogPostDirectory)));
        services.AddSingleton<BlogPostStore>();
        services.AddSingleton<PostChecker>();
        services.AddSingleton<BlogPostEvidence>();
        services.AddSingleton<IEvidence>(all => all.GetRequiredService<BlogPostEvidence>());
        services.AddSingleton<IEventForm, BlogPostEvents>();
        services.AddSingleton<IMissing, PostMissing>();
        services.AddSingleton<IReleaseWatcher, TakenOutText>();
        services.AddSubcommand<DraftPostCommand>();
        services.AddSubcommand<CheckPostCommand>();
        services.AddSubcommand<EditPostCommand>();
        services.AddSubcommand<CorrectPostCommand>();
        foreach (var word in (string[])["bugs", "updates", "author"])
            services.AddSingleton(new NotACommand("/blogpost", word, "`/blogpost edit` takes author, third-party updates and bug fixes."));
        services.AddSlackNet(slack => slack.RegisterCommand("/blogpost"));
    }
}
