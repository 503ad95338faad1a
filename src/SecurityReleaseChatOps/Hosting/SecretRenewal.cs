namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Rereads tokens and the signing secret from their files while the app runs: every few seconds, and as soon as Slack rejects the
/// current one. A file that is empty or unreadable at that moment changes nothing.
/// </summary>
internal sealed partial class SecretRenewal(IConfiguration configuration, SlackSettings slack, ILogger<SecretRenewal> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly Lock _reading = new();

    /// <summary>Rereads the files now.</summary>
    public void Renew()
    {
        lock (_reading)
        {
            slack.ApiToken = Newest("Slack:BotToken", slack.ApiToken);
            slack.AppLevelToken = Newest("Slack:AppToken", slack.AppLevelToken);
            slack.SigningSecret = Newest("Slack:SigningSecret", slack.SigningSecret);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            Renew();
    }

    private string? Newest(string key, string? known)
    {
        if (SecretFiles.Read(configuration, key) is not { Length: > 0 } read || read == known)
            return known;
        Renewed(log, key);
        return read;
    }

    [LoggerMessage(LogLevel.Information, "{Key} was taken anew from its file.")]
    private static partial void Renewed(ILogger logger, string key);
}
