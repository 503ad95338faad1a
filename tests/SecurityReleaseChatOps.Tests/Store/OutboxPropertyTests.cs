using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>For any sequence of requests, failures and crashes, Slack finally shows what is wanted, each once, in order.</summary>
public sealed class OutboxPropertyTests
{
    private const string Root = "root";

    private static readonly string[] Keys = ["a", "b", "c", Root, "reply"];

    private static readonly Gen<Step> Steps = Gen.Frequency(
        (6, Gen.Zip(Gen.Elements(Keys), Gen.Choose(1, 4)).Select(show => new Step(show.Item1, $"{show.Item2}"))),
        (2, Gen.Constant(new Step(null, ""))));

    private static readonly Gen<Fate> Faults = Gen.Frequency(
        (8, Gen.Constant(Fate.Works)),
        (1, Gen.Constant(Fate.RateLimited)),
        (2, Gen.Constant(Fate.LostBefore)),
        (2, Gen.Constant(Fate.LostAfter)),
        (1, Gen.Constant(Fate.InternalError)));

    private static readonly Arbitrary<Story> Stories = Arb.From(
        Gen.Zip(Steps.ListOf(), Faults.ListOf()).Select(parts => new Story([.. parts.Item1], [.. parts.Item2])),
        Shorter);

    [SkippableTheory, InlineData("Sqlite", 30), InlineData("Postgres", 12)]
    public void Slack_ends_up_showing_what_is_wanted(string engine, int stories)
    {
        if (engine == "Postgres")
        {
            // Skips before the property runs, where a skip would count as a failure.
            _ = PostgresServer.ConnectionString;
        }

        Prop.ForAll(Stories, story => Play(engine, story)).Check(Config.QuickThrowOnFailure.WithMaxTest(stories).WithEndSize(40));
    }

    private static async Task Play(string engine, Story story)
    {
        await using var outbox = new OutboxHarness(engine);
        var faults = new Queue<Fate>(story.Faults);
        outbox.Slack.Fates = _ =>
        {
            lock (faults)
            {
                return faults.TryDequeue(out var fate) ? fate : Fate.Works;
            }
        };
        var wanted = new Dictionary<string, string>();
        var order = new List<string>();
        await outbox.Start();
        foreach (var step in story.Steps)
        {
            if (step.Key is not { } key)
            {
                await outbox.Crash();
                await outbox.Start();
            }
            else if (key != "reply" || wanted.ContainsKey(Root))
            {
                if (wanted.TryAdd(key, step.Text))
                {
                    order.Add(key);
                }

                wanted[key] = step.Text;
                await outbox.Save(new Commit().Show(key, "psirt", step.Text, under: key == "reply" ? Root : null));
            }
        }

        await outbox.Settle();
        var stands = outbox.Slack.Messages;
        stands.ShouldAllBe(m => m.Message.Text == wanted[m.Key]);
        stands.ShouldAllBe(m => (m.Key == "reply") == (m.Message.ThreadTs != null));
        stands.Select(m => m.Key).ShouldBe(order);
        (await outbox.Health.Read()).Failed.ShouldBe(0);
    }

    private static IEnumerable<Story> Shorter(Story story) =>
    [
        .. story.Faults.Length > 0 ? [story with { Faults = story.Faults[..(story.Faults.Length / 2)] }] : Array.Empty<Story>(),
        .. Enumerable.Range(0, story.Steps.Length).Select(i => story with { Steps = [.. story.Steps[..i], .. story.Steps[(i + 1)..]] }),
    ];

    /// <param name="Key">The message's key; null for a crash.</param>
    private sealed record Step(string? Key, string Text);

    private sealed record Story(Step[] Steps, Fate[] Faults)
    {
        public override string ToString() =>
            $"{string.Join(", ", Steps.Select(s => s.Key is null ? "CRASH" : $"{s.Key}={s.Text}"))}; faults: {string.Join(", ", Faults)}";
    }
}
