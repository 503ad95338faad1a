using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

public sealed class DeliveryLogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chatops-logs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task At_Debug_each_delivery_is_one_line_with_its_duration_and_an_id_of_its_own()
    {
        var lines = await LinesOfADay("Debug");
        var deliveries = lines.Where(line => line.ContainsKey("Elapsed")).ToList();
        deliveries.Select(line => (string?)line["RequestPath"]).ShouldBe(["/slack/command", "/slack/command", "/slack/action"], ignoreOrder: true);
        deliveries.ShouldAllBe(line => (double)line["Elapsed"]! > 0 && (int)line["StatusCode"]! == 200 && (string?)line["@l"] == "Debug");
        deliveries.Select(line => (string?)line["@tr"]).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task No_line_of_a_delivery_is_written_unless_asked_for() =>
        (await LinesOfADay("Information")).ShouldNotContain(line => line.ContainsKey("Elapsed"));

    private async Task<IReadOnlyList<JsonObject>> LinesOfADay(string level)
    {
        await using (var day = await TestDay.Start($"--Logs:Level={level}", $"--Logs:Folder={_folder}"))
        {
            await day.As("anna").Runs("/release xyzzy-typed");
            await day.Delivers(
                "/slack/command?xyzzy-query=1", "application/x-www-form-urlencoded", "command=/release&text=xyzzy-signed&user_id=U03&trigger_id=1.1.1");
            await day.Delivers("/slack/action", "application/x-www-form-urlencoded", "payload={\"type\":\"xyzzy-kind\"}");
        }
        var text = string.Join('\n', Directory.GetFiles(_folder).Select(File.ReadAllText));
        text.ShouldNotContain("xyzzy-typed");
        text.ShouldNotContain("xyzzy-signed");
        text.ShouldNotContain("xyzzy-query");
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
