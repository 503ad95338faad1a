using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>Starts the app, or says in one clear line each why it cannot.</summary>
internal static class Start
{
    // sysexits.h: EX_CONFIG. Whoever supervises the app can tell that starting it again will not help.
    private const int WrongConfiguration = 78;

    public static async Task<int> Run(Func<Task<WebApplication>> build)
    {
        try
        {
            await using var app = await build();
            await app.RunAsync();
            return 0;
        }
        catch (SettingsException wrong)
        {
            foreach (var line in wrong.Lines)
                await Console.Error.WriteLineAsync(line);
        }
        catch (StoreException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
        }
        catch (IOException wrong) when (wrong.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{wrong.Message} Set Urls, Management:Url or LocalSlack:Url to another address, or stop what listens there.");
        }
        return WrongConfiguration;
    }

    public static Settings AddSettings(this WebApplicationBuilder builder)
    {
        var settings = Settings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.WebHost.UseUrls(settings.Urls.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        return settings;
    }
}
