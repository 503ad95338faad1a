using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;
using static SecurityReleaseChatOps.Tests.Handovers.SampleHandovers;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>Random actions of a person between looks at random intervals.</summary>
public sealed class PromptStoriesTests
{
    private static readonly PromptSettings Settings = new() { LeadDays = 30 };

    private enum Deed
    {
        Wait,
        Snooze,
        SayNothing,
        HandOver,
    }

    private static readonly Arbitrary<List<(Deed Deed, int Minutes)>> Stories = Arb.From(
        Gen.Frequency(
            (6, from minutes in Gen.Choose(1, 60) select (Deed.Wait, minutes)),
            (1, from minutes in Gen.Choose(60, 4000) select (Deed.Wait, minutes)),
            (1, Gen.Constant((Deed.Snooze, 1))),
            (1, Gen.Constant((Deed.SayNothing, 1))),
            (1, Gen.Constant((Deed.HandOver, 1)))).ListOf(400).Select(list => list.ToList()));

    [Fact]
    public void A_workday_has_at_most_one_prompt_and_one_reminder_and_silence_after_the_answer() =>
        Prop.ForAll(Stories, story =>
        {
            var prompts = new Dictionary<string, Prompt>();
            var handovers = new List<Handover>();
            var actions = new List<(DateOnly Date, PromptAction Action, bool Answered)>();
            var (now, snoozes) = (People.At("2026-11-01T00:00:00Z"), 0);
            var release = SampleReleases.R1 with { CreatedAt = now };
            foreach (var (deed, minutes) in story)
            {
                now += Duration.FromMinutes(minutes);
                Do(deed);
                foreach (var due in PromptRules.Due(release, People.Anna, [.. prompts.Values], handovers, Settings, now))
                {
                    var answered = prompts.TryGetValue(due.Prompt.Id, out var before) && before.AnsweredAt is not null;
                    actions.Add((due.Prompt.Date, due.Action, answered));
                    prompts[due.Prompt.Id] = due.Prompt;
                }
            }

            return actions.TrueForAll(action => !action.Answered)
                && actions.Count(action => action.Action == PromptAction.AskAgain) <= snoozes
                && actions.GroupBy(action => action.Date).All(day =>
                    day.Count(action => action.Action == PromptAction.Ask) <= 1
                    && day.Count(action => action.Action == PromptAction.Remind) <= 1
                    && day.Count(action => action.Action == PromptAction.Missed) <= 1 + snoozes);

            void Do(Deed deed)
            {
                var open = prompts.Values.LastOrDefault(prompt => prompt.IsOpen);
                if (deed == Deed.HandOver)
                {
                    handovers.Add(Written(release, now, earlier: handovers));
                    foreach (var answered in PromptRules.AnsweredBy(handovers[^1], prompts.Values.ToList()))
                    {
                        prompts[answered.Id] = answered;
                    }
                }
                else if (open is not null && deed != Deed.Wait)
                {
                    snoozes += deed == Deed.Snooze ? 1 : 0;
                    var decision = deed == Deed.Snooze
                        ? PromptRules.Snooze(open, "UANNA", Settings, now)
                        : PromptRules.Nothing(open, "no news", "UANNA", now);
                    prompts[open.Id] = decision.Value.ShouldNotBeNull();
                }
            }
        }).QuickCheckThrowOnFailure();
}
