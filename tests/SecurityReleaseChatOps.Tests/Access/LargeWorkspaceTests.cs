using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Access;

/// <summary>20,000 people, 5,000 channels and 300 groups, with Slack's paging and limits, cost no more than a small workspace.</summary>
public sealed class LargeWorkspaceTests
{
    [Fact]
    public async Task It_costs_what_a_small_one_does()
    {
        await using var day = await TestDay.StartIn(Fill);
        (await day.As("u19999").Runs("/release", "security")).ShouldContain("Sorry, I only work for PSIRT");
        (await day.As("u00010").Runs("/release", "security")).ShouldContain("No release is under way");
        day.Directory.People.Count.ShouldBeLessThan(120);
        day.Directory.Snapshot!.Channels.Count.ShouldBeLessThan(40);
        foreach (var whole in new[] { "users.list", "conversations.list" })
            (await day.Journal(whole)).ShouldBeEmpty(whole);
        foreach (var (method, most) in new[] { ("users.info", 120), ("users.conversations", 2), ("usergroups.list", 1), ("usergroups.users.list", 20),
            ("conversations.members", 40) })
        {
            var calls = await day.Journal(method);
            calls.Count.ShouldBeLessThanOrEqualTo(most, method);
            calls.ShouldAllBe(call => (int)call["status"]! == 200, method);
        }
    }

    private static void Fill(Change change)
    {
        var people = Enumerable.Range(0, 20_000).Select(i => $"u{i:D5}").ToList();
        foreach (var name in people)
            change.Save(new User { Id = name.ToUpperInvariant(), Name = name, RealName = name });
        var psirt = change.Workspace.Groups["S01"];
        psirt.Users = [.. psirt.Users, .. people.Take(40).Select(name => name.ToUpperInvariant())];
        change.Save(psirt);
        for (var i = 0; i < 300; i++)
            change.Save(
                new UserGroup
                {
                    Id = $"SX{i:D3}", Handle = $"group-{i}", Name = $"Group {i}",
                    Users = [.. people.Skip(i * 60).Take(60).Select(name => name.ToUpperInvariant())]
                });
        for (var i = 0; i < 5_000; i++)
            change.Save(
                new SecurityReleaseChatOps.LocalSlack.State.Channel
                {
                    Id = $"CX{i:D4}", Name = $"channel-{i}", Creator = "U01",
                    Members = ["U01", people[i].ToUpperInvariant()]
                });
    }
}
