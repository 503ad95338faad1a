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
        catch (SettingsException wrong)
        {
            foreach (var line in wrong.Lines)
                await error.WriteLineAsync(line);
        }
        catch (StoreException wrong)
        {
            await error.WriteLineAsync(wrong.Message);
        }
        catch (IOException wrong) when (wrong.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await error.WriteLineAsync($"{wrong.Message} Set Urls, Management:Url or LocalSlack:Url to another address, or stop what listens there.");
        }
        catch (SocketException wrong)
        {
            await error.WriteLineAsync(
                $"The app cannot listen: {wrong.Message}. Set Urls, Management:Url and LocalSlack:Url to addresses that it may use.");
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"A file cannot be used: {wrong.Message}");
        }
        return WrongConfiguration;
    }

    /// <summary>Runs the app until it is told to end.</summary>
    public static async Task<int> Run(WebApplication app)
    {
        using var ending = new Ending(app.Lifetime);
        await using (app)
            await app.RunAsync();
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
