namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// Secrets in files, as systemd, Docker and Kubernetes provide them: <c>Slack__BotToken_File</c> names the file with
/// <c>Slack:BotToken</c>. White space around the secret, such as a final newline, is ignored.
/// </summary>
internal static class SecretFiles
{
    internal const string Ending = "_File";

    /// <summary>The settings that can come from a file.</summary>
    internal static readonly string[] Keys = ["Slack:BotToken", "Slack:AppToken", "Slack:SigningSecret", "Storage:ConnectionString"];

    /// <summary>Adds the files' contents to the settings.</summary>
    /// <exception cref="SettingsException">A file cannot be read or is empty, or the secret is given twice.</exception>
    public static void AddTo(ConfigurationManager configuration)
    {
        var (read, wrong) = (new Dictionary<string, string?>(), new List<string>());
        foreach (var key in Keys)
        {
            if (configuration[key + Ending] is not { Length: > 0 } file)
                continue;
            if (configuration[key] is { Length: > 0 })
                wrong.Add($"{key} and {key}{Ending} are both set: keep one of them.");
            else if (Read(file, out var fault) is { Length: > 0 } secret)
                read[key] = secret;
            else
                wrong.Add($"{key}{Ending} names {file}: {fault}");
        }
        if (wrong.Count > 0)
            throw new SettingsException(wrong);
        configuration.AddInMemoryCollection(read);
    }

    /// <summary>The current content of this setting's file; null when there is none or it cannot be read.</summary>
    public static string? Read(IConfiguration configuration, string key) =>
        configuration[key + Ending] is { Length: > 0 } file ? Read(file, out _) : null;

    private static string? Read(string file, out string fault)
    {
        fault = "the file is empty.";
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = e.Message;
            return null;
        }
    }
}
