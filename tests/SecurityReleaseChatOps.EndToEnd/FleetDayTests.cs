using System.Text.Json.Nodes;
using SecurityReleaseChatOps.EndToEnd.Support;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>Three instances behind a balancer that heeds <c>/health/ready</c>; each delivery goes to one at random.</summary>
public sealed class FleetDayTests
{
    [SkippableFact]
    public async Task A_day_with_three_instances_looks_as_with_one_and_all_keep_the_same_embargo()
    {
        await using var fleet = await Fleet.Start(3, Environment.TickCount);
        var one = PlayWithOne();
        await new Day(fleet, 1).PlayNow();
        await fleet.Delivered();
        (await one).Count.ShouldBeGreaterThan(Day.MessagesNow);
        (await Channel(fleet)).ShouldBe(await one);
        fleet.Balancer.Given.Count(given => given > 0).ShouldBeGreaterThan(1);

        await new Embargo(fleet).Play();
    }

    private static async Task<IReadOnlyList<string>> PlayWithOne()
    {
        await using var installation = await Installation.Http();
        await new Day(installation, 1).PlayNow();
        await installation.Delivered();
        return await Channel(installation);
    }

    private static async Task<IReadOnlyList<string>> Channel(IPlace place) =>
        [.. (await place.Slack.Messages(Day.Anna)).Where(m => !m.Ephemeral).Select(m => $"{(m.Thread is null ? "" : "  ")}{m.User}: "
            + m.Normal().Replace(place.Slack.Address.ToString(), "https://workspace/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>What is marked or public on one instance is so on the others, with the next message.</summary>
    private sealed class Embargo(Fleet fleet) : Played(fleet, Day.Anna)
    {
        public async Task Play()
        {
            var due = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().AddDays(2).UtcDateTime);
            fleet.Balancer.Only = 0;
            await Fill(Day.Anna, "New release", () => Slack.Command(Day.Anna, "/release", "new"), new()
            {
                ["Kind"] = "Planned", ["Versions"] = "18.7.1", ["Due date"] = $"{due:yyyy-MM-dd}", ["Primary"] = Day.Anna, ["Secondary"] = Day.Maria,
            });
            await OnEach("I found no embargoed fact");
            fleet.Balancer.Only = 0;
            await Fill(Day.Anna, "Embargo", () => Slack.Command(Day.Anna, "/comms", "embargo R2"), new JsonObject { ["Marked"] = "Nightfall" });
            await OnEach("words that are marked for R2");
            await LiftedOnOneIsSentByAnother();
            await OnEach("words that are marked for R2");
            fleet.Balancer.Only = 2;
            await SayItIsPublic(Day.Anna, "R2");
            await OnEach("I found no embargoed fact");
        }

        /// <summary>For one message alone: who delivers it judges by what was lifted elsewhere.</summary>
        private async Task LiftedOnOneIsSentByAnother()
        {
            var deliverer = await Patience.Until("somebody to deliver", fleet.Deliverer);
            fleet.Balancer.Only = fleet.Instances.First(one => one != deliverer).Number;
            await Fill(Day.Grace, "Lift embargo", () => Slack.Command(Day.Grace, "/comms", "lift R2"), new JsonObject
            {
                ["Channel"] = "thanks", ["Text"] = "Nightfall comes soon", ["Reason"] = "The board asked", ["Confirm"] = new JsonArray("yes"),
            });
            await See(message => message.Text.Contains("Nightfall comes soon", StringComparison.Ordinal), "thanks");
            await See(message => message.Text.Contains("lifted the embargo of R2 for one message to #thanks", StringComparison.Ordinal));
        }

        private async Task OnEach(string words)
        {
            foreach (var one in fleet.Instances)
            {
                fleet.Balancer.Only = one.Number;
                ((string?)(await Slack.Command(Day.Anna, "/comms", "check Nightfall is over"))?["text"]).ShouldNotBeNull().ShouldContain(words);
            }
        }
    }
}
