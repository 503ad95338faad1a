using System.Net.Sockets;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Starts the app, or says why it cannot, one clear line for each reason.</summary>
internal static class Start
{
    // EX_CONFIG of sysexits.h: tells a supervisor that restarting will not help.
    public const int WrongConfiguration = 78;

    // Time for work in progress to finish before it is cancelled.
    private static readonly TimeSpan InGoodOrder = TimeSpan.FromSeconds(10);

    /// <param name="error">Where the lines go.</param>
    /// <returns>The exit code of <paramref name="start"/>, or <see cref="WrongConfiguration"/>.</returns>
    public static async Task<int> Run(Func<Task<int>> start, TextWriter error)
    {
        try
        {
            return await start();
        }
        catch (Exception wrong) when (Lines(wrong) is { } lines)
        {
            foreach (var line in lines)
                await error.WriteLineAsync(line);
            return WrongConfiguration;
        }
    }

    /// <summary>What to say of a fault that stops the start, and what to do about it; null for one that nobody expects.</summary>
    public static IReadOnlyList<string>? Lines(Exception? wrong) => wrong switch
    {
        SettingsException settings => settings.Lines,
        StoreException => [wrong.Message],
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            [$"{wrong.Message} Set Urls, Management:Url or LocalSlack:Url to another address, or stop what listens there."],
        SocketException =>
            [$"The app cannot listen: {wrong.Message}. Set Urls, Management:Url and LocalSlack:Url to addresses that it may use."],
        IOException or UnauthorizedAccessException => [$"A file cannot be used: {wrong.Message}"],
        _ => null,
    };

    /// <summary>Runs the app until it is told to end.</summary>
    public static async Task<int> Run(WebApplication app)
    {
        using var ending = new Ending(app.Lifetime);
        await using (app)
        {
            try
            {
                await app.StartAsync();
            }
            catch (Exception)
            {
                // What runs already is told to end: else the host logs that it failed.
                await app.StopAsync();
                throw;
            }
            await app.WaitForShutdownAsync();
        }
        return 0;
    }

    public static Settings AddSettings(this WebApplicationBuilder builder)
    {
        SecretFiles.AddTo(builder.Configuration);
        var settings = Settings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.WebHost.UseUrls(settings.Urls.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = InGoodOrder);
        return settings;
    }
}
