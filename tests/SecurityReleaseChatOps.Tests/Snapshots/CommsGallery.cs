using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using Answer = SecurityReleaseChatOps.Comms.Answer;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>The plan, the modal Ping and its messages, for a release with announcements in progress.</summary>
internal static class CommsGallery
{
    public static CommsMatrix Matrix { get; } = MatrixLibrary.Load(Settings.Read(new ConfigurationBuilder().Build()));

    private static DefinitionLibrary Definitions { get; } = DefinitionLibrary.Load();

    public static IEnumerable<(string Name, JsonObject Json)> All(Release release, IReadOnlyList<Engineer> roster, Instant at)
    {
        var now = at;
        var words = release.OverrideReason is { Length: > 0 } wild
            ? string.Concat(Enumerable.Repeat(wild, 10))[..Math.Min(wild.Length * 10, PingRules.LongestText)]
            : "Please read the disclosure by noon. Its draft is https://gitlab.com/draft/1.";
        var snapshot = Told(release, roster, words, now);
        var view = new PingView(snapshot, release.Primary, now, audience => To(snapshot, audience), message => message.Title + ". " + words);
        var carried = new PingCarried(new(release.Id), []);
        var sent = snapshot.Find($"{release.Id}/legal-review")!.Value;
        yield return ("comms plan", Sent.Answer(Plan(snapshot, release.Primary, now, ":white_check_mark: *Legal*: sent.")));
        yield return ("comms plan for a viewer", Sent.Answer(Plan(snapshot, null, now)));
        yield return ("comms plan at critical",
            Sent.Answer(
                Plan(
                    Told(release
                        with
                    { Kind = ReleaseKind.Critical }, roster, words, now, Ping(release, "own-1", Audience.Legal, words, now) with { Message = null }),
                        release.Primary, now)));
        yield return ("comms busy",
            Sent.Answer(new Screen(ChecklistGallery.Busy(release, now), release.Primary, CanWork: true, now).Render(new(release.Id, ChecklistPlace.Tell))));
        yield return ("comms busy all",
            Sent.Answer(
                new Screen(ChecklistGallery.Busy(release, now), release.Primary, CanWork: true, now).Render(
                    ChecklistPlace.OfList(release.Id, ChecklistPlace.Told))));
        yield return ("comms sent", Sent.Answer(SentMessages.Render(snapshot, 0)));
        yield return ("comms ping", Sent.Json(view.Render(PingForm.New(carried, snapshot, [Audience.CorporateCommunications]))));
        yield return ("comms ping several",
            Sent.Json(view.Render(PingForm.New(carried, snapshot, [.. Matrix.Audiences.Select(audience => audience.Id)]) with { SendAt = now.AddHours(3) })));
        yield return ("comms ping changed", Sent.Json(view.Render(PingForm.Edit(carried, snapshot.Find($"{release.Id}/support")!.Value))));
        yield return ("comms told elsewhere",
            Sent.Json(ElsewhereModal.Render(
                snapshot, Matrix.Find("corporate-comms")!, null, words, new(release.Id, "https://hooks.slack.com/actions/T/1/x", ChecklistPlace.Tell))));
        yield return ("comms answered elsewhere", Sent.Json(ElsewhereModal.Render(snapshot, Matrix.Find("legal-review")!, sent, words, new(release.Id))));
        yield return ("comms change told elsewhere", Sent.Json(ChangeModal.Render(snapshot, Audience.Legal, Outdated(release), new(release.Id))));
        yield return ("comms message", Sent.Json(PingMessage.Render(snapshot, sent, To(snapshot, sent.Audience))));
        foreach (var (id, answer) in Answers(now, words))
        {
            var ping = Ping(release, id, Matrix.Find(id)!.To, words, now.AddHours(-1)) with { Posted = true, SentAt = now.AddHours(-1) };
            var asked = snapshot.With(ping);
            yield return ($"comms message {id}", Sent.Json(PingMessage.Render(asked, ping, To(snapshot, ping.Audience))));
            yield return ($"comms message {id} {answer.What}",
                Sent.Json(PingMessage.Render(asked, ping with { Answers = [answer] }, To(snapshot, ping.Audience))));
            if (AnswerFields.Of(answer.What).Any())
                yield return ($"comms answer {answer.What}", Sent.Json(GiveAnswer.Render(asked, ping, answer.What)));
            yield return ($"comms thanks for {answer.What}", Sent.Answer(GiveAnswer.Thanks(asked, ping with { Answers = [answer] })));
        }
        var approved = sent
            with
        { Answers = [new(AnswerKind.Approved, "U03", now) { Elsewhere = words[..Math.Min(words.Length, PingRules.LongestPlace)], Who = "U12" }] };
        yield return ("comms message answered elsewhere", Sent.Json(PingMessage.Render(snapshot, approved, To(snapshot, sent.Audience))));
        yield return ("comms told elsewhere of an approval",
            Sent.Json(ElsewhereModal.Render(snapshot, Matrix.Find("legal-review")!, null, words, new(release.Id))));
        yield return ("comms impact answered elsewhere", Sent.Json(ElsewhereModal.Render(snapshot, Matrix.Find("impact-sirt")!, sent, words, new(release.Id))));
        yield return ("comms timing answered elsewhere",
            Sent.Json(ElsewhereModal.Render(snapshot, Matrix.Find("critical-timing")!, sent, words, new(release.Id))));
        yield return ("comms reminder", Sent.Json(ReminderMessage.ToAudience(snapshot, sent, To(snapshot, sent.Audience))));
        yield return ("comms escalation", Sent.Json(ReminderMessage.Escalated(snapshot, sent with { RemindedAt = now, EscalatedAt = now }, "<!subteam^S04>")));
        var asked12 = new Questions(true, [.. Enumerable.Repeat((snapshot, sent), release.OverrideReason is null ? 2 : 12)]);
        yield return ("home of one who was asked", Sent.Json(new HomeViewDefinition { Blocks = [.. asked12.Render()] }));
    }

    /// <summary>mrkdwn of people's names.</summary>
    internal static string Name(string user) => user switch
    {
        "U03" => "Anna de Vries",
        "U05" => "María López",
        "U07" => "Kenji Satō",
        "U08" => "Nora Fischer",
        "U09" => "Chloe Martin",
        "U11" => "Grace Kim",
        "U12" => "Hana Kovář",
        _ => user,
    };

    private static IEnumerable<(string Id, Answer Said)> Answers(Instant now, string words) =>
    [
        ("field-security", new(AnswerKind.Acknowledged, "U12", now)),
        ("merge-time", new(AnswerKind.Date, "U12", now) { Date = new(2026, 12, 2), Words = Cut(words) }),
        ("legal-review", new(AnswerKind.Changes, "U12", now) { Words = Cut(words) }),
        ("impact-sirt",
            new(AnswerKind.Impact, "U12", now) { Multi = Cut(words, AnswerRules.LongestImpact), Single = "None",
                Self = Cut(words, AnswerRules.LongestImpact) }),
    ];

    private static string Cut(string words, int longest = AnswerRules.LongestWords) => words[..Math.Min(words.Length, longest)];

    private static Told Outdated(Release release) => new(Knows.Of(release, "", (true, [])) with { Due = release.DueAt.AddDays(-2), Severity = Severity.Low });

    private static Message Plan(CommsSnapshot commsSnapshot, string? worker, Instant now, string? notice = null) =>
        (new Screen(commsSnapshot.Checklist!, worker ?? "U99", worker is not null, now) with { Notice = notice }).Render(
            new(commsSnapshot.Release.Id, ChecklistPlace.Tell));

    internal static CommsSnapshot Told(Release release, IReadOnlyList<Engineer> roster, string words, Instant now, params IReadOnlyList<Ping> pings)
    {
        string[] own = [.. Enumerable.Range(1, release.OverrideReason is null ? 1 : 40).Select(i => $"own-{i}")];
        IReadOnlyList<Ping> told = pings.Count > 0 ? pings :
        [
            Ping(release, "legal-review", Audience.Legal, words, now.AddHours(-5))
                with { Posted = true, SentAt = now.AddHours(-5), RemindedAt = now.AddHours(-1) },
            Ping(release, "field-security", Audience.FieldSecurity, words, now.AddHours(-3))
                with { Posted = true, SentAt = now.AddHours(-3), Answers = [new(AnswerKind.Acknowledged, "U15", now.AddHours(-2))] },
            Ping(release, "support", Audience.Support, words, now.AddHours(-1)) with { SendAt = now.AddHours(2) },
            Ping(release, "cut", Audience.ReleaseManagers, words, now.AddHours(-1))
                with { SentAt = now.AddHours(-1), Elsewhere = "https://gitlab.com/issue/1" },
            .. own.Select(id => Ping(release, id, Audience.Legal, words, now) with { Message = null, Posted = true, SentAt = now }),
        ];
        return new(
            new(release.Id, release, 1),
            Matrix,
            [.. told.Select(ping => new Doc<Ping>(ping.Id, ping, 1))],
            new Dictionary<Audience, PingThread> { [Audience.Legal] = new($"{release.Id}/legal-review", now.AddHours(-5)) },
            Checklist(release, told, now),
            roster,
            new Dictionary<string, string> { [$"{release.Id}/legal-review"] = "https://example.slack.com/archives/C10/p1" })
        { Shown = Name };
    }

    private static ChecklistSnapshot? Checklist(Release release, IReadOnlyList<Ping> pings, Instant now)
    {
        IReadOnlyList<Fact> happened = [.. ReleaseEvidence.Of(release), .. PingEvidence.Of(Matrix, release, pings, new Dictionary<Audience, Doc<Told>>())];
        return Definitions.For(release) is { } definition
            ? new(new(release.Id, release, 1), null, new(
                SecurityReleaseChatOps.Checklists.Checklist.Start(definition, release, release.Primary, now), definition, release, happened))
            : null;
    }

    internal static Ping Ping(Release release, string id, Audience to, string words, Instant at) => new()
    {
        Id = $"{release.Id}/{id}",
        Release = release.Id,
        Message = id,
        Audience = to,
        Text = words,
        By = release.Primary,
        WrittenAt = at,
    };

    /// <summary>A workspace in which every audience with a channel can be reached.</summary>
    internal static Reach To(CommsSnapshot snapshot, Audience audience)
    {
        var entry = snapshot.Matrix.Find(audience)!;
        return new(
            entry, entry.Channel, "C10", entry.Channel is null ? "outside Slack" : "#" + entry.Channel,
            [.. entry.Mentions.Select(mention => new Mentioned("<!subteam^S05>", "@" + mention, ["U12"]))],
            entry.Channel is null ? $"{entry.Name} is told outside Slack: press Told elsewhere." : null,
            null,
            ["America/Denver"]);
    }
}
