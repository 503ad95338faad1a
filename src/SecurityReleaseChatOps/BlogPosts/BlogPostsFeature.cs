using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Templates;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The post of a release: drafted from what is known, compared with it, corrected.</summary>
internal static class BlogPostsFeature
{
    /// <exception cref="SettingsException">An operator's template or list is at fault: where and why.</exception>
    public static void AddBlogPosts(this WebApplicationBuilder builder, Settings settings)
    {
        var services = builder.Services;
        services.AddSingleton(Read(settings, () => new PostDraft(TemplateFolder.Load("BlogPosts/Texts/", settings.BlogPostDirectory))));
        services.AddSingleton(Read(settings, () => AcronymList.Load(settings.BlogPostDirectory)));
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
        services.AddSlackNet(slack => slack
            .RegisterCommand("/blogpost")
            .RegisterMessageShortcutHandler<CheckPostMessage>(CheckPostMessage.CallbackId)
            .RegisterViewSubmissionHandler<CheckPostMessage>(CheckPostMessage.CallbackId)
            .RegisterViewSubmissionHandler<CheckPostModal>(CheckPostModal.CallbackId)
            .RegisterViewSubmissionHandler<EditPostModal>(EditPostModal.CallbackId));
    }

    private static T Read<T>(Settings settings, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception wrong) when (wrong is TemplateException or DefinitionException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(wrong switch
            {
                TemplateException { Faults: var faults } => faults,
                DefinitionException => [wrong.Message],
                _ => [$"BlogPosts:Directory is “{settings.BlogPostDirectory}”: {wrong.Message}"],
            });
        }
    }
}
