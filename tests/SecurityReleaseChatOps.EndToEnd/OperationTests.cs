using SecurityReleaseChatOps.EndToEnd.Support;
using SecurityReleaseChatOps.Tests.Store;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>The program as whoever runs it meets it: its files, its signals, and a database that is away.</summary>
public sealed class OperationTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What the issue allows, and room for a busy machine.
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(90);

    private readonly string _folder = Directory.CreateTempSubdirectory("chatops-operation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public async Task Data_is_its_owners_alone_and_narrowed_where_it_was_not()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows())
            return;
        for (var start = 0; start < 2; start++)
        {
            await using var app = await Local();
            var data = Path.Combine(_folder, "data");
            File.GetUnixFileMode(data).ShouldBe(Owner | UnixFileMode.UserExecute);
            var files = Directory.GetFiles(data, "*", SearchOption.AllDirectories);
            files.Length.ShouldBeGreaterThan(3);
            foreach (var file in files)
                File.GetUnixFileMode(file).ShouldBe(Owner, file);
            await app.Kill();
            foreach (var file in files.Where(File.Exists))
                File.SetUnixFileMode(file, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            File.SetUnixFileMode(data, Owner | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    [SkippableFact]
    public async Task A_start_that_cannot_use_a_file_says_so_in_one_line()
    {
        Skip.If(OperatingSystem.IsWindows(), "Paths are Linux's.");
        await File.WriteAllTextAsync(Path.Combine(_folder, "data"), "a file where the folder should be");
        var ended = await Should.ThrowAsync<InvalidOperationException>(() => Local());
        ended.Message.ShouldContain("A file cannot be used: ");
        ended.Message.ShouldNotContain("   at ");
    }

    [SkippableFact]
    public async Task It_stops_in_time_while_the_database_is_away()
    {
        await using var database = new Proxy(PostgresServer.ConnectionString);
        await using var app = await Local(database.Settings);
        database.Stall();
        await app.Signal("TERM");
        await app.Ended(Stopped);
    }

    [SkippableFact]
    public async Task It_ends_at_once_when_told_twice()
    {
        await using var database = new Proxy(PostgresServer.ConnectionString);
        await using var app = await Local(database.Settings);
        database.Stall();
        await app.Signal("TERM");
        await app.Says("Application is shutting down");
        await app.Signal("TERM");
        (await app.Ended(Stopped)).ShouldContain("Told twice to end");
    }

    [SkippableFact]
    public async Task A_deleted_database_is_not_called_saved()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows keeps open files where they are.");
        await using var installation = await Installation.Local();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(installation.Database)!, "chatops.db*"))
            File.Delete(file);
        ((string?)(await installation.Slack.Command(Day.Grace, "/rotation", "add @anna EMEA 09:00-17:00"))?["text"]).ShouldNotBeNull()
            .ShouldContain("Nothing was saved: my database cannot be written.");
        File.Exists(installation.Database).ShouldBeFalse();
    }

    private Task<ChildProcess> Local(params string[] more) => ChildProcess.Start("SecurityReleaseChatOps", _folder, "The local workspace is ready",
        [$"--Urls={Ports.Free()}", $"--Management:Url={Ports.Free()}", $"--LocalSlack:Url={Ports.Free()}", .. more]);
}
