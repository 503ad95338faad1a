using Microsoft.AspNetCore.Builder;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.LocalSlack;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>Tokens and the signing secret are replaced in Slack and in their files while the app runs and people work.</summary>
public sealed class SecretRenewalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chatops-secrets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task New_ones_are_taken_without_a_restart_and_no_press_is_lost(bool socket)
    {
        await using var workspace = LocalWorkspace.Create(
            new LocalSlackOptions { Url = "http://127.0.0.1:0", DataPath = Path.Combine(folder, "workspace.db"), RateLimits = false }, new WorkspaceClock());
        await workspace.StartAsync();
        await Write(workspace);
        await using var app = await Program.Build(
        [
            "--Urls=http://127.0.0.1:0", "--Management:Url=http://127.0.0.1:0", "--Slack:Pace=00:00:00.001", $"--Slack:ApiUrl={workspace.Url}/api/",
            $"--Slack:BotToken_File={folder}/bot", $"--Slack:SigningSecret_File={folder}/secret",
            .. socket ? [$"--Slack:AppToken_File={folder}/app"] : Array.Empty<string>(),
            $"--Slack:Mode={(socket ? "Socket" : "Http")}", $"--Storage:ConnectionString=Data Source={folder}/chatops.db",
        ]);
        await app.StartAsync();
        var shipped = AppRegistration.FromManifest(ShippedManifest.Json);
        workspace.Register(socket ? shipped with { SocketMode = true } : shipped.At(new Uri(app.Urls.First())));
        using var people = new ControlClient(new Uri(workspace.Url));

        var end = Environment.TickCount64 + (long)TestDay.Patience.TotalMilliseconds;
        // Nobody is an admin until the app has read who is.
        for (var before = await Form(); before == await Form();)
            await Types();
        for (var round = 0; round < 3; round++)
        {
            workspace.ReplaceSecrets();
            await Write(workspace);
            var before = await Form();
            ((int)(await Types())["status"]!).ShouldBe(200, "what is signed by the new secret is Slack's");
            while (before == await Form())
                (Environment.TickCount64 < end).ShouldBeTrue("The form should open: it takes the new token.");
        }
        await app.StopAsync();

        async Task<System.Text.Json.Nodes.JsonNode> Types()
        {
            (Environment.TickCount64 < end).ShouldBeTrue("The form should open.");
            return await people.Post("/control/commands", new { user = "grace", channel = "sec-psirt-team", command = "/rotation", text = "add" });
        }

        async Task<string> Form() => (await people.Get("/control/users/grace/views")).ToString();
    }

    private async Task Write(LocalWorkspace workspace)
    {
        foreach (var (file, secret) in new[] { ("bot", workspace.BotToken), ("app", workspace.AppToken), ("secret", workspace.SigningSecret) })
            await File.WriteAllTextAsync(Path.Combine(folder, file), secret + "\n");
    }
}
