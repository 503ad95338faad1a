using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Logs: readable on the console, compact JSON in daily files kept for two weeks. Neither secrets nor what people wrote is ever logged.</summary>
internal static class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder, Settings settings)
    {
        var unprotected = OwnFiles.Protect(settings);
        // If the folder cannot be created, fail here: the sink would only say so in its own log.
        Directory.CreateDirectory(settings.LogFolder);
        var log = new LoggerConfiguration()
            .MinimumLevel.Is(settings.LogLevel)
            // Request lines and generated SQL would contain what people wrote.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            // Otherwise each request would get an activity and a scope that no log line uses.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            // It would log every check's words each time, and these can name embargoed facts; HealthLog logs the changes.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LevelAlias.Off)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            // Server and host would log each with its stack trace what Start says in a clear line.
            .Filter.ByExcluding(line =>
                line.MessageTemplate.Text is "Unable to start Kestrel." or "Hosting failed to start" && Start.Lines(line.Exception) is not null)
            .Enrich.FromLogContext()
            .WriteTo.Console(
                formatProvider: null,
                outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}")
            .WriteTo.File(
                new RenderedCompactJsonFormatter(),
                Path.Combine(settings.LogFolder, "chatops-.json"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14,
                fileSizeLimitBytes: 50 * 1024 * 1024,
                rollOnFileSizeLimit: true,
                shared: true)
            .CreateLogger();
        foreach (var line in unprotected.Concat(SettingsDoubts.Find(settings)))
            log.Warning("{Doubt}", line);
        builder.Services.AddSerilog(log, dispose: true);
    }

    /// <summary>
    /// At Debug level, logs one line for each HTTP delivery, with the trace id shared by everything logged while handling it. It contains nothing
    /// of what was sent, and costs nothing at other levels.
    /// </summary>
    public static void UseDeliveryLog(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<Serilog.ILogger>();
        if (!log.IsEnabled(LogEventLevel.Debug))
            return;
        app.UseWhen(http => http.Request.Path.IsSlacks(), deliveries =>
        {
            deliveries.Use(async (http, next) =>
            {
                using var delivery = Tracing.Begin("delivery");
                await next(http);
            });
            deliveries.UseSerilogRequestLogging(line =>
            {
                line.Logger = log;
                line.MessageTemplate = "{RequestPath} answered {StatusCode} in {Elapsed:0.0} ms";
                line.GetMessageTemplateProperties = (http, path, elapsed, status) =>
                [
                    new("RequestPath", new ScalarValue(path)),
                    new("StatusCode", new ScalarValue(status)),
                    new("Elapsed", new ScalarValue(elapsed)),
                ];
                line.GetLevel = static (_, _, _) => LogEventLevel.Debug;
            });
        });
    }
}
