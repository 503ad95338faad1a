using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Every message and view of the checklist, for a release in progress.</summary>
internal static class ChecklistGallery
{
    private static readonly DefinitionLibrary Library = DefinitionLibrary.Load();

    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, Instant at)
    {
        var now = at;
        var snapshot = Worked(release with { MergedAt = now - Duration.FromMinutes(46) }, now);
        var (board, opened) = (snapshot.Board, new AboutRelease(release.Id, "https://hooks.slack.com/actions/T/1/x", "", "validate"));
        var screen = new Screen(snapshot, release.Primary, CanWork: true, now, ":information_source: It was done before.", "managers");
        var step = board["validate"]!;
        yield return ("checklist progress", Sent.Json(ProgressMessage.Render(board, snapshot.Release, now, Gallery.Name)));
        yield return ("checklist next", Sent.Answer(screen.Render(new(release.Id))));
        yield return ("checklist for a viewer", Sent.Answer((screen with { Viewer = "U09", CanWork = false, Notice = null }).Render(new(release.Id))));
        yield return ("checklist all stages", Sent.Answer(screen.Render(new(release.Id, ChecklistPlace.All))));
        foreach (var stage in board.Definition.Stages.Take(2))
            yield return ($"checklist stage {stage.Id}", Sent.Answer(screen.Render(ChecklistPlace.OfStage(release.Id, stage.Id))));
        var busy = new Screen(Busy(release, now), release.Primary, CanWork: true, now);
        yield return ("checklist busy", Sent.Answer(busy.Render(new(release.Id))));
        yield return ("checklist busy all", Sent.Answer(busy.Render(ChecklistPlace.OfList(release.Id, ChecklistPlace.Open))));
        yield return ("checklist busy progress", Sent.Json(ProgressMessage.Render(busy.Board, busy.Snapshot.Release, now, Gallery.Name)));
        yield return ("checklist how to", Sent.Json(StepModal.Render(board, step, id => id)));
        foreach (var form in new[] { StepForms.NotNeeded, StepForms.OtherWay, StepForms.Comment, StepForms.Force, StepForms.ToolFailed })
            yield return ($"checklist form {form}", Sent.Json(StepForms.Render(StepVerb.Of(form)!, board, step, opened)));
        yield return ("checklist add", Sent.Json(AddStepForm.Render(board, opened)));
        yield return ("checklist import", Sent.Json(ImportForm.Render(snapshot.Release, opened, ImportForm.FirstParts)));
        yield return ("checklist update", Sent.Json(UpdateForm.Render(board, Library.Named("critical")!, opened)));
        yield return ("release fixes",
            Sent.Json(FixesModal.Render(
                snapshot.Release with { Fixes = [.. snapshot.Release.Fixes.Select((fix, i) => Rated(fix, i))] }, new Dictionary<string, Member>())));

        ReleaseFix Rated(ReleaseFix fix, int i) =>
            i == 0 ? fix with { Severity = Severity.High, Title = "Stored XSS in notes", Authors = ["Jane Doe"], Reporter = "alice" } : fix;
    }

    /// <summary>The largest realistic case: a critical release with twelve fixes, most steps waiting for others, and one forced.</summary>
    public static ChecklistSnapshot Busy(Release release, Instant now)
    {
        release = release with
        {
            Kind = ReleaseKind.Critical,
            CreatedAt = now.AddHours(-3),
            Fixes = [.. Enumerable.Range(1, 12).Select(i => new ReleaseFix($"gitlab-org/gitlab#{i}", null, $"CVE-2026-{1000 + i}", now))],
        };
        var definition = Library.For(release)!;
        var board = new Board(Checklist.Start(definition, release, release.Primary, release.CreatedAt), definition, release, ReleaseEvidence.Of(release));
        board = board.With(Presses.Claim(board, "self", release.Secondary, now).Checklist);
        board = board.With(Presses.Force(board, "validate", release.Primary, "the tools are down", now).Checklist);
        board.Checklist.Forced.Count.ShouldBe(1);
        board.Steps.Count(step => step.Open && !Agenda.IsReady(board, step)).ShouldBeGreaterThanOrEqualTo(30);
        return new(new Doc<Release>(release.Id, release, 1), new Doc<Checklist>(release.Id, board.Checklist, 1), board);
    }

    public static IReadOnlyList<MySteps> Mine(Release release, Instant at)
    {
        var checklistSnapshot = Worked(release, at);
        return [new(checklistSnapshot.Board, Agenda.NextFor(checklistSnapshot.Board, release.Secondary, at))];
    }

    /// <summary>As many fixes as fit, every text as long as allowed, and an override reason.</summary>
    internal static ChecklistSnapshot Worked(Release release, Instant now)
    {
        var words = release.OverrideReason is { Length: > 0 } wild ? string.Concat(Enumerable.Repeat(wild, 4))[..Math.Min(wild.Length * 4, 2000)] : "all quiet";
        var many = release.OverrideReason is null ? 2 : ReleaseFixes.Most;
        release = release
            with
        {
            Fixes =
                [.. Enumerable.Range(1, many)
                    .Select(i =>
                        new ReleaseFix($"{(many > 2 ? "gitlab-org/" + new string('g', 60) : "gitlab-org/gitlab")}#{i}", null, $"CVE-2026-{1000 + i}", now))]
        };
        var definition = Library.Named("planned")!;
        var board = new Board(Checklist.Start(definition, release, release.Primary, now), definition, release, ReleaseEvidence.Of(release));
        if (board["task-issue"]!.Open)
            Then(b => Presses.Done(b, "task-issue", release.Primary, now, "linked in the epic"));
        Then(b => Presses.Done(b, "tools", release.Secondary, now));
        Then(b => Presses.Claim(b, "gaps", release.Primary, now));
        if (!string.IsNullOrWhiteSpace(words))
        {
            Then(b => Presses.NotNeeded(b, "managers", release.Primary, words, now));
            Then(b => Presses.Comment(b, "validate", release.Primary, words[..Math.Min(words.Length, 1900)], "https://gitlab.com/evidence", now));
            Then(b => ToolFailures.Record(b, "validate", release.Secondary, words, now));
            Then(b => Presses.Force(b, "keep-text", release.Primary, words, now));
            foreach (var _ in Enumerable.Range(0, many))
                Then(b => StepsOfTheDay.Add(b, words[..Math.Min(words.Length, 150)], release.Primary, now));
        }
        return new(new Doc<Release>(release.Id, release, 1), new Doc<Checklist>(release.Id, board.Checklist, 1), board);

        void Then(Func<Board, ChecklistDecision> press)
        {
            var decided = press(board);
            decided.Refusal.ShouldBeNull();
            board = board.With(decided.Checklist);
        }
    }
}
