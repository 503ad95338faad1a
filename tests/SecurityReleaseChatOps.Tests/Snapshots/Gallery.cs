using System.Text.Json.Nodes;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Home;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>Every message and view the app renders, from one state.</summary>
internal sealed record Gallery(
    Release Release, IReadOnlyList<Release> Others, Handover Handover, IReadOnlyList<Collected> Collected, Prompt Prompt, IReadOnlyList<Engineer> Roster,
    Instant Now)
{
    private Receiver There => new(Release.OtherThan(Prompt.UserId), Receiver.State.There);

    /// <summary>An ordinary Monday.</summary>
    public static Gallery Monday()
    {
        var now = Instant.FromUtc(2026, 11, 23, 15, 30);
        IReadOnlyList<Engineer> roster = [Engineer("U03", Region.EMEA, "Europe/Amsterdam"), Engineer("U05", Region.AMER, "America/New_York"),
            Engineer("U01", Region.APAC, "Asia/Kolkata")];
        var release = new Release
        {
            Id = "R1",
            Kind = ReleaseKind.Planned,
            Product = Products.GitLab,
            Versions = ["18.6.1", "18.5.3"],
            DueDate = new DateOnly(2026, 11, 25),
            Primary = "U03",
            Secondary = "U05",
            Owner = "U03",
            Links = new(Issue: "https://gitlab.com/issue/1", BlogPost: "https://gitlab.com/post/1"),
            CreatedBy = "U03",
            CreatedAt = At(now, -7),
        };
        var collected = new Collected
        {
            Id = "R1/C02/1.000001",
            ReleaseId = "R1",
            Text = "The fix is in <https://gitlab.com/mr/1|review>",
            Permalink = "https://example.slack.com/archives/C02/p1000001",
            Author = "U04",
            Channel = "C02",
            AddedBy = "U03",
            AddedAt = At(now, -1),
        };
        var handover = new Handover
        {
            Id = "R1-H1",
            ReleaseId = "R1",
            From = "U03",
            To = "U05",
            Status = "All CVEs are requested",
            Next = "Review the post",
            Notes = "I am back at nine",
            Items = [collected],
            Kind = release.Kind,
            Links = release.Links,
            Blocked = 12,
            State = release.State,
            DueDate = release.DueDate,
            WrittenAt = At(now, 0),
        };
        var prompt = new Prompt
        {
            ReleaseId = "R1", UserId = "U03", Date = new(2026, 11, 23), WorkBegan = At(now, -7), DueAt = At(now, 0),
            AskedAt = At(now, 0)
        };
        return new(release, [], handover, [collected], prompt, roster, now);
    }

    /// <summary>Everything by name, as sent.</summary>
    public IEnumerable<(string Name, JsonObject Json)> All()
    {
        var accepted = Handover with { AcceptedAt = At(Now, 1), AcceptedBy = Handover.To };
        var missed = new PromptDue(PromptAction.Missed, Prompt, IsNew: true, Prompt.DueAt);
        var handedOver = Release with { LastHandover = new(Handover.Id, Handover.From, Handover.To, Handover.WrittenAt) };
        var snapshot = new HandoverSnapshot(
            new(Release.Id, Release, 1), [new(Handover.Id, Handover, 1)], [.. Collected.Select(c => new Doc<Collected>(c.Id, c, 1))], []);
        yield return ("release", Sent.Json(ReleaseCard.Render(handedOver, Name, Now)));
        yield return ("release on its day",
            Sent.Json(ReleaseCard.Render(Busy, Name, Busy.DueAt.AddMinutes(30), [new("email tested", true), new("checked", false), new("sent", false)])));
        yield return ("release closed",
            Sent.Json(ReleaseCard.Render(Release with { State = ReleaseState.Closed, Changed = new("U05", At(Now, 2)) }, Name, Now)));
        yield return ("more",
            Sent.Json(MoreModal.Render(
                Busy, [new("/release", "links", "", "", Button: "Links"), new("/release", "list", "", ""),
                    new("/comms", "email", "", "", Button: "Customer email")], null)));
        yield return ("release list",
            Sent.Answer(ListReleasesCommand.Render(
                Name, [Release, .. Others],
                [(Release with { State = ReleaseState.Closed }, 3), .. Others.Select(other => (other with { State = ReleaseState.Cancelled }, 0))])));
        yield return ("which release", Sent.Answer(ChooseRelease.Ask("/release links", [Release, .. Others])));
        yield return ("new release",
            Sent.Json(NewReleaseModal.Render(
                new([], Release.DueDate, user => PersonPicker.Of(Roster, Plain, Now, user), "U03", "U05", RosterIsEmpty: true, MayOverride: true))));
        yield return ("new release with more options",
            Sent.Json(NewReleaseModal.Render(
                new([], Release.DueDate, user =>
                    PersonPicker.Of(Roster, Plain, Now, user), "U03", "U05", RosterIsEmpty: false, MayOverride: true, Whole: true))));
        yield return ("links", Sent.Json(LinksModal.Render(Release)));
        yield return ("severity", Sent.Json(SeverityModal.Render(Release with { Severity = Severity.High }, Severity.Medium)));
        yield return ("delay", Sent.Json(DelayModal.Render(Release, Release.DueDate)));
        yield return ("cancel", Sent.Json(CancelModal.Render(Release)));
        yield return ("versions", Sent.Json(VersionsModal.Render(Release)));
        IReadOnlyList<Missing> missing = [.. Enumerable.Range(1, 12).Select(i => new Missing($"step:{i}", $"*Step {i}*", i % 2 == 0 ? "Legal" : Name("U05")))];
        yield return ("publish", Sent.Json(new PublishForm(Release, [], new("U03", false, false, true), Release.DueAt).Render(new("R1"))));
        yield return ("publish early with steps missing",
            Sent.Json(new PublishForm(Release, missing, new("U03", false, false, true), At(Now, 0)).Render(new("R1"))));
        yield return ("publish for one who may not",
            Sent.Json(new PublishForm(Release, missing, new("U07", false, true, false), At(Now, 0)).Render(new("R1"))));
        yield return ("hand over", Sent.Json(HandoverModal.Render(snapshot, Release.Secondary, user => PersonPicker.Of(Roster, Plain, Now, user))));
        yield return ("handover", Sent.Json(HandoverMessage.Render(Handover, Release, Name, Checklist)));
        var drafted = HandoverDraft.For(
            Busy, "U05", [], [],
            new(
                "17 of 54 steps are done, 12 since the last handover.",
                "- Run `bin/validate_release.rb` on the release (Anna de Vries)\n- Ask Delivery to confirm the timing of the merge (overdue)\n- Tell "
                + "Field Security and Support which fixes come"));
        yield return ("handover as drafted",
            Sent.Json(HandoverMessage.Render(Handover with { Status = drafted.Status, Next = drafted.Next, Notes = null, Items = [] }, Busy, Name, Checklist)));
        yield return ("handover 2023", Sent.Json(HandoverMessage.Render(Handover with { Kind = ReleaseKind.AppSec }, Release, Name, Checklist)));
        yield return ("handover accepted",
            Sent.Json(HandoverMessage.Render(
                accepted with { First = Handover.Next[..Math.Min(Handover.Next.Length, HandoverRules.LongestFirst)] }, Release, Name, Checklist)));
        yield return ("handover that came to nothing", Sent.Json(HandoverMessage.Render(Handover with { WithdrawnFor = "U01" }, Release, Name, Checklist)));
        yield return ("accept at critical", Sent.Json(FirstModal.Render(Handover, Release)));
        yield return ("note", Sent.Json(NoteModal.Render(Release, Name("U03"))));
        yield return ("take over", Sent.Json(TakeOverModal.Render(Release, Name("U03"))));
        yield return ("change pair",
            Sent.Json(PairModal.Render(
                Release, user => PersonPicker.Of(Roster, Plain, Now, user), mayOverride: true,
                "They work at the same hours (Europe/Amsterdam, Asia/Jerusalem), and nobody covers the Primary's night")));
        yield return ("handover brought up", Sent.Json(HandoverAcceptanceJob.Remind(Handover, Release, Roster[1], Name)));
        yield return ("nobody at work", Sent.Json(HolderAwayMessage.Render(Release, null, Roster[0], "<@U05>", At(Now, 1), Name)));
        yield return ("nobody at work at critical", Sent.Json(HolderAwayMessage.Render(Busy, Handover, Roster[0], "<!subteam^S04>", At(Now, 1), Name)));
        yield return ("prompt that is past", Sent.Json(PromptMessage.Render(Prompt with { PassedAt = At(Now, 15) }, Release, Name, There)));
        yield return ("prompt", Sent.Json(PromptMessage.Render(Prompt, Release, Name, There)));
        yield return ("prompt of the other", Sent.Json(PromptMessage.Render(Prompt with { UserId = "U05" }, Release, Name, There)));
        yield return ("prompt answered",
            Sent.Json(PromptMessage.Render(
                Prompt with { AnsweredAt = At(Now, 0), NothingBecause = Handover.Status[..Math.Min(Handover.Status.Length, PromptRules.LongestReason)] },
                Release, Name, There)));
        yield return ("prompt while the other one is away", Sent.Json(PromptMessage.Render(
            Prompt, Release, Name, There with { Is = Receiver.State.Away, Back = At(Now, 40) })));
        yield return ("prompt while one covers for the other", Sent.Json(PromptMessage.Render(
            Prompt, Release, Name, There with { Is = Receiver.State.Covered })));
        yield return ("reminder", Sent.Json(PromptMessage.Again(Prompt, Release, PromptAction.Remind)));
        yield return ("missed", Sent.Json(PromptMessage.Missed([(missed, Release), .. Others.Select(o => (missed, o))], Name)));
        yield return ("nothing to hand over", Sent.Json(NothingModal.Render(Prompt)));
        yield return ("add to rotation", Sent.Json(EngineerModal.Render()));
        yield return ("forget somebody", Sent.Json(SecurityReleaseChatOps.Operation.ForgetModal.Render("U03", "Anna de Vries")));
        foreach (var shown in ChecklistGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in QuietGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in CommsGallery.All(Release, Roster, Now))
            yield return shown;
        foreach (var shown in ExternalGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in ThanksGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in CustomerGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in CloseOutGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in CveGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in BlogPostGallery.All(Release, Now))
            yield return shown;
        foreach (var shown in OutsideGallery.All(Roster, Now))
            yield return shown;
        foreach (var shown in RotationGallery.All(Roster, Now))
            yield return shown;
        foreach (var role in Enum.GetValues<Role>())
            yield return ($"home {role}", Sent.Json(HomeView.Render(Home(role, []), Name, Now)));
        yield return ("home with swaps", Sent.Json(HomeView.Render(
            Home(Role.Psirt, []) with { Swaps = [.. Enumerable.Repeat(RotationGallery.Asked, 4)] }, Name, Now)));
        IReadOnlyList<Release> nine = [.. Enumerable.Range(2, 9).Select(i => Release with { Id = $"R{i}" })];
        yield return ("home after the close", Sent.Json(HomeView.Render(
            Home(Role.Psirt, []) with { Active = [], Waiting = [], Steps = ChecklistGallery.Mine(Release with { State = ReleaseState.Closed }, Now) },
            Name, Now)));
        yield return ("home with ten releases", Sent.Json(HomeView.Render(Home(Role.Psirt, nine), Name, Now)));
    }

    /// <summary>A release with everything: critical, many versions and fixes, moved, handed over, merged.</summary>
    private Release Busy => Release with
    {
        Kind = ReleaseKind.Critical,
        Versions = ["18.6.1", "18.5.3", "18.4.5"],
        Fixes = [.. Enumerable.Range(1, 12)
            .Select(i => new ReleaseFix($"gitlab-org/gitlab#{i}", null, $"CVE-2026-{1000 + i}", At(Now, -5)) { Severity = Severity.Critical })],
        Links = ReleaseLinks.All.Aggregate(ReleaseLinks.None, (links, link) => links.With(link, $"https://gitlab.com/{link}")),
        Moves = [new(new(2026, 11, 24), new(2026, 11, 25), null, "U03", At(Now, -3))],
        LastHandover = new(Handover.Id, Handover.From, Handover.To, Handover.WrittenAt),
        State = ReleaseState.Published,
        MergedAt = Release.DueAt,
        PublishedAt = Release.DueAt.AddMinutes(20),
        Changed = new("U05", Release.DueAt.AddMinutes(20)),
    };

    internal static string Name(string user) => SecurityReleaseChatOps.Slack.Mrkdwn.Plain(Plain(user));

    internal static string Plain(string user) =>
        user switch { "U01" => "Rohan Mehta", "U03" => "Anna de Vries", "U04" => "Oliver Hughes", "U05" => "María López", _ => user };

    private static Slack.Blocks.Button Checklist => SecurityReleaseChatOps.Checklists.OpenChecklist.OpenButton("R1") with { Text = "Open checklist" };

    internal static Instant At(Instant now, int hours) => (now + Duration.FromHours(hours));

    internal static Engineer Engineer(string user, Region region, string zone) => new(user, region, zone, new(new(9, 0), new(17, 0), WorkingHours.Weekdays));

    private HomeState Home(Role role, IReadOnlyList<Release> others) => new(
        "U05", role, [Release, .. others], [Handover], Presence.Of(Roster, Now),
        ["I cannot see #thanks"], role < Role.Psirt ? [] : ChecklistGallery.Mine(Release, Now));
}
