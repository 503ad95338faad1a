using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Operation;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Soak;

/// <summary>An account kept beside the app of what must be so, and the look at the end whether it is.</summary>
internal sealed partial class SoakInvariants(TestDay day)
{
    private static readonly Duration Before = Duration.FromMinutes(30);

    private readonly HashSet<string> _must = [];
    private readonly HashSet<string> _may = [];

    private sealed record OnIt(Release Release, string Person)
    {
        public (string, string) Key => (Release.Id, Person);
    }

    /// <summary>The next moment at which somebody is asked for a handover.</summary>
    public async Task<Instant?> NextAsks(Instant now) =>
        (await Asks(await OnThem(), now, now + Duration.FromDays(1))).Select(one => (Instant?)one.At).Where(at => at > now).Min();

    /// <summary>The clock moves: who is to be asked for a handover by then is written down.</summary>
    public async Task Goes(Instant from, Instant to, Func<Task> goes)
    {
        var before = await OnThem();
        await goes();
        var after = await OnThem();
        foreach (var (key, on, workday, at) in await Asks([.. after.Concat(before).DistinctBy(one => one.Key)], from, to))
        {
            _may.Add(key);
            if (before.Concat(after).Count(one => one.Key == on.Key) == 2 && from < at && !await HasSaid(on, workday))
                _must.Add(key);
        }
    }

    /// <summary>Nothing that is under embargo now stands where it must not: looked at before each publication, when most is.</summary>
    public async Task KeepsTheEmbargo() => (await Leaks.Find(day)).ShouldBeEmpty("An embargoed fact stands where it must not.");

    /// <summary>Card, status and Home say that whoever has a release by its handovers has it.</summary>
    public async Task AgreesWhoHasIt(string id)
    {
        var (release, handovers) = await Read(id);
        if (!release.IsActive)
            return;
        if (release is { TakenOver: null, PrimarySince: null, SecondarySince: null })
            release.Owner.ShouldBe(handovers.Where(one => one.AcceptedAt is not null).MaxBy(one => one.AcceptedAt)?.To ?? release.Primary, id);
        var says = $"*{day.Directory.NameOf(release.Owner)}* is on it now";
        (await day.As("grace").Runs($"/release status {id}")).ShouldContain(says);
        (await day.As("grace").Messages()).Last(message => Key(message.Json) == "release/" + id).Text.ShouldContain(says);
        Words.Of((await day.As(day.Directory.People[release.Owner].Name).Home())["blocks"]).ShouldContain(id);
    }

    /// <summary>All of it, at the end.</summary>
    public async Task Check()
    {
        await day.Settles();
        var posted = await Posted();
        StandsAsWanted(posted);
        Prompts(posted);
        foreach (var doc in await day.Services.GetRequiredService<ReleaseStore>().All(default))
        {
            await Handovers(doc.Id, posted);
            await Answers(doc.Id, posted);
        }
        await KeepsTheEmbargo();
        var settings = day.Services.GetRequiredService<Settings>();
        AuditCommands.Verify(settings, null, null).Findings.ShouldBeEmpty();
        (await Verification.Run([$"--Storage:ConnectionString={settings.ConnectionString}"], null, default)).Findings.ShouldBeEmpty();
    }

    /// <summary>All that the app wants to stand in Slack stands there, once and in its place, and nothing else of it.</summary>
    private void StandsAsWanted(IReadOnlyList<(string Channel, JsonObject Json)> posted)
    {
        var wanted = SoakTable.Read(day, "SELECT channel || ' ' || key FROM outbox WHERE kind = 'Message' AND state = 'settled' AND body <> ''").ToList();
        var stands = posted.Where(one => Key(one.Json) is not null).Select(one => $"{one.Channel} {Key(one.Json)}").ToList();
        wanted.Except(stands).ShouldBeEmpty("wanted, and not there");
        stands.Except(wanted).ShouldBeEmpty("there, and not wanted");
        stands.ShouldBeUnique();
        SoakTable.Read(day, "SELECT key || ' ' || COALESCE(error, '') FROM outbox WHERE state = 'failed' AND kind <> 'AddBookmark'").ShouldBeEmpty("given up");
    }

    /// <summary>Each person-day of a pair is asked once, and nobody else.</summary>
    private void Prompts(IReadOnlyList<(string Channel, JsonObject Json)> posted)
    {
        var asked = posted.Select(one => Key(one.Json)).OfType<string>().Where(key => Prompt().IsMatch(key)).ToList();
        asked.ShouldBeUnique();
        _must.Count.ShouldBeGreaterThan(5);
        _must.Except(asked).ShouldBeEmpty("not asked for a handover");
        asked.Except(_may).ShouldBeEmpty("asked, and not on it");
    }

    /// <summary>None but the last waits, and each that was accepted says by whom.</summary>
    private async Task Handovers(string id, IReadOnlyList<(string Channel, JsonObject Json)> posted)
    {
        var (_, handovers) = await Read(id);
        handovers.SkipLast(1).ShouldAllBe(one => !one.IsOpen);
        foreach (var accepted in handovers.Where(one => one.AcceptedBy is not null))
            TextOf(posted, HandoverStore.MessageKey(accepted.Id)).ShouldContain($"ccepted by {day.Directory.NameOf(accepted.AcceptedBy!)}");
    }

    /// <summary>Each answer of the board stands under the message that asked, with who gave it.</summary>
    private async Task Answers(string id, IReadOnlyList<(string Channel, JsonObject Json)> posted)
    {
        var (board, matrix) = (await day.Board(id), day.Services.GetRequiredService<CommsMatrix>());
        var newest = board.Happened.Where(fact => Kinds.IsAnswer(fact.Kind) && matrix.Find(Kinds.Message(fact.Kind)!) is { In: Destination.Slack })
            .GroupBy(fact => Kinds.Message(fact.Kind)!).Select(facts => facts.MaxBy(fact => fact.At)!);
        foreach (var answer in newest)
        {
            var title = matrix.Find(Kinds.Message(answer.Kind)!)!.Title;
            posted.Select(one => Words.Of(one.Json["blocks"], (string?)one.Json["text"])).Where(text => text.StartsWith($"*{title}*\n*{id}*", StringComparison.Ordinal))
                .ShouldContain(text => text.Contains(day.Directory.NameOf(answer.By)), $"{id}: {answer.Kind} of {answer.By}");
        }
    }

    /// <summary>Whoever is of a release that is not over.</summary>
    private async Task<IReadOnlyList<OnIt>> OnThem() =>
    [
        .. (await day.Services.GetRequiredService<ReleaseStore>().Active(default)).Select(doc => doc.Value)
            .SelectMany(release => release.Pair.Append(release.Owner).Distinct().Select(person => new OnIt(release, person))),
    ];

    /// <summary>Who is asked by a moment, and their workday is not over before another: half an hour before the end of it.</summary>
    private async Task<IReadOnlyList<(string Key, OnIt On, Workday Workday, Instant At)>> Asks(IReadOnlyList<OnIt> on, Instant from, Instant to)
    {
        var roster = await day.Services.GetRequiredService<KeptRoster>().Read(default);
        return
        [
            .. from one in @on
               let engineer = roster.First(engineer => engineer.UserId == one.Person)
               from workday in Workdays.Between(engineer, Workdays.Today(engineer, @from).AddDays(-1), Workdays.Today(engineer, to).AddDays(1))
               let at = Instant.Max(workday.End - Before, workday.Start)
               where workday.Date >= First(one.Release, engineer) && at <= to && @from < workday.End
               select ($"prompt/{one.Release.Id}/{one.Person}/{workday.Date:yyyy-MM-dd}", one, workday, at),
        ];
    }

    /// <summary>Two of their workdays before it is due; of a critical release from its start.</summary>
    private static DateOnly First(Release release, Engineer engineer)
    {
        if (release.IsCritical)
            return Workdays.Today(engineer, HandoverDays.CriticalSince(release));
        var date = release.DueDate;
        for (var left = 2; left > 0; left -= engineer.Hours.Days.Contains(date.DayOfWeek) ? 1 : 0)
            date = date.AddDays(-1);
        return date;
    }

    private async Task<bool> HasSaid(OnIt on, Workday workday)
    {
        var began = workday.Start;
        var said = (await day.Services.GetRequiredService<HandoverStore>().Open(on.Release.Id, default))!;
        return said.AllHandovers.Any(one => one.From == on.Person && one.WrittenAt >= began)
            || said.AllCollected.Any(one => one.IsNote && one.AddedBy == on.Person && one.AddedAt >= began);
    }

    private async Task<(Release Release, IReadOnlyList<Handover> Handovers)> Read(string id)
    {
        var read = (await day.Services.GetRequiredService<HandoverStore>().Open(id, default))!;
        return (read.Release.Value, [.. read.AllHandovers.OrderBy(one => one.WrittenAt)]);
    }

    /// <summary>All that the app posted and that stands, in every channel.</summary>
    private async Task<IReadOnlyList<(string Channel, JsonObject Json)>> Posted()
    {
        var (state, all) = (await day.Control.Get("/control/state"), new List<(string, JsonObject)>());
        foreach (var channel in state["channels"]!.AsArray().Select(one => (string)one!["id"]!))
        {
            all.AddRange((await day.Control.Get($"/control/channels/{channel}/messages"))["messages"]!.AsArray().OfType<JsonObject>()
                .Where(message => (bool?)message["ephemeral"] != true && message["bot_id"] is not null).Select(message => (channel, message)));
        }
        return all;
    }

    private static string TextOf(IReadOnlyList<(string Channel, JsonObject Json)> posted, string key) =>
        Words.Of(posted.Single(one => Key(one.Json) == key).Json["blocks"]);

    private static string? Key(JsonObject message) => (string?)message["metadata"]?["event_payload"]?["key"];

    [GeneratedRegex("^prompt/R[0-9]+/U[0-9]+/[0-9-]+$")]
    private static partial Regex Prompt();
}
