using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Briefs;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.CloseOut;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Embargo;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Home;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Log;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Retrospectives;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Thanks;

namespace SecurityReleaseChatOps;

/// <summary>The app: a line for each feature.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => Start.Run(() => Build(args));

    /// <summary>Composes the app; in Local mode the local workspace listens already.</summary>
    /// <exception cref="SettingsException">Settings are wrong; one line for each.</exception>
    public static async Task<WebApplication> Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = builder.AddSettings();
        builder.AddLogs(settings);
        await builder.AddSlack(settings);
        builder.Services.AddStore(builder.Configuration, settings.Pace);
        builder.AddManagement();
        builder.AddAccess();
        builder.AddForms();
        builder.AddRotation();
        builder.AddReleases(settings);
        builder.AddHandovers();
        builder.AddChecklists(settings);
        builder.AddCves();
        builder.AddComms(settings);
        builder.AddEmbargo();
        builder.AddBlogPosts(settings);
        builder.AddThanks();
        builder.AddCloseOut();
        builder.AddRetrospectives();
        builder.AddLog();
        builder.AddBriefs();
        builder.AddHome();
        builder.AddSchedule(settings);

        var app = builder.Build();
        app.CheckDefinitions();
        app.CheckMessages();
        app.UseDeliveryLog();
        app.UseSlackNet();
        app.MapHealth();
        return app;
    }
}
