using System.Net;
using SecurityReleaseChatOps.LocalSlack.Tests.Support;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

/// <summary>A workspace that listens beyond this machine.</summary>
public sealed class RemoteTests
{
    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://workspace.example:0")]
    public async Task It_is_reached_over_loopback_from_here_and_by_no_name_of_someone_elses(string url)
    {
        var folder = Directory.CreateTempSubdirectory("workspace-").FullName;
        await using (var workspace = LocalWorkspace.Create(
            new LocalSlackOptions { Url = url, DataPath = Path.Combine(folder, "workspace.db"), AllowRemote = true }, new WorkspaceClock()))
        {
            await workspace.StartAsync();
            new Uri(workspace.Url).IsLoopback.ShouldBeTrue(workspace.Url);
            new Uri(workspace.PageUrl).Host.ShouldBe(url.Contains("example", StringComparison.Ordinal) ? "workspace.example" : new Uri(workspace.Url).Host);
            using var http = new HttpClient { BaseAddress = new Uri(workspace.Url) };
            (await Asks(http, null)).ShouldBe(HttpStatusCode.OK);
            (await Asks(http, "192.168.1.5:5080")).ShouldBe(HttpStatusCode.OK);
            (await Asks(http, Environment.MachineName)).ShouldBe(HttpStatusCode.OK);
            (await Asks(http, "evil.example")).ShouldBe(HttpStatusCode.Forbidden);
            (await Asks(http, "workspace.example")).ShouldBe(url.Contains("example", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Forbidden);
            (await Asks(http, null, origin: "http://evil.example")).ShouldBe(HttpStatusCode.Forbidden);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("http://*:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://+:80", "http://127.0.0.1/")]
    [InlineData("http://0.0.0.0:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://[::]:5000/", "http://[::1]:5000/")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000/")]
    [InlineData("http://192.168.1.5:5000", "http://192.168.1.5:5000/")]
    public void What_stands_for_all_addresses_is_reached_over_loopback(string listens, string reached) =>
        Listening.FromHere(listens).ToString().ShouldBe(reached);

    [SkippableFact]
    public async Task Its_file_is_its_owners_alone_also_where_an_earlier_version_made_it()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no such modes.");
        if (OperatingSystem.IsWindows())
            return;
        var folder = Directory.CreateTempSubdirectory("workspace-").FullName;
        var data = Path.Combine(folder, "data", "workspace.db");
        for (var start = 0; start < 2; start++)
        {
            await using var workspace = LocalWorkspace.Create(new LocalSlackOptions { Url = "http://127.0.0.1:0", DataPath = data }, new WorkspaceClock());
            await workspace.StartAsync();
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(data)!))
            {
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            }
        }
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<HttpStatusCode> Asks(HttpClient http, string? host, string? origin = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/control/state");
        request.Headers.Host = host;
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
