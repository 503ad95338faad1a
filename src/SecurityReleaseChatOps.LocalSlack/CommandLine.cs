using System.Globalization;

namespace SecurityReleaseChatOps.LocalSlack;

/// <summary>Runs the workspace on its own, for any Slack app.</summary>
internal static class CommandLine
{
    private const string Usage = """
        A local Slack workspace: Web API, events, Socket Mode, and a page to act as its people.

          --manifest FILE   the app's manifest (JSON): its commands, shortcuts, scopes and events
          --app-url URL     where the app takes deliveries over HTTP; one address for every kind,
                            such as http://127.0.0.1:3000/slack/events; without it, Socket Mode
                            when the manifest enables it
          --url URL         where the workspace listens (http://127.0.0.1:5080)
          --data FILE       where it keeps its state (data/workspace.db)
          --no-rate-limits  never answer 429
          --patience SECS   how long the app may take to answer, and to open a form (3, as Slack)
          --allow-remote    let other machines connect: whoever can, can act as every person
        """;

    public static async Task<int> Run(string[] args)
    {
        try
        {
            if (Read(args) is not { } options)
            {
                Console.WriteLine(Usage);
                return 0;
            }
            using var stopping = new CancellationTokenSource();
            Console.CancelKeyPress += (_, press) =>
            {
                press.Cancel = true;
                stopping.Cancel();
            };
            using var terminated = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, signal =>
            {
                signal.Cancel = true;
                stopping.Cancel();
            });
            await using var workspace = LocalWorkspace.Create(options, new WorkspaceClock());
            await workspace.StartAsync(stopping.Token);
            Console.WriteLine($"""
                The local workspace is ready.
                  Page            {workspace.PageUrl}/
                  Web API         {workspace.Url}/api/
                  Bot token       {workspace.BotToken}
                  App token       {workspace.AppToken}
                  Signing secret  {workspace.SigningSecret}
                """);
            if (options.AllowRemote)
                Console.WriteLine($"You are every person there; {LocalWorkspace.RemoteWarning}.");
            await Task.Delay(Timeout.Infinite, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return 0;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <returns>Null if help was requested.</returns>
    private static LocalSlackOptions? Read(string[] args)
    {
        var options = new LocalSlackOptions { AppSharesClock = false };
        Uri? appUrl = null;
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--help" or "-h": return null;
                case "--no-rate-limits": options = options with { RateLimits = false }; break;
                case "--patience":
                    var patience = uint.TryParse(Value(args, ref i), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
                        ? TimeSpan.FromSeconds(seconds)
                        : throw new FormatException($"{args[i]} is no number of seconds.");
                    options = options with { AnswerTime = patience, TriggerLife = patience };
                    break;
                case "--allow-remote": options = options with { AllowRemote = true }; break;
                case "--manifest": options = options with { App = AppRegistration.FromManifestFile(Value(args, ref i)) }; break;
                case "--url": options = options with { Url = Value(args, ref i) }; break;
                case "--data": options = options with { DataPath = Value(args, ref i) }; break;
                case "--app-url":
                    appUrl = Uri.TryCreate(Value(args, ref i), UriKind.Absolute, out var url)
                    ? url
                    : throw new FormatException($"{args[i]} is not an address."); break;
                default: throw new FormatException($"{args[i]} is not understood.\n\n{Usage}");
            }
        }
        var app = options.App ?? new AppRegistration();
        // A manifest's own addresses belong to the real app on the internet: nothing may be sent there.
        return options with { App = appUrl is not null ? app.AtOne(appUrl) : app.SocketMode ? app : app.Offline() };
    }

    private static string Value(string[] args, ref int i) => ++i < args.Length ? args[i] : throw new FormatException($"{args[i - 1]} needs a value.");
}
