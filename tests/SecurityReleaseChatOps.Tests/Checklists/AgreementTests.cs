using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime.Text;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Home;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Releases;
using SecurityReleaseChatOps.Tests.Snapshots;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>All views of a board agree, whatever happened and was pressed: random walks through the five definitions.</summary>
public sealed class AgreementTests
{
    private const int Walks = 60;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("planned", ReleaseKind.Planned, Products.GitLab)]
    [InlineData("critical", ReleaseKind.Critical, Products.GitLab)]
    [InlineData("appsec", ReleaseKind.AppSec, Products.GitLab)]
    [InlineData("out-of-band", ReleaseKind.OutOfBand, Products.GitLab)]
    [InlineData("runner", ReleaseKind.Planned, Products.Runner)]
    public void The_screens_of_one_board_never_differ(string name, ReleaseKind kind, string product)
    {
        var definition = Sample.Shipped.Named(name)!;
        for (var seed = 0; seed < Walks; seed++)
            Shown(definition, SampleReleases.R1 with { Kind = kind, Product = product }, new Random(seed)).Contradictions()
                .ShouldBeEmpty($"{name}, walk {seed}");
    }

    [Theory]
    [InlineData(Screens.Progress, @"\d+ of \d+", "1 of 999")]
    [InlineData(Screens.Next, @"\d+ of \d+", "1 of 999")]
    [InlineData(Screens.Tell, @"\d+ of \d+", "1 of 999")]
    [InlineData(Screens.Home, @"\d+ of \d+", "1 of 999")]
    [InlineData(Screens.All, @"\* \d+/\d+", "* 1/999")]
    [InlineData(Screens.Next, @"(:white_circle:|:large_blue_circle:) \*", ":white_check_mark: *")]
    [InlineData(Screens.Home, @"(:white_circle:|:large_blue_circle:) \*[^*]+\*", ":white_circle: *Something else*")]
    [InlineData(Screens.Tell, @"(due|overdue since) <!date\^\d+", "due <!date^1")]
    [InlineData(Screens.Tell, @"(:white_circle:|:large_blue_circle:) \*[^*]+\*", ":white_circle: *Something else*")]
    [InlineData(Screens.Tell, @"\d+ blocked", "1 blocked")]
    [InlineData(Screens.Stage + "tell", @":lock: \*", ":white_circle: *")]
    [InlineData(Screens.Card, "(Preparing|Merged)(?= <!date| ·)", "Published")]
    [InlineData(Screens.List, "Preparing", "Published")]
    [InlineData(Screens.List, @"<!date\^\d+", "<!date^1")]
    [InlineData(Screens.Ready, @"\\n• ", "\\n")]
    [InlineData(Screens.Publish, @"\\n• ", "\\n")]
    public void A_screen_that_says_something_else_is_found(string screen, string said, string instead)
    {
        var screens = Enumerable.Range(0, Walks).Select(seed => Shown(Sample.Shipped.Named("planned")!, SampleReleases.R1, new Random(seed)))
            .First(shown => shown.Has(screen, Screens.Publish) && Regex.IsMatch(Json(shown), said));
        screens.Add(screen, JsonNode.Parse(new Regex(said).Replace(Json(screens), instead, 1)));
        screens.Contradictions().ShouldNotBeEmpty();

        string Json(Screens shown) => shown[screen].ToJsonString(Readable);
    }

    [Theory]
    [InlineData("planned", ReleaseKind.Planned)]
    [InlineData("critical", ReleaseKind.Critical)]
    [InlineData("out-of-band", ReleaseKind.OutOfBand)]
    public void What_the_plan_asks_one_of_the_pair_to_press_is_next_for_them(string name, ReleaseKind kind)
    {
        var (theirs, another) = (0, 0);
        for (var seed = 0; seed < Walks; seed++)
        {
            var (snapshot, now) = Walked(Sample.Shipped.Named(name)!, SampleReleases.R1 with { Kind = kind }, new Random(seed));
            foreach (var person in snapshot.Release.Pair)
            {
                var blocks = Sent.Answer(new Screen(snapshot, person, CanWork: true, now).Render(new(snapshot.Release.Id, ChecklistPlace.Tell)))["blocks"]!;
                if (blocks.AsArray().FirstOrDefault(block => (string?)block!["type"] == "actions") is not { } buttons)
                    continue;
                var row = (string)blocks[buttons.GetElementIndex() - 1]!["text"]!["text"]!;
                var steps = snapshot.Board.Steps.Where(step => row.Contains($"*{ChecklistText.Title(step)}*", StringComparison.Ordinal)).ToList();
                if (!steps.All(step => step.Open && Agenda.IsReady(snapshot.Board, step)))
                    continue;
                var isTheirs = Agenda.NextFor(snapshot.Board, person, now).Intersect(steps).Any();
                var isGreen = buttons["elements"]!.AsArray().Any(button => (string?)button!["style"] == "primary");
                isGreen.ShouldBe(isTheirs, $"{name}, walk {seed}, {person}: {row}");
                (theirs, another) = isTheirs ? (theirs + 1, another) : (theirs, another + 1);
            }
        }
        theirs.ShouldBeGreaterThan(0);
        another.ShouldBeGreaterThan(0);
    }

    private static (ChecklistSnapshot Snapshot, Instant Now) Walked(ChecklistDefinition definition, Release release, Random random)
    {
        var now = release.DueAt.AddMinutes(random.Next(-4000, 4000));
        release = Made(release, random, now);
        var happened = Happened(definition, release, random, now);
        var board = Pressed(new(Checklist.Start(definition, release, release.Primary, release.CreatedAt), definition, release, happened), random, now);
        return (new(new Doc<Release>(release.Id, release, 1), new Doc<Checklist>(release.Id, board.Checklist, 1), board), now);
    }

    private static Screens Shown(ChecklistDefinition definition, Release made, Random random)
    {
        var (snapshot, now) = Walked(definition, made, random);
        var (board, release, happened) = (snapshot.Board, snapshot.Release, snapshot.Board.Happened);
        var screen = new Screen(snapshot, release.Primary, CanWork: true, now);
        var screens = new Screens(board, release, now, Name);

        screens.Add(Screens.Progress, Sent.Answer(ProgressMessage.Render(board, release, now, Name))["blocks"]);
        screens.Add(Screens.Next, Sent.Answer(screen.Render(new(release.Id)))["blocks"]);
        screens.Add(Screens.All, Sent.Answer(screen.Render(new(release.Id, ChecklistPlace.All)))["blocks"]);
        screens.Add(Screens.Tell, Sent.Answer(screen.Render(new(release.Id, ChecklistPlace.Tell)))["blocks"]);
        foreach (var stage in definition.Stages.Where(stage => board.Steps.Any(step => step.StageId == stage.Id)))
            screens.Add(Screens.Stage + stage.Id, Sent.Answer(screen.Render(ChecklistPlace.OfStage(release.Id, stage.Id)))["blocks"]);
        screens.Add(Screens.Card, Sent.Answer(ReleaseCard.Render(release, Name, now))["blocks"]);
        screens.Add(
            Screens.List,
            Sent.Answer(ListReleasesCommand.Render(
                Name, release.IsActive ? [release] : [], release.IsActive ? [] : [(release, StepsLeft.Of(board))]))["blocks"]);
        screens.Add(Screens.Home, Sent.Json(HomeView.Render(new(
            release.Primary, SecurityReleaseChatOps.Access.Role.Psirt, release.IsActive ? [release] : [], [],
            Presence.Of([], now), [], ChecklistStore.Mine([snapshot], release.Primary, now),
            new Dictionary<string, string> { [release.Id] = Progress.Of(board, now).ToString() }), Name, now))["blocks"]);
        if (release.State != ReleaseState.Preparing)
            return screens;
        var readiness = new Readiness
        {
            Release = release.Id,
            Confirmed = happened.FirstOrDefault(fact => fact.Kind == "ready") is { } ready ? new(ready.By, ready.At, [], []) : null
        };
        screens.Add(
            Screens.Ready,
            Sent.Answer(ReadinessCard.Say(ReadinessCard.Look(readiness, release, ReadinessRules.Missing(board, user => user), user => user)))["blocks"]);
        screens.Add(
            Screens.Publish,
            Sent.Json(
                new PublishForm(
                    release, [.. FixRules.Missing(release, user => user), .. ReadinessRules.Before(Gate.Publish, board, user => user)],
                    new(release.Primary, false, false, true), now).Render(new("R1")))["blocks"]);
        return screens;
    }

    private static string Name(string user) => user;

    /// <summary>With fixes and a severity, sometimes merged and public.</summary>
    private static Release Made(Release release, Random random, Instant now)
    {
        release = release with
        {
            Severity = random.Next(4) switch { 0 => null, 1 => Severity.Critical, 2 => Severity.High, _ => Severity.Low },
            Fixes = [.. Enumerable.Range(1, random.Next(4))
                .Select(i =>
                    new ReleaseFix($"gitlab-org/gitlab#{i}", null, random.Next(3) == 0 ? null : $"CVE-2026-{1000 + i}", now.AddMinutes(-random.Next(6000))))],
            MergedAt = random.Next(2) == 0 ? now.AddMinutes(-random.Next(90)) : null,
        };
        return random.Next(3) switch
        {
            0 => release with { State = ReleaseState.Published, PublishedAt = now.AddMinutes(-random.Next(80)), Changed = new(release.Primary, now) },
            1 when random.Next(2) == 0 =>
                release with
                {
                    State = ReleaseState.Closed,
                    PublishedAt = now.AddMinutes(-random.Next(30, 80)),
                    Changed = new(release.Primary, now.AddMinutes(-20))
                },
            _ => release,
        };
    }

    private static List<Fact> Happened(ChecklistDefinition definition, Release release, Random random, Instant now)
    {
        var facts = ReleaseEvidence.Of(release).ToList();
        foreach (var message in definition.Items.SelectMany(item => item.Tells).Distinct().Where(_ => random.Next(3) > 0))
        {
            var sent = Before(now);
            if (random.Next(6) == 0)
                facts.Add(new(
                    message + ".scheduled", release.Primary, sent, Value: "Those", About: InstantPattern.ExtendedIso.Format(now.AddHours(1))));
            else
                facts.Add(new(message + ".sent", release.Primary, sent, Value: "Those", About: random.Next(3) == 0 ? null : "an answer"));
            foreach (var answer in Named().Where(kind => Kinds.Message(kind) == message && Kinds.IsAnswer(kind)).Append(message + ".no")
                .Where(_ => random.Next(3) == 0))
                facts.Add(new(answer, random.Next(3) == 0 ? release.Secondary : "UOTHER", sent.AddMinutes(random.Next(1, 100))));
        }
        foreach (var kind in Named()
            .Where(kind =>
                definition.Items.All(item => !item.Tells.Contains(Kinds.Message(kind) ?? "")) && !Kinds.IsGate(kind)
                    && facts.TrueForAll(fact => fact.Kind != kind) && random.Next(2) == 0))
            facts.Add(new(kind, release.Secondary, Before(now)));
        foreach (var about in Item.Abouts.Where(_ => random.Next(4) == 0))
            facts.Add(new(Kinds.EditOf(about), release.Secondary, Before(now)));
        return facts;

        IEnumerable<string> Named() => definition.Items.SelectMany(item => item.SettledBy).SelectMany(term => term.Facts).Distinct();

        Instant Before(Instant moment) => moment.AddMinutes(-random.Next(1, 5000));
    }

    private static Board Pressed(Board board, Random random, Instant now)
    {
        string[] people = [board.Release.Primary, board.Release.Secondary, "UOTHER"];
        var presses = random.Next(90);
        for (var press = presses; press > 0 && board.Steps.Count > 0; press--)
        {
            var (key, person, at) = (board.Steps[random.Next(board.Steps.Count)].Key, people[random.Next(3)], now.AddMinutes(-press));
            var decided = random.Next(10) switch
            {
                0 => Presses.NotNeeded(board, key, person, "not *here*", at),
                1 => Presses.Reopen(board, key, person, at),
                2 => Undoing.Undo(board, null, person, at),
                3 => Presses.Done(board, key, person, at, "in a call"),
                4 => Presses.Force(board, key, person, "now", at),
                5 => Presses.Claim(board, key, person, at),
                6 => StepsOfTheDay.Add(board, $"Something {press}", person, at),
                7 => BulkDone.Stage(board, board.Definition.Stages[random.Next(board.Definition.Stages.Count)].Id, person, at),
                _ => Presses.Done(board, key, person, at),
            };
            board = board.With(decided.Checklist);
        }
        return board;
    }
}
