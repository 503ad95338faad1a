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
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Retrospectives;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Outside;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Thanks;

namespace SecurityReleaseChatOps;

/// <summary>Composes the app from its features, one line each.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.Run(args, Console.Out, Console.Error);

    /// <summary>Composes the app to run; in Local mode the local workspace is already listening.</summary>
    /// <exception cref="SettingsException">Settings are wrong; one line each.</exception>
    public static async Task<WebApplication> Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = builder.AddSettings();
        builder.AddLogs(settings);
        await builder.AddSlack(settings);
        builder.AddFeatures(settings);

        var app = builder.Build();
        app.CheckDefinitions();
        app.CheckMessages();
        app.UseDeliveryLog();
        app.UseSlackNet();
        app.MapHealth();
        app.MapCalendarFeeds();
        return app;
    }

    /// <summary>The same without server, logs and local workspace, for commands that only inspect the app: nothing is started.</summary>
    /// <exception cref="SettingsException">Settings are wrong; one line each.</exception>
    internal static WebApplication Compose(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = builder.AddSettings();
        builder.Logging.ClearProviders();
        builder.Services.AddSlackOf(settings);
        builder.AddFeatures(settings);

        var app = builder.Build();
        app.CheckDefinitions();
        app.CheckMessages();
        return app;
    }

    private static void AddFeatures(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddStore(builder.Configuration, settings.Pace);
        builder.AddManagement();
        builder.AddTelemetry(settings);
        builder.AddAccess();
        builder.AddForms();
        builder.AddRotation(settings);
        builder.AddReleases(settings);
        builder.AddHandovers();
        builder.AddChecklists(settings);
        builder.AddCves();
        builder.AddBlogPosts(settings);
        builder.AddComms(settings);
        builder.AddEmbargo();
        builder.AddThanks();
        builder.AddCloseOut();
        builder.AddRetrospectives();
        builder.AddLog();
        builder.AddBriefs();
        builder.AddHome();
        builder.AddOperation();
        builder.AddSchedule(settings);
        builder.AddHandlers();
    }
}
