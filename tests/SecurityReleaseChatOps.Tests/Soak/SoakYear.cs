using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Extensions;
using SecurityReleaseChatOps.Handovers;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Soak;

/// <summary>Plays month after month; see <see cref="SoakTests"/>. Releases are worked by <see cref="Played"/>, each step by what settles it.</summary>
internal sealed class SoakYear(TestDay day, Random random, SoakInvariants account, SoakTable table)
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);

    // Whatever people look at now and then; a form that opens is closed again. {0} is a release.
    private static readonly string[] Looks =
    [
        "/release", "/release list", "/release status {0}", "/release log {0}", "/release gates {0}", "/release links {0}", "/release fix {0}",
        "/release versions {0}", "/release told {0}", "/release report {0}", "/release pair {0}", "/release cancel {0}", "/rotation", "/rotation who",
        "/rotation calendar", "/rotation load", "/rotation coverage", "/rotation export", "/rotation swap", "/rotation away", "/rotation cover",
        "/rotation plan", "/handover history", "/handover", "/checklist {0}", "/checklist all {0}", "/checklist export {0}", "/cve {0}", "/cve check {0}",
        "/cve fill {0}", "/cve export {0}", "/blogpost edit {0}", "/blogpost draft {0}", "/comms {0}", "/comms email {0}", "/comms embargo {0}",
        "/comms classify", "/comms check All of {0} is quiet", "/thanks {0}", "/thanks researcher {0}", "/release ready? {0}", "/checklist comment cut We wait. {0}",
    ];

    // What goes wrong, and how often at most: calls into Slack by their method, and deliveries that come twice or are lost.
    private static readonly (string Method, string Kinds, int Times, int Every)[] Wrong =
    [
        ("chat.postMessage", "ratelimited,500,drop", 6, 5), ("chat.postMessage", "timeout", 1, 9), ("chat.update", "500,drop,ratelimited", 6, 4),
        ("chat.update", "timeout", 1, 7), ("views.publish", "500,ratelimited", 4, 3), ("delivery", "duplicate", 60, 2), ("event", "500,drop", 3, 4),
        ("pins.add", "500", 1, 1), ("conversations.info", "500,drop", 3, 2), ("conversations.setTopic", "500", 1, 1), ("chat.getPermalink", "drop", 2, 2),
    ];

    private readonly List<TimeSpan> _answers = [];
    private readonly Dictionary<string, string> _plans = [];
    private readonly Dictionary<int, int> _patches = [];
    private readonly Queue<(DateTimeOffset At, string Release)> _later = [];
    private int _faults, _asked, _restarts, _releases;

    private DateTimeOffset Now => day.Services.GetRequiredService<TimeProvider>().GetUtcNow();

    public async Task Play(int months)
    {
        await day.SetClock($"{Begin:O}");
        await Gathers();
        for (var month = 1; month <= months; month++)
        {
            var (begun, end, before) = (Stopwatch.GetTimestamp(), Begin.AddMonths(month), _releases);
            var first = DateOnly.FromDateTime(Begin.AddMonths(month - 1).Date);
            var dates = Rotation.Calendar.Sample.Patch.Between(first, DateOnly.FromDateTime(end.Date)).ToList();
            await Plans();
            foreach (var date in dates)
            {
                await Planned(date, $"{month}/{date == dates[0]}");
                if (date == dates[0] && month % 2 == 1)
                    await Critical(date.AddDays(5));
            }
            await Visits(month);
            await Goes(end);
            await CountFaults();
            _answers.AddRange(day.Control.Answers);
            day.Control.Answers.Clear();
            await table.Add(_releases - before, [.. _answers], _faults, _restarts, Stopwatch.GetElapsedTime(begun));
            _answers.Clear();
            (_faults, _restarts) = (0, 0);
        }
    }

    private async Task Gathers()
    {
        Hurries();
        await day.As("grace").Clicks("Add all of PSIRT", (await day.As("grace").Asks("/rotation"))!);
        await day.Settles();
        (await day.Services.GetRequiredService<KeptRoster>().Read(default)).Count.ShouldBe(12);
    }

    /// <summary>The coming year is planned, somebody is away, and somebody covers, which all ends before anyone has a release.</summary>
    private async Task Plans()
    {
        var grace = day.As("grace");
        if (await grace.Asks("/rotation plan") is { } proposal && proposal.Buttons.Contains("Accept"))
            await grace.Clicks("Accept", proposal);
        await day.Settles();
        var (away, first) = (await Somebody(), DateOnly.FromDateTime(Now.AddDays(random.Next(2, 20)).Date));
        await Fills("grace", $"/rotation away @{away}", ("From", $"{first:yyyy-MM-dd}"), ("Until", $"{first.AddDays(random.Next(3)):yyyy-MM-dd}"));
        await Covers(await Somebody(), TimeSpan.FromHours(8));
        var giver = await Somebody();
        await Fills("grace", $"/rotation swap @{giver}", ("Ask", await Somebody(giver)), ("For admins", new[] { "yes" }));
    }

    /// <summary>A planned release, from the Friday before to the day after.</summary>
    private async Task Planned(DateOnly due, string what)
    {
        await Goes(At(due.AddDays(-5), 8, 0));
        var (id, versions) = await Starts("Planned", due);
        var play = new Played(day, id, looks: false);
        await SetsFixes(id, versions.Count, "high");
        await Disturbs();
        due = await Twists(id, play, due);
        foreach (var (days, hour, minute) in new[] { (-2, 15, 5), (-1, 15, 5), (0, 3, 5), (0, 14, 5) })
        {
            await Goes(At(due.AddDays(days), hour, minute));
            var (one, other) = await Pair(id);
            await play.Works(one, other);
        }
        await Ends(id, play, due, what.EndsWith("True", StringComparison.Ordinal));
    }

    /// <summary>A critical one, from Monday morning to Wednesday.</summary>
    private async Task Critical(DateOnly monday)
    {
        await Goes(At(monday, 7, 40));
        var (id, versions) = await Starts("Critical", monday.AddDays(1));
        var play = new Played(day, id, looks: false);
        await SetsFixes(id, versions.Count, "critical");
        await Disturbs();
        foreach (var (days, hour, minute) in new[] { (0, 9, 20), (0, 12, 20), (0, 16, 20), (1, 9, 20), (1, 14, 10) })
        {
            await Goes(At(monday.AddDays(days), hour, minute));
            var (one, other) = await Pair(id);
            await play.Works(one, other);
        }
        await Ends(id, play, monday.AddDays(1), undone: false);
    }

    /// <summary>One of another process is begun and cancelled, or rehearsed.</summary>
    private async Task Visits(int month)
    {
        await Goes(Now.AddDays(1));
        var due = DateOnly.FromDateTime(Now.AddDays(3).Date);
        var (id, versions) = (month % 4) switch
        {
            1 => await Starts("Critical", due, ("Rehearsal", new[] { "yes" })),
            2 => await Starts("Out-of-band", due),
            3 => await Starts("AppSec (2023)", due),
            _ => await Starts("Planned", due, ("Product", "GitLab Runner")),
        };
        await SetsFixes(id, versions.Count, "high");
        // What is only rehearsed says so before all else.
        await new Played(day, id, looks: month % 4 != 1).AgreesOnAll($"{id} is begun");
        await Goes(Now.AddHours(30));
        await Fills("grace", $"/release cancel {id}", ("Why", "It was a false alarm"));
        (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!.Value.State.ShouldBe(ReleaseState.Cancelled, id);
    }

    /// <summary>Ready, merged, published, announced, thanked and closed; what comes 30 days later is kept in mind.</summary>
    private async Task Ends(string id, Played play, DateOnly due, bool undone)
    {
        var screens = new Played(day, id);
        var (one, other) = await Pair(id);
        (await day.Board(id))["ready"]!.Open.ShouldBeFalse(id);
        await screens.AgreesOnAll($"{id} is ready");
        await day.As("kenji").Runs($"/release merged {id}");
        if (await day.As("kenji").Asks($"/release fix {id}") is { } fixes && fixes.Buttons.Contains("All are merged"))
            await day.As("kenji").Clicks("All are merged", fixes);
        await Goes(At(due, 15, 2));
        await account.KeepsTheEmbargo();
        await day.SaysItIsPublic(one, id);
        await day.Settles();
        if (undone)
        {
            await day.As(one).Clicks("Undo", (await day.As(one).Messages()).Last(message => message.OnlyForOne && message.Buttons.Contains("Undo")));
            await day.Settles();
            (await day.Board(id))["publish"]!.Open.ShouldBeTrue(id);
            await day.SaysItIsPublic(one, id);
            await day.Settles();
        }
        foreach (var step in new[] { "mail-test", "mail-check", "mail-send" })
            await play.Settles(step, one, other);
        await screens.AgreesOnAll($"{id} is announced");
        await Goes(At(due.AddDays(1), 15, 30));
        (one, other) = await Pair(id);
        await play.Works(other, one);
        await Fills(one, $"/thanks {id}");
        await day.Closes(one, id);
        await screens.AgreesOnAll($"{id} is closed");
        _later.Enqueue((At(due.AddDays(31), 9, 0), id));
        _releases++;
    }

    private async Task<(string Id, IReadOnlyList<string> Versions)> Starts(
        string kind, DateOnly due, params (string Label, object? Value)[] with)
    {
        var minor = 6 + (((due.Year - 2026) * 12) + due.Month - 12);
        string[] versions = [$"18.{minor}.{Patch(minor)}", $"18.{minor - 1}.{Patch(minor - 1)}"];
        await day.As("grace").Runs("/release new");
        var form = await (await day.As("grace").SeesModal("New release")).Presses("More options");
        form.Fill([("Kind", kind), ("Versions", string.Join(", ", versions)), ("Due date", $"{due:yyyy-MM-dd}"), .. with]);
        for (var again = await form.Submit(); again is not null; again = await again.Submit())
        {
            // A pair of nearly the same hours is asked about.
            foreach (var question in again.Labels.Where(label => label.EndsWith('?')))
                again.Fill((question, new[] { "yes" }));
        }
        var started = (await day.Services.GetRequiredService<ReleaseStore>().All(default)).Single(doc => doc.Value.Versions.Contains(versions[0]));
        await day.Settles();
        return (started.Id, versions);

        int Patch(int of) => _patches[of] = _patches.GetValueOrDefault(of) + 1;
    }

    private async Task SetsFixes(string id, int count, string severity)
    {
        var (one, _) = await Pair(id);
        var number = 1000 + (int.Parse(id[1..], CultureInfo.InvariantCulture) * 10);
        await Fills(one, $"/release fixes {id}", ("Fixes", string.Join('\n', Enumerable.Range(number, count).Select(issue =>
            $"gitlab-org/gitlab#{issue} CVE-2026-{issue} {severity} | Stored XSS in notes of {issue} | by @kenji, Jane Doe | reported by alice"))));
    }

    /// <summary>What goes otherwise than it should, another each time.</summary>
    /// <returns>When the release is due then.</returns>
    private async Task<DateOnly> Twists(string id, Played play, DateOnly due)
    {
        var (one, other) = await Pair(id);
        switch (_releases % 8)
        {
            case 0:
                await play.Types(other, "/checklist claim managers", "Yours");
                await play.Types(other, "/checklist done managers", "Done");
                await play.Types(other, "/checklist reopen managers", "Open again");
                await play.Types(one, "/checklist done tools", "Done");
                await play.Types(one, "/checklist undo tools", "Taken back");
                break;
            case 1:
                await Fills(one, $"/comms embargo {id}", ("Marked", $"Nightfall{id}"));
                (await day.As("nora").Runs($"/comms check Nightfall{id} is over")).ShouldContain($"words that are marked for {id}");
                break;
            case 2:
                await day.As(one).AddsToHandover(await day.As("sam").Writes($"The package build of {id} is red"));
                break;
            case 3:
                await Goes(At(due.AddDays(-2), 7, 0));
                await Restarts(TimeSpan.FromMinutes(50));
                break;
            case 4:
                await Fills(one, $"/release delay {id}", ("Due date", $"{due.AddDays(1):yyyy-MM-dd}"), ("Why", "A fix is late"));
                due = due.AddDays(1);
                break;
            case 5:
                await Goes(At(due.AddDays(-2), 7, 0));
                await Covers(one, TimeSpan.FromHours(20));
                break;
            case 6:
                await Fills(one, $"/checklist import {id}", ("Part 1", "- [x] Clone and set up the security release tools"));
                await play.Types(one, "/checklist force ready it burns", "Forced");
                await play.Types(one, "/checklist reopen ready", "Open again");
                break;
            default:
                await day.Control.Post($"/control/users/{one}/status", new { text = "Out sick", emoji = ":face_with_thermometer:" });
                await Fills("grace", $"/handover takeover {id}", ("Why", "Nobody answers"));
                break;
        }
        await day.Settles();
        (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!.Value.DueDate.ShouldBe(due, id);
        return due;
    }

    /// <summary>Things go wrong for a while, and the app is started anew.</summary>
    private async Task Disturbs()
    {
        await Restarts(TimeSpan.Zero);
        foreach (var (method, kinds, times, every) in Wrong.OrderBy(_ => random.Next()).Take(5))
        {
            await day.Control.Post("/control/faults", new { method, kind = kinds, times, every });
            _asked += times;
        }
    }

    private async Task Restarts(TimeSpan down)
    {
        await CountFaults();
        _asked = 0;
        _answers.AddRange(day.Control.Answers);
        var (from, to) = (Now, Now + down);
        await account.Goes(Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(to), async () =>
        {
            await day.Restart($"{to:O}");
            Hurries();
            await day.Settles();
        });
        _restarts++;
    }

    // A call that is never answered is waited for less long than people would.
    private void Hurries() => day.Services.GetRequiredService<SlackSettings>().ApiTimeout = TimeSpan.FromSeconds(2);

    private async Task CountFaults()
    {
        var left = (await day.Control.Get("/control/faults"))["faults"]!.AsArray().Sum(fault => (int)fault!["times"]!);
        _faults += _asked - left;
        _asked = left;
    }

    /// <summary>Time passes, and people do what they do.</summary>
    private async Task Goes(DateTimeOffset to)
    {
        while (_later.TryPeek(out var later) && later.At < to)
        {
            _later.Dequeue();
            await Passes(later.At);
            var (one, other) = await Pair(later.Release);
            await new Played(day, later.Release, looks: false).Works(one, other);
        }
        await Passes(to);
    }

    private async Task Passes(DateTimeOffset to)
    {
        while (Now is var now && now < to)
        {
            var active = await day.Services.GetRequiredService<ReleaseStore>().Active(default);
            // To where somebody is asked, on by the half hour while they may answer, else as long as what is missed is caught up.
            var asks = (await account.NextAsks(Instant.FromDateTimeOffset(now)))?.ToDateTimeOffset() ?? to;
            var next = new[] { to, asks, now.AddMinutes(await Waits() ? 31 : 115) }.Min();
            await account.Goes(Instant.FromDateTimeOffset(now), Instant.FromDateTimeOffset(next), () => day.At($"{next:O}"));
            await Reacts();
            if (now.Date != next.Date)
            {
                await day.Services.GetRequiredService<IStore>().Prune(next.AddDays(-30).ToInstant());
                foreach (var release in active)
                    await account.AgreesWhoHasIt(release.Id);
            }
            if (random.Next(4) == 0)
                await LooksAround(active.Count > 0 ? active[random.Next(active.Count)].Id : null);
        }
    }

    private async Task<IReadOnlyList<HandoverSnapshot>> Handovers()
    {
        var all = new List<HandoverSnapshot>();
        foreach (var release in await day.Services.GetRequiredService<ReleaseStore>().Active(default))
            all.Add((await day.Services.GetRequiredService<HandoverStore>().Open(release.Id, default))!);
        return all;
    }

    /// <summary>Whether a prompt was asked within two hours, or a handover waits for someone who is at work.</summary>
    private async Task<bool> Waits()
    {
        foreach (var snapshot in await Handovers())
        {
            if (snapshot.AllPrompts.Any(prompt => prompt.IsOpen && prompt.AskedAt > Now.AddHours(-2).ToInstant()))
                return true;
            if (snapshot.AllHandovers.FirstOrDefault(one => one.IsOpen) is { } open && await IsAtWork(open.To))
                return true;
        }
        return false;
    }

    private async Task<bool> IsAtWork(string person) => Workdays.IsAtWork(
        (await day.Services.GetRequiredService<KeptRoster>().Read(default)).Single(one => one.UserId == person), Instant.FromDateTimeOffset(Now));

    /// <summary>Who is asked for a handover answers, each in their own way, and who is given one accepts it while at work.</summary>
    private async Task Reacts()
    {
        foreach (var snapshot in await Handovers())
        {
            foreach (var prompt in snapshot.AllPrompts.Where(prompt => prompt.IsOpen && prompt.SnoozedUntil is null))
                await Answers(prompt);
            if (snapshot.AllHandovers.FirstOrDefault(one => one.IsOpen) is not { } open || random.Next(3) == 0 || !await IsAtWork(open.To))
                continue;
            await day.As(Handle(open.To)).Clicks("Accept", await Find(HandoverStore.MessageKey(open.Id)));
            if (snapshot.Release.Value.IsCritical)
                await FillsOpen(Handle(open.To), ("What do you do first?", "I read the post"));
            await day.Settles();
            await account.AgreesWhoHasIt(open.ReleaseId);
        }
    }

    private async Task Answers(Prompt prompt)
    {
        var (key, who) = (PromptMessage.Key(prompt), Handle(prompt.UserId));
        var plan = _plans.TryGetValue(key, out var kept) ? kept : new[] { "write", "write", "write", "snooze", "nothing", "forget" }[random.Next(6)];
        _plans[key] = plan == "snooze" ? "write" : "forget";
        if (plan == "forget")
            return;
        var shown = await Find(key);
        await day.As(who).Clicks(plan switch { "snooze" => "Snooze 30 min", "nothing" => "Nothing to hand over", _ => shown.Buttons[0] }, shown);
        if (plan != "snooze")
            await FillsOpen(
                who, ("Status", $"All is on its way, {key}"), ("Next", "Look at the post"), ("Note", $"The build is slow, {key}"), ("Why", "All is quiet"));
        await day.Settles();
    }

    private async Task<Shown> Find(string key) => (await day.As("grace").Messages()).Last(message => !message.OnlyForOne
        && (string?)message.Json["metadata"]?["event_payload"]?["key"] == key);

    private async Task LooksAround(string? release)
    {
        var command = Looks[random.Next(Looks.Length)];
        if (release is null && command.Contains("{0}", StringComparison.Ordinal))
            return;
        var who = await Somebody();
        if (await day.As(who).Runs(string.Format(CultureInfo.InvariantCulture, command, release)) is ""
            && await day.Control.Find($"/control/users/{who}/view") is { } view)
            await new Modal(day, day.As(who), view).Closes();
        await day.As(who).Home();
    }

    /// <summary>Types a command, and fills what opens.</summary>
    private async Task Fills(string who, string command, params (string Label, object? Value)[] with)
    {
        if (await day.As(who).Runs(command) is "")
            await FillsOpen(who, with);
        await day.Settles();
    }

    /// <summary>Fills what is open as far as it has such inputs; what is refused then is closed.</summary>
    private async Task FillsOpen(string who, params (string Label, object? Value)[] with)
    {
        var form = await day.As(who).SeesModal();
        var answer = await form.Fill([.. with.Where(input => form.Labels.Contains(input.Label))]).Send();
        if ((string?)answer["status"] != "ok" || answer["view"] is not null)
            await form.Closes();
    }

    private async Task<(string One, string Other)> Pair(string id)
    {
        var release = (await day.Services.GetRequiredService<ReleaseStore>().Get(id, default))!.Value;
        return (Handle(release.Primary), Handle(release.Secondary));
    }

    private async Task Covers(string person, TimeSpan time) => await Fills(
        "grace", $"/rotation cover @{person}", ("Who covers", await Somebody(person)), ("From", Now.AddMinutes(75).ToUnixTimeSeconds()),
        ("Until", (Now.AddMinutes(75) + time).ToUnixTimeSeconds()));

    private async Task<string> Somebody(string? otherThan = null)
    {
        var roster = await day.Services.GetRequiredService<KeptRoster>().Read(default);
        var people = roster.Select(one => Handle(one.UserId)).Where(one => one != otherThan).ToList();
        return people[random.Next(people.Count)];
    }

    private string Handle(string person) => day.Directory.People[person].Name;

    private static DateTimeOffset At(DateOnly date, int hour, int minute) => new(date, new TimeOnly(hour, minute), TimeSpan.Zero);
}
