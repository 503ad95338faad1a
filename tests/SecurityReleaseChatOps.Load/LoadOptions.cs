using System.Globalization;

namespace SecurityReleaseChatOps.Load;

/// <summary>What to measure, and for how long.</summary>
/// <param name="Seconds">How long each figure is measured.</param>
/// <param name="App">The app's assembly.</param>
/// <param name="Only">Measures only figures with this word in their name, and the bare endpoint.</param>
/// <param name="All">Measures on every database instead of SQLite alone, each also with a long history.</param>
/// <param name="History">Measures on SQLite also with a long history.</param>
/// <param name="Postgres">Connection string of a PostgreSQL database, used in schemas of our own; null for none.</param>
/// <param name="Rotation">Measures only how fast a rotation of 500 people, 50 products and ten years answers, compared with a small one.</param>
internal sealed record LoadOptions(
    double Seconds, string App, string Only = "", bool All = false, bool History = false, string? Postgres = null, bool Rotation = false)
{
    /// <summary>Numbers of connections, as in the issue and the README.</summary>
    public static readonly int[] Connections = [1, 16, 64];

    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);

    /// <summary>Whether each measurement first runs until its figures are stable; short runs only show that everything works.</summary>
    public bool WarmsUp => Seconds > 1;

    public static LoadOptions Read(string[] args)
    {
        var options = new LoadOptions(
            3, Path.Combine(Root(), "src", "SecurityReleaseChatOps", "bin", Configuration(), "net10.0", "SecurityReleaseChatOps.dll"));
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--all")
            {
                options = options with { All = true };
                continue;
            }
            if (args[i] == "--history")
            {
                options = options with { History = true };
                continue;
            }
            if (args[i] == "--rotation")
            {
                options = options with { Rotation = true };
                continue;
            }
            if (i + 1 == args.Length)
                throw new LoadException($"{args[i]} wants a value.");
            var (name, value) = (args[i], args[++i]);
            options = name switch
            {
                "--seconds" => options with { Seconds = Math.Clamp(double.Parse(value, CultureInfo.InvariantCulture), 0.2, 20) },
                "--app" => options with { App = Path.GetFullPath(value) },
                "--only" => options with { Only = value },
                "--postgres" => options with { Postgres = value },
                _ => throw new LoadException($"{name} is no option. There are --seconds, --app, --only, --history, --all, --postgres and --rotation."),
            };
        }
        return options;
    }

    // …/tests/SecurityReleaseChatOps.Load/bin/Release/net10.0/
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "Release";

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SecurityReleaseChatOps.sln")))
                return folder.FullName;
        }
        return Environment.CurrentDirectory;
    }
}

/// <summary>The load could not be run; the message says why.</summary>
internal sealed class LoadException(string message) : Exception(message);
