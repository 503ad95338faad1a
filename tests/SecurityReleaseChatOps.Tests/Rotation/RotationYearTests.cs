using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary>
/// A year of the rotation lived through in the running app: planned, and then swapped, covered, moved, dropped and left at random. After each step
/// everything that says who is on says the same, and what an account kept beside it says too. A few weeks of it each time; <c>ROTATION_YEARS=20</c> plays
/// as many years.
/// </summary>
public sealed class RotationYearTests
{
    private static readonly int? Years =
        Environment.GetEnvironmentVariable("ROTATION_YEARS") is { } years ? int.Parse(years, CultureInfo.InvariantCulture) : null;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, Years ?? 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Who_is_on_agrees_everywhere_after_every_step(int seed)
    {
        await using var day = await TestDay.Start();
        await new RotationYear(day, new Random(seed), shifts: Years is null ? 3 : 26).Play();
    }
}

/// <summary>Plays one year.</summary>
/// <param name="shifts">After so many it ends.</param>
internal sealed partial class RotationYear(TestDay day, Random random, int shifts)
{
    private static readonly Duration Tail = Duration.FromHours(24);

    private readonly Dictionary<DateOnly, OfDate> planned = [];
    private readonly List<OfCover> covers = [];
    private readonly HashSet<string> left = [];
    private readonly List<string> steps = [];
    private readonly HashSet<string> seen = [];
    private IReadOnlyList<Engineer> roster = [];
    private Instant now = Rotation.People.At(TestDay.Morning);
    private IReadOnlyList<string?> before = [];
    private string feed = "";
    private int releases;

    /// <summary>A release of the calendar, as this account has it.</summary>
    private sealed record OfDate(string? Primary, string? Secondary, string? Release, bool IsClosed = false)
    {
        public IReadOnlyList<string?> Pair => [Primary, Secondary];

        /// <summary>Whose it was as it was closed, while others may have covered.</summary>
        public IReadOnlyList<string?>? Owners { get; init; }

        public OfDate With(string from, string to) => this with
        {
            Primary = Primary == from ? to : Primary,
            Secondary = Secondary == from ? to : Secondary,
        };
    }

    private sealed record OfCover(string Person, string By, Instant From, Instant Until);

    public async Task Play()
    {
        await day.LooksOnlyWhenTold();
        roster = await day.Services.GetRequiredService<KeptRoster>().Read(default);
        feed = Address().Matches((await day.As("kenji").Asks("/rotation calendar link"))!.Text).Single().Groups["path"].Value;
        // A year, and as far as the app plans by its end.
        foreach (var date in Calendar.Sample.Patch.Between(Today, Today.AddDays(900)))
            planned[date] = new(null, null, null);
        await Plans();
        for (var i = 0; i < shifts; i++)
            await Lives();
    }

    private DateOnly Today => DateOnly.FromDateTime(now.ToDateTimeUtc());

    private static Instant Due(DateOnly date) => Instant.FromUtc(date.Year, date.Month, date.Day, 15, 0);

    /// <summary>The release that is next, from the moment the one before it is over until its own end.</summary>
    private async Task Lives()
    {
        var (date, _) = On();
        var begins = Due(date) - Duration.FromDays(2) - Duration.FromHours(7);
        // What happens between two releases.
        for (var i = random.Next(1, 4); i > 0 && now < begins - Duration.FromDays(1); i--)
        {
            await Goes(now + ((begins - now) * random.NextDouble()));
            await Happens();
        }
        (date, _) = On();
        if (planned[date].Pair.Any(one => one is null || left.Contains(one)))
            await Plans();
        begins = Due(date) - Duration.FromDays(2) - Duration.FromHours(7);
        if (now < begins)
            await Goes(begins);
        if (planned[date].Pair.All(one => one is not null && !left.Contains(one)) && random.Next(8) > 0)
            await Starts(date);
        foreach (var end in Ends(date))
        {
            await Goes(end);
            if (random.Next(3) == 0)
                await Happens();
        }
        if (planned[date].Release is not null)
        {
            await Does("close", async () =>
            {
                await day.As("grace").Runs("/release merged");
                await day.SaysItIsPublic("grace");
                await day.Closes("grace");
                // Whoever covered did it to its end; it stays the shift of whom they covered for.
                var of = planned[date];
                planned[date] = (IsAlone(Shown(date)) ? of : of with { Primary = Shown(date)[0], Secondary = Shown(date)[1] })
                    with
                { IsClosed = true, Owners = of.Pair };
            });
        }
        await Goes(Due(date) + Tail);
    }

    /// <summary>The moments until its due time at which somebody of the pair is asked for a handover, in order.</summary>
    private IReadOnlyList<Instant> Ends(DateOnly date) =>
    [
        .. roster.SelectMany(engineer => Workdays.Between(engineer, date.AddDays(-2), date)).Select(workday => workday.End - Duration.FromMinutes(30))
            .Where(at => now < at && at < Due(date)).Distinct().Order(),
    ];

    private async Task Happens()
    {
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                await Swaps();
                break;
            case 3 or 4 or 5 or 6:
                await Covers();
                break;
            case 7:
                await IsAway();
                break;
            case 8:
                await Moves();
                break;
            case 9:
                await Drops();
                break;
            case 10 when left.Count == 0 && random.Next(3) == 0:
                await Leaves();
                break;
            default:
                await Plans();
                break;
        }
    }

    private async Task Plans() => await Does("plan", async () =>
    {
        var grace = day.As("grace");
        if ((await grace.Asks("/rotation plan")) is { } proposal && proposal.Buttons.Contains("Accept"))
            await grace.Clicks("Accept", proposal);
        foreach (var read in await day.Services.GetRequiredService<ShiftStore>().All(default))
        {
            if (planned.TryGetValue(read.Value.Date, out var known) && known.Release is null && !read.Value.Dropped)
                planned[read.Value.Date] = known with { Primary = read.Value.Primary, Secondary = read.Value.Secondary };
        }
    });

    private async Task Starts(DateOnly date)
    {
        var release = $"R{++releases}";
        await Does($"start {release} of {date:O}", async () =>
        {
            await day.As("grace").Runs("/release new");
            var form = await day.As("grace").SeesModal("New release");
            form["Due date"].ShouldBe($"{date:yyyy-MM-dd}");
            (form["Primary"], form["Secondary"]).ShouldBe((Name(planned[date].Primary), Name(planned[date].Secondary)));
            var answer = await form.Fill(("Versions", $"18.{releases}.1")).Send();
            // A pair of the same hours has to be confirmed; it goes without a release then.
            if ((string?)answer["status"] == "ok")
                planned[date] = planned[date] with { Release = release };
            else
                releases--;
        });
    }

    private async Task Swaps()
    {
        var (from, to) = (Somebody(), Somebody());
        var mine = Coming().Where(date => planned[date].Pair.Contains(from) && Shown(date).Contains(from)).ToList();
        if (mine.Count == 0 || from == to)
            return;
        await Does($"{from} gives to {to}", async () =>
        {
            await day.As("grace").Runs($"/rotation swap @{Handle(from)}");
            var form = await day.As("grace").SeesModal("Swap");
            var given = mine.First();
            if (form["Shift"] is not { } first || !first.EndsWith(given.ToString("ddd d MMM", CultureInfo.InvariantCulture), StringComparison.Ordinal))
                return;
            var answer = await form.Fill(("Ask", Handle(to)), ("For admins", new[] { "yes" })).Send();
            if ((string?)answer["status"] == "ok")
                planned[given] = planned[given].With(from, to);
        });
    }

    private async Task Covers()
    {
        var (person, by) = (Somebody(), Somebody());
        var from = now + Duration.FromHours(random.Next(-2, 60));
        var until = from + Duration.FromHours(random.Next(3, 80));
        if (person == by)
            return;
        await Does($"{by} covers for {person} from {from} until {until}", async () =>
        {
            await day.As("grace").Runs($"/rotation cover @{Handle(person)}");
            var answer = await (await day.As("grace").SeesModal("Cover"))
                .Fill(("Who covers", Handle(by)), ("From", from.ToUnixTimeSeconds()), ("Until", until.ToUnixTimeSeconds())).Send();
            if ((string?)answer["status"] == "ok")
                covers.Add(new(person, by, Seconds(from), Seconds(until)));
        });

        static Instant Seconds(Instant at) => Instant.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
    }

    private async Task IsAway()
    {
        var (person, first) = (Somebody(), Today.AddDays(random.Next(0, 20)));
        await Does($"{person} is away from {first:O}", async () =>
        {
            await day.As("grace").Runs($"/rotation away @{Handle(person)}");
            var last = first.AddDays(random.Next(5));
            await (await day.As("grace").SeesModal("Away")).Fill(("From", $"{first:yyyy-MM-dd}"), ("Until", $"{last:yyyy-MM-dd}")).Send();
            roster = await day.Services.GetRequiredService<KeptRoster>().Read(default);
        });
    }

    private async Task Moves()
    {
        var dates = Coming().Where(date => planned[date].Release is null && date > Today.AddDays(4)).Take(4).ToList();
        if (dates.Count == 0)
            return;
        var date = dates[random.Next(dates.Count)];
        var to = date.AddDays(random.Next(1, 3));
        await Does($"{date:O} moves to {to:O}", async () =>
        {
            if ((await day.As("grace").Runs(string.Create(CultureInfo.InvariantCulture, $"/rotation calendar move {date:d MMM yyyy} to {to:d MMM yyyy}")))
                .Contains("is planned on *", StringComparison.Ordinal))
            {
                planned.Remove(date, out var moved);
                planned[to] = moved!;
            }
        });
    }

    private async Task Drops()
    {
        var date = Coming().Where(date => planned[date].Release is null && date > Today.AddDays(4)).Skip(random.Next(3)).FirstOrDefault();
        if (date == default)
            return;
        await Does($"{date:O} is dropped", async () =>
        {
            if ((await day.As("grace").Runs(string.Create(CultureInfo.InvariantCulture, $"/rotation calendar drop {date:d MMM yyyy}")))
                .Contains("No release is planned on *", StringComparison.Ordinal))
                planned.Remove(date);
        });
    }

    private async Task Leaves()
    {
        var person = Somebody();
        if (person == "U11" || Shown(On().Date).Contains(person) && On().Of.Release is not null)
            return;
        await Does($"{person} leaves", async () =>
        {
            await day.Control.Post($"/control/users/{Handle(person)}/deactivate", new { });
            await day.Until(() => Task.FromResult(day.Directory.HasLeft(person)), "The app should hear that they left.");
            await day.Until(
                async () => (await day.Services.GetRequiredService<KeptRoster>().Read(default)).Single(one => one.UserId == person).Left,
                "The roster should say that they left.");
            left.Add(person);
            roster = await day.Services.GetRequiredService<KeptRoster>().Read(default);
        });
    }

    /// <summary>Moves the clock; what is due by then is done, and everything agrees.</summary>
    private Task Goes(Instant to) => Does($"until {to}", async () =>
    {
        now = Instant.FromUnixTimeSeconds(Math.Max(now.ToUnixTimeSeconds(), to.ToUnixTimeSeconds()));
        await day.SetClock(now.ToString());
    });

    private async Task Does(string what, Func<Task> step)
    {
        steps.Add($"{now} {what}");
        try
        {
            await step();
            await day.Settles();
            await day.Settles();
            await Agrees();
        }
        catch (Exception wrong)
        {
            throw new ShouldAssertException($"After {steps.Count} steps: {wrong.Message}\n{string.Join('\n', steps.TakeLast(12))}", wrong);
        }
    }

    private IEnumerable<DateOnly> Coming() => planned.Keys.Order().Where(
        date => now < Due(date) + (planned[date].Pair.Any(one => one is not null) ? Tail : Duration.Zero));

    private (DateOnly Date, OfDate Of) On() => Coming().Select(date => (date, planned[date])).First();

    private string? Acting(string? person, Instant at) =>
        covers.LastOrDefault(cover => cover.Person == person && cover.From <= at && at < cover.Until && !left.Contains(cover.By))?.By ?? person;

    /// <summary>Who acts now of a shift: one covers for another; who is its other one takes over what they have, and both stay.</summary>
    private IReadOnlyList<string?> Shown(DateOnly date, Instant? at = null) => [.. planned[date].Pair.Select(one => Acting(one, at ?? now))];

    private async Task Agrees()
    {
        var (date, of) = On();
        var (primary, secondary) = (Shown(date)[0], Shown(date)[1]);
        var nobody = of.Pair.All(one => one is null);

        (await day.As("kenji").Runs("/rotation who")).Replace(":large_green_circle: ", "", StringComparison.Ordinal).ShouldContain(
            nobody ? "nobody yet"
            : IsAlone(Shown(date)) ? $": {Name(primary)} is Primary and Secondary, for {Name(of.Pair.First(one => one != primary))} too"
            : $": {Name(primary)} is Primary, {Name(secondary)} Secondary", customMessage: "who");

        var calendar = await day.As("kenji").Runs("/rotation calendar");
        var feedSays = (await day.Get(feed)).Body.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal).Split("BEGIN:VEVENT").Skip(1).ToList();
        foreach (var next in Coming().Take(4))
        {
            calendar.ShouldContain($"\n{string.Join('\n', Enumerable.Range(0, 2).Select(part => Row(next, part)))}\n{planned[next].Release ?? "planned"}",
                customMessage: $"calendar of {next:O}");
            var names = AtDue(next).OfType<string>().Distinct().Select(Plain).ToList();
            feedSays.Where(one => one.Contains($"DTSTART;VALUE=DATE:{next:yyyyMMdd}", StringComparison.Ordinal)).ShouldHaveSingleItem($"feed of {next:O}")
                .ShouldContain($": {(names.Count == 0 ? "nobody yet" : string.Join("\\, ", names))}\n", customMessage: $"feed of {next:O}");
        }

        var state = await day.Control.Get("/control/state");
        var whose = (of.Owners ?? of.Pair).OfType<string>().Select(Plain).ToList();
        ((string)state["channels"]!.AsArray().Single(channel => (string?)channel!["name"] == "sec-psirt-team")!["topic"]!).ShouldContain(
            string.Create(CultureInfo.InvariantCulture, $"{date:d MMM}: {(whose.Count == 0 ? "nobody yet" : string.Join(", ", whose))}"), customMessage: "topic");

        var on = Shown(date).OfType<string>().Where(one => !left.Contains(one)).Distinct().Order(StringComparer.Ordinal).ToList();
        if (on.Count > 0)
        {
            var group = state["usergroups"]!.AsArray().Single(group => (string?)group!["handle"] == "psirt-release-managers")!["users"]!.AsArray();
            string.Join(' ', group.Select(user => (string)user!).Order(StringComparer.Ordinal)).ShouldBe(string.Join(' ', on), "group");
        }

        var messages = await day.As("grace").Messages();
        if (of.Release is { } release)
        {
            messages.Last(message => Key(message) == "release/" + release).Text.ShouldContain(
                IsAlone(Shown(date)) ? $"Primary: {Row(date, 0, at: now)}, Secondary: {Row(date, 1, at: now)}"
                : $"Primary: {Name(primary)}, Secondary: {Name(secondary)}", customMessage: "card");
        }
        foreach (var person in Shown(date).OfType<string>().Append(Somebody()).Where(one => !left.Contains(one)).Distinct())
            await AgreesHome(person);
        AgreePrompts(messages, date, of);
    }

    /// <summary>The next release of one's own that is not started stands on one's Home.</summary>
    private async Task AgreesHome(string person)
    {
        // One that was not looked at for a week is drawn once it is opened.
        await day.As(Handle(person)).Home();
        await day.Settles();
        var home = Words.Of((await day.As(Handle(person)).Home())["blocks"]);
        var next = Coming().FirstOrDefault(date => planned[date].Release is null && AtDue(date).Contains(person));
        if (next == default)
        {
            home.ShouldNotContain("Your next release", customMessage: $"home of {person}");
            return;
        }
        var (isPrimary, other) = AtDue(next)[0] == person ? (true, AtDue(next)[1]) : (false, AtDue(next)[0]);
        home.ShouldContain($"Your next release: *<!date^{Due(next).ToUnixTimeSeconds()}^", customMessage: $"home of {person}");
        other = other == person ? null : other;
        home.ShouldContain($"as {(isPrimary ? "Primary" : "Secondary")}{(other is null ? "" : $" with {Name(other)}")}", customMessage: $"home of {person}");
    }

    /// <summary>Only who is on is asked for a handover, and that half an hour before their day ends.</summary>
    private void AgreePrompts(IReadOnlyList<Shown> messages, DateOnly date, OfDate of)
    {
        var anew = messages.Select(Key).OfType<string>().Where(key => IsPrompt().IsMatch(key) && seen.Add(key)).ToList();
        var on = Shown(date).Concat(before).OfType<string>().ToHashSet();
        before = Shown(date);
        anew.ShouldAllBe(key => on.Contains(key.Split('/', StringSplitOptions.None)[2]), $"prompts {string.Join(' ', anew)} of {string.Join(' ', on)}");
        if (of is not { Release: not null, IsClosed: false })
            return;
        foreach (var engineer in roster.Where(one => !one.Left && Shown(date).Contains(one.UserId)))
        {
            if (Workdays.At(engineer, now) is { } workday && now == workday.End - Duration.FromMinutes(30))
                seen.ShouldContain($"prompt/{of.Release}/{engineer.UserId}/{workday.Date:yyyy-MM-dd}", $"prompts of {engineer.UserId}");
        }
    }

    private static string? Key(Shown message) => message.OnlyForOne ? null : (string?)message.Json["metadata"]?["event_payload"]?["key"];

    /// <summary>Who does it when it is due; of a release that was started who is on it now.</summary>
    private IReadOnlyList<string?> AtDue(DateOnly date) =>
        planned[date].Release is null || IsAlone(Shown(date)) ? Shown(date, Due(date)) : [.. Shown(date).Select(one => Acting(one, Due(date)))];

    /// <summary>Whether one covers for the other one of the pair: the release keeps both.</summary>
    private static bool IsAlone(IReadOnlyList<string?> pair) => pair[0] is not null && pair[0] == pair[1];

    private string Row(DateOnly date, int part, Instant? at = null)
    {
        var by = (at is null ? AtDue(date) : Shown(date, at))[part];
        var person = planned[date].Release is null || IsAlone(Shown(date)) ? planned[date].Pair[part] : Shown(date)[part];
        return by is null ? "nobody yet" : by == person ? Name(by) : $"{Name(by)} for {Name(person)}";
    }

    private string Somebody()
    {
        var people = roster.Where(one => !one.Left).ToList();
        return people[random.Next(people.Count)].UserId;
    }

    private string Name(string? person) => person is null ? "nobody" : Plain(person) + (left.Contains(person) ? " (left)" : "");

    private string Plain(string person) => day.Directory.NameOf(person);

    private string Handle(string person) => day.Directory.People[person].Name;

    [GeneratedRegex("^prompt/R[0-9]+/U[0-9]+/[0-9-]+$")]
    private static partial Regex IsPrompt();

    [GeneratedRegex("`http://[^/`]+(?<path>/calendar/[^`]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();
}
