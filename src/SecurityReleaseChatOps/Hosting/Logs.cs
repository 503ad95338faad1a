using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Logs: readable on the console, JSON in a file a day for two weeks. Neither secrets nor what people wrote is ever logged.</summary>
internal static class Logs
{
    public static void AddLogs(this WebApplicationBuilder builder, Settings settings)
    {
        // Made first, so that nobody else on the machine reads what lies beside it in data/.
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(settings.LogFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        builder.Logging.ClearProviders();
        // Else each request gets an activity and a scope that no log line uses.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Logging.AddSerilog(new LoggerConfiguration()
            .MinimumLevel.Information()
            // Request lines and generated SQL would carry what people wrote.
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
            .WriteTo.Console(
                formatProvider: null,
                outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}{Exception}")
            .WriteTo.File(
                new JsonFormatter(renderMessage: true),
                Path.Combine(settings.LogFolder, "chatops-.json"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14,
                fileSizeLimitBytes: 50 * 1024 * 1024,
                rollOnFileSizeLimit: true,
                shared: true)
            .CreateLogger(), dispose: true);
    }
}
