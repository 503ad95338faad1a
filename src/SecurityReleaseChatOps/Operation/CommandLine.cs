using System.CommandLine;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Schedule;

namespace SecurityReleaseChatOps.Operation;

/// <summary>The program's commands and options. Any other option is a setting: <c>--Slack:BotToken=…</c>.</summary>
internal static class CommandLine
{
    // sysexits.h: EX_USAGE.
    private const int WronglyTyped = 64;

    private const string About =
        """
        Runs security patch releases in Slack. Without a command it runs the app.

        Settings come from appsettings.json, the environment (Slack__BotToken) and the command line (--Slack:BotToken=…), the last one wins.
        Exit codes: 0 all is well, 1 something was found or failed, 64 wrongly typed, 78 settings, files or the database cannot be used.
        """;

    // All other options are settings.
    private static readonly string[] Own = ["--json", "--help", "--version", "--release", "--since", "--head", "--to", "--to-provider", "--forget", "--yes"];

    private static readonly Option<bool> Json = new("--json") { Description = "The outcome as JSON, for scripts" };

    private static readonly Argument<string> File = new("file") { Description = "The backup" };

    private static readonly Argument<string?> From = new("file")
    {
        Description = "A backup; without it the database of the settings",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<StorageProvider> ToProvider = new("--to-provider") { Description = "The engine of the other database", Required = true };

    private static readonly Option<string> To = new("--to")
    {
        Description = "Its connection string, or file; @ and a file that holds it, so that no password stands on the command line",
        Required = true,
    };

    private static readonly Option<string?> Forget = new("--forget")
    {
        Description = "Makes somebody anonymous in the copy: their Slack user id, then names that people typed of them: U012ABC,Jane Doe",
    };

    private static readonly Argument<string> Person = new("person") { Description = "Their Slack user id, then names that people typed of them: U012ABC,Jane Doe" };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Do it: it cannot be undone" };

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args, TextWriter output, TextWriter error)
    {
        var (settings, words) = Split(args);
        var root = new RootCommand(About);
        foreach (var command in new[]
        {
            Verb("run", "Runs the app until it is told to stop", _ => RunApp(settings)),
            Verb("doctor", "Says what is wrong with settings, files, machine, database and workspace, and what to do; changes nothing", async parsed =>
                (await Doctor.Run(settings, default)).Print(output, parsed.GetValue(Json)), Json),
            Verb("manifest", "Prints the manifest of the Slack app, for the settings at hand: paste it at api.slack.com/apps", _ =>
                PrintedManifest.Print(settings, output)),
            Verb("backup", "Writes all that the database holds to one new file, also while the app runs", parsed =>
                Task.FromResult(BackUp(settings, parsed.GetRequiredValue(File)).Print(output, parsed.GetValue(Json))), File, Json),
            Verb("restore", "Makes the database from such a file, where there is none yet", parsed =>
                Task.FromResult(Restore(settings, parsed.GetRequiredValue(File)).Print(output, parsed.GetValue(Json))), File, Json),
            Verb("verify", "Reads every document and derives every active board with this version, of the database or a backup; changes nothing", async parsed =>
                (await Verification.Run(settings, parsed.GetValue(From), default)).Print(output, parsed.GetValue(Json)), From, Json),
            Verb("copy", "Copies all that the database holds into an empty one, of any engine, and checks it; the app must not run meanwhile", parsed =>
                Task.FromResult(CopyTo(
                    settings, parsed.GetValue(ToProvider), parsed.GetRequiredValue(To), parsed.GetValue(Forget)).Print(output, parsed.GetValue(Json))),
                ToProvider, To, Forget, Json),
            Verb("forget", "Makes somebody anonymous in the database, for ever: says what would change, and with --yes does it; the app must not run", parsed =>
                Task.FromResult(ForgetHere(settings, parsed.GetRequiredValue(Person), parsed.GetValue(Yes)).Print(output, parsed.GetValue(Json))),
                Person, Yes, Json),
            Verb("retention", "Says out of which ended releases the app takes what was embargoed, by Releases:KeepEmbargoedDays; changes nothing", async parsed =>
                (await Retention(settings)).Print(output, parsed.GetValue(Json)), Json),
            new Command("audit", "What was done by whom when, for an auditor")
            {
                Verb("export", "Writes the audit as lines of JSON, oldest first: of the database or a backup", parsed => Task.FromResult(AuditCommands.Export(
                    Read(settings), parsed.GetValue(From), parsed.GetValue(AuditCommands.Release), parsed.GetValue(AuditCommands.Since), output)),
                    From, AuditCommands.Release, AuditCommands.Since),
                Verb("verify", "Finds what was changed, taken away or moved in the audit, with its place, and prints its head", parsed => Task.FromResult(
                    AuditCommands.Verify(Read(settings), parsed.GetValue(From), parsed.GetValue(AuditCommands.Head)).Print(output, parsed.GetValue(Json))),
                    From, AuditCommands.Head, Json),
            },
        })
            root.Subcommands.Add(command);
        root.SetAction((_, _) => Start.Run(() => RunApp(settings), error));

        var parsed = root.Parse(words, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (Wrong(parsed, root) is { } wrong)
        {
            await error.WriteLineAsync(wrong);
            return WronglyTyped;
        }
        // The app handles signals itself.
        return await parsed.InvokeAsync(
            new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });

        Command Verb(string name, string help, Func<ParseResult, Task<int>> run, params Symbol[] takes)
        {
            var command = new Command(name, help);
            foreach (var argument in takes.OfType<Argument>())
                command.Arguments.Add(argument);
            foreach (var option in takes.OfType<Option>())
                command.Options.Add(option);
            command.SetAction((parsed, _) => Start.Run(() => run(parsed), error));
            return command;
        }
    }

    private static Outcome BackUp(string[] settings, string file)
    {
        var written = Backup.Write(Read(settings).Stored, file, TimeProvider.System.Now());
        return new($"{file} holds {Counted(written)}. Keep it as safe as the database: embargoed facts are in it.", []);
    }

    private static Outcome Restore(string[] settings, string file)
    {
        var to = Read(settings).Stored;
        var restored = Backup.Restore(file, to, TimeProvider.System.Now());
        return new($"{Counted(restored)} of {restored.Made:yyyy-MM-dd HH:mm} UTC are restored: start the app.", []);
    }

    private static Outcome CopyTo(string[] settings, StorageProvider provider, string connection, string? forget)
    {
        var to = new StoreOptions
        {
            Provider = provider.ToString(),
            ConnectionString = connection.StartsWith('@') ? System.IO.File.ReadAllText(connection[1..]).Trim() : connection,
        };
        var rows = Copy.Run(Read(settings).Stored, to, TimeProvider.System.Now(), forget);
        var alike = forget is null ? "the same as here" : "the same as here but for who is forgotten: look at them before you delete what is here";
        return new(string.Create(CultureInfo.InvariantCulture, $"{rows["documents"]} documents and {rows["audit"]} lines of audit are there, {alike}. ")
            + "Name that place in Storage:Provider and Storage:ConnectionString, and start the app there only.", []);
    }

    private static Outcome ForgetHere(string[] settings, string person, bool really)
    {
        var (kept, now) = (Read(settings).Stored, TimeProvider.System.Now().ToUnixTimeMilliseconds());
        var rows = Forgetting.Count(kept, person, now);
        var them = string.Create(CultureInfo.InvariantCulture, $"{rows["documents"]} documents, {rows["outbox"]} messages and {rows["audit"]} lines of audit");
        if (!really)
            return new($"{them} would no longer name them. It cannot be undone: stop the app, back up, and type the same with --yes.", []);
        Forgetting.InPlace(kept, person, now);
        return new($"{them} no longer name them. Backups still do, and so may free room in the database's files: copy makes a file without it.", []);
    }

    private static async Task<Outcome> Retention(string[] settings)
    {
        using var copy = StoredCopy.Of(Read(settings), null);
        await using var app = Program.Compose([.. settings, .. copy.Settings]);
        var job = (RetentionJob)app.Services.GetRequiredKeyedService<IDueJob>(RetentionJob.Name);
        var due = await job.Due(app.Services.GetRequiredService<TimeProvider>().Now(), default);
        return new(due.Count == 0
            ? "Nothing is due to be taken out."
            : $"Due to be taken out of {string.Join(", ", due.Select(release => release.Id))}: fixes, CVEs, posts, links, and what people typed. It cannot be undone.", []);
    }

    private static Settings Read(string[] settings) => WebApplication.CreateSlimBuilder(settings).AddSettings();

    private static string Counted(BackupSummary all) =>
        string.Create(CultureInfo.InvariantCulture, $"{all.Rows["documents"]} documents and {all.Rows["audit"]} lines of audit");

    private static async Task<int> RunApp(string[] settings) => await Start.Run(await Program.Build(settings));

    /// <summary>Separates settings, with values given as the next argument (<c>--Urls http://127.0.0.1:5000</c>), from the program's own words.</summary>
    private static (string[] Settings, string[] Words) Split(string[] args)
    {
        var (settings, words) = (new List<string>(), new List<string>());
        for (var at = 0; at < args.Length; at++)
        {
            var isSetting = args[at].StartsWith("--", StringComparison.Ordinal) && !Own.Contains(args[at]);
            (isSetting ? settings : words).Add(args[at]);
            if (isSetting && !args[at].Contains('=') && at + 1 < args.Length && !args[at + 1].StartsWith('-'))
                settings.Add(args[++at]);
        }
        return ([.. settings], [.. words]);
    }

    /// <summary>What is wrong with the arguments, in one line; null when nothing is.</summary>
    private static string? Wrong(ParseResult parsed, RootCommand root)
    {
        var commands = parsed.CommandResult.Command.Subcommands is { Count: > 0 } own ? own : root.Subcommands;
        return parsed.UnmatchedTokens.FirstOrDefault() is { } word
            ? CommandRouter.Nearest(word, commands.Select(command => command.Name)) is { } near
                ? $"“{word}” is not a command. Did you mean {near}? --help lists all."
                : $"“{word}” is neither a command nor a setting such as --Slack:BotToken=…. --help lists all."
            : parsed.Errors.FirstOrDefault() is { } error ? error.Message + " --help shows how it is written."
            : null;
    }
}
