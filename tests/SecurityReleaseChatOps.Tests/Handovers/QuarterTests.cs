using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Rotation;

namespace SecurityReleaseChatOps.Tests.Handovers;

/// <summary>
/// At every quarter of an hour of three months somebody at work has the release, or the app has said that nobody does; and nobody is
/// prompted twice, or after handing over. Each run plays a random sample; <c>QUARTERS=1000</c> sets its size.
/// </summary>
public sealed class QuarterTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("QUARTERS") ?? "6", CultureInfo.InvariantCulture);
    private static readonly PromptSettings Settings = new();
    private static readonly Duration Tick = Duration.FromMinutes(15);

    /// <summary>How long the holder may be away before others are told.</summary>
    private static readonly Duration Grace = Duration.FromMinutes(45);

    private static readonly Gen<Engineer> Engineers =
        from zone in Gen.Elements(
            "Europe/Amsterdam", "America/New_York", "America/Los_Angeles", "Australia/Sydney", "Asia/Kolkata", "Africa/Cairo", "Asia/Tokyo")
        from hours in Gen.Elements("09:00-17:00", "08:00-16:30", "12:00-20:00", "22:00-06:00")
        from days in Gen.Elements("Mon-Fri", "Mon-Fri", "Sun-Thu", "Mon,Wed,Fri", "Mon-Sun", "Sat-Sun")
        select People.Of("U", zone, hours, days);

    private static readonly Arbitrary<(IReadOnlyList<Engineer> Team, bool Critical, int Due, int Seed)> Quarters = Arb.From(
        from people in Engineers.ArrayOf(4)
        from critical in Gen.Elements(true, false)
        from due in Gen.Choose(10, 80)
        from seed in Gen.Choose(1, int.MaxValue)
        select ((IReadOnlyList<Engineer>)[.. people.Select((one, i) => one with { UserId = $"U{i}" })], critical, due, seed));

    [Fact]
    public void Somebody_at_work_has_it_or_it_was_said_that_nobody_has() =>
        Prop.ForAll(Quarters, quarter => new Quarter(quarter.Team, quarter.Critical, quarter.Due, quarter.Seed).Play())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Count));

    private sealed class Quarter(IReadOnlyList<Engineer> team, bool critical, int due, int seed)
    {
        private static readonly Instant Begin = People.At("2026-10-01T07:00:00Z"); // includes the ends of Europe's and America's summer time
        private readonly Random random = new(seed);
        private readonly Dictionary<string, Prompt> prompts = [];
        private readonly List<Handover> handovers = [];
        private readonly HashSet<string> asked = [];
        private HolderAway? told;
        private Instant? away;
        private string said = "";
        private Release release = SampleReleases.R1 with
        {
            Kind = critical ? ReleaseKind.Critical : ReleaseKind.Planned,
            DueDate = new DateOnly(2026, 10, 1).AddDays(due),
            Primary = "U0",
            Secondary = "U1",
            Owner = "U0",
            CreatedAt = Begin,
        };

        public void Play()
        {
            for (var now = Begin; now < Begin + Duration.FromDays(91); now += Tick)
            {
                Look(now);
                Act(now);
                Judge(now);
            }
        }

        private Engineer Holder => team.Single(one => one.UserId == release.Owner);

        private void Look(Instant now)
        {
            foreach (var engineer in team)
            {
                foreach (var next in PromptRules.Due(release, engineer, [.. prompts.Values], handovers, Settings, now))
                {
                    if (next.Action == PromptAction.Ask)
                    {
                        asked.Add(next.Prompt.Id).ShouldBeTrue($"{next.Prompt.Id} is asked twice");
                        handovers.ShouldNotContain(h => h.From == engineer.UserId && h.WrittenAt >= next.Prompt.WorkBegan, $"{next.Prompt.Id} was handed over");
                    }
                    prompts[next.Prompt.Id] = next.Prompt;
                }
            }
            foreach (var old in prompts.Values.Where(prompt => prompt.DueAt < now.AddDays(-20)).ToList())
                prompts.Remove(old.Id);
            if (HolderAwayRules.Due(release, Holder, handovers, [.. prompts.Values], told, _ => false, Settings.LeadDays, now) is { } since)
            {
                (told?.Key).ShouldNotBe(Key(since), "it is said once");
                told = new("R1", release.Owner, since, now);
                said = "away";
                // Whoever is told is at work; else the admins are.
                HolderAwayRules.Helpers(release, handovers, team, now).ShouldAllBe(person => Workdays.IsAtWork(team.Single(one => one.UserId == person), now));
            }

            string Key(Instant since) => new HolderAway("R1", release.Owner, since, default).Key;
        }

        // What people do, or fail to do, about prompts, handovers and notices.
        private void Act(Instant now)
        {
            var holder = Holder;
            if (handovers.Find(h => h.IsOpen) is { } open && random.Next(6) == 0 && Workdays.IsAtWork(team.Single(one => one.UserId == open.To), now))
            {
                var accepted = HandoverRules.Accept(open, release, open.To, now).Value.ShouldNotBeNull();
                handovers[handovers.IndexOf(open)] = accepted.Handover;
                Held(accepted.Release);
            }
            else if (prompts.Values.FirstOrDefault(p => p.IsOpen && p.UserId == release.Owner) is { } prompt && random.Next(4) == 0)
            {
                if (random.Next(4) == 0)
                    prompts[prompt.Id] = PromptRules.Nothing(prompt, "all quiet", prompt.UserId, now).Value.ShouldNotBeNull();
                else
                    HandOver(random.Next(8) == 0 ? "U2" : release.OtherThan(release.Owner), now);
                if (!critical)
                    said = "answered";
            }
            else if (said == "away" && !Workdays.IsAtWork(holder, now) && random.Next(12) == 0
                && team.Where(one => release.Pair.Contains(one.UserId) && one.UserId != release.Owner)
                    .FirstOrDefault(one => Workdays.IsAtWork(one, now)) is { } helper)
            {
                Held(HolderRules.TakeOver(release, holder, new(helper.UserId, false, helper), "nobody was there", id => id, now).Value.ShouldNotBeNull());
            }
        }

        private void HandOver(string to, Instant now)
        {
            if (to == release.Owner)
                return;
            var written = HandoverRules.Write(new(release.Owner, to, "s", "n", null, [], []), release, team, handovers, [], now).Value.ShouldNotBeNull();
            foreach (var replaced in written.Replaced)
                handovers[handovers.FindIndex(h => h.Id == replaced.Id)] = replaced;
            handovers.Add(written.Handover);
            foreach (var answered in PromptRules.AnsweredBy(written.Handover, prompts.Values.ToList()))
                prompts[answered.Id] = answered;
        }

        private void Held(Release by)
        {
            for (var i = 0; i < handovers.Count; i++)
                handovers[i] = handovers[i].IsOpen ? handovers[i] with { WithdrawnFor = by.Owner } : handovers[i];
            (release, away, said) = (by, null, "");
        }

        private void Judge(Instant now)
        {
            if (Workdays.IsAtWork(Holder, now))
            {
                (away, said) = (null, said == "away" ? "" : said);
                if (prompts.Values.Any(p => p.UserId == release.Owner && p.IsOpen))
                    said = "";
                return;
            }
            away ??= now;
            // For a planned release only from the first prompt on: before that nobody needs to be at work.
            if (critical || asked.Any(id => id.Contains($"/{release.Owner}/", StringComparison.Ordinal)))
                (said.Length > 0 || now - away < Grace).ShouldBeTrue($"{now}: {release.Owner} is away since {away}, and nobody heard of it");
        }
    }
}
