using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.LocalSlack.Blocks;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Everything the app renders is within Slack's limits, whatever people type, according to the local workspace's rules.</summary>
public sealed class LimitsTests
{
    private static readonly string[] Wild =
    [
        new('x', 3000), new('&', 3000), string.Concat(Enumerable.Repeat("🚀", 1500)), string.Concat(Enumerable.Repeat("word <!channel> ", 187)), "\n\n\n",
        "\u0001\"\\",
    ];

    [Fact]
    public void On_an_ordinary_day() => Check(Gallery.Monday());

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void With_the_longest_of_everything(int which)
    {
        var (day, text) = (Gallery.Monday(), Wild[which]);
        var url = "https://gitlab.com/" + new string('a', 1980);
        var links = new ReleaseLinks(url, url, url, url, url);
        var reason = text[..Math.Min(text.Length, NewRelease.LongestReason)];
        var release = day.Release with
        {
            Versions = [.. Enumerable.Range(0, 40).Select(i => $"18.{i}.10")], // as many as fit into 300 characters
            Links = links,
            OverrideReason = reason,
            Moves = [.. Enumerable.Range(0, 100).Select(i => new DueDateMove(new(2026, 11, 24), new(2026, 11, 25), reason, "U03", default))],
        };
        IReadOnlyList<Collected> collected = [.. Enumerable.Range(0, 50).Select(i => day.Collected[0] with
        {
            Id = $"R1/C02/{i}",
            Text = text[..Math.Min(text.Length, CollectRules.ExcerptLength)],
            Permalink = url,
        })];
        Check(new(
            release,
            [.. Enumerable.Range(2, 60).Select(i => release with { Id = $"R{i}", State = ReleaseState.Published, Changed = new("U03", default, reason) })],
            day.Handover with { Status = text, Next = text, Notes = text, Items = [.. collected.Take(30)], Links = links },
            collected,
            day.Prompt,
            [.. Enumerable.Range(0, 200).Select(i => Gallery.Engineer($"U{i}", (Region)(i % 3), "America/Argentina/ComodRivadavia"))],
            day.Now));
    }

    private static void Check(Gallery gallery)
    {
        foreach (var (name, json) in gallery.All())
        {
            var problems = (string?)json["type"] is "modal" or "home"
                ? ViewRules.Check(json, (string)json["type"]! == "home")
                : BlockRules.CheckMessage((JsonArray)json["blocks"]!);
            problems.ShouldBeEmpty($"{name}: {string.Join("; ", problems)}");
            ((string?)json["text"] ?? "").Length.ShouldBeLessThanOrEqualTo(4000, name);
            json["blocks"]!.ToJsonString().Length.ShouldBeLessThan(250_000, name);
            if (name == "handover")
                Driving.Words.Elements(json["blocks"]).Select(e => (string)e.Element["action_id"]!).ShouldContain(
                    "handover.accept", "however long it is, it can be accepted");
        }
    }
}
