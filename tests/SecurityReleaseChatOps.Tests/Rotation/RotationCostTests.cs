using System.Collections;
using Microsoft.Extensions.Time.Testing;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Swaps;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Tests.Rotation.Calendar;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary>How many people and shifts an answer looks at, which does not depend on how fast the machine is.</summary>
public sealed class RotationCostTests
{
    private static readonly Instant Now = People.At("2026-11-23T08:00:00Z");

    /// <summary>Fifty rotations and five hundred people, a year behind and a year ahead; one in ten is on no shift.</summary>
    [Fact]
    public void An_answer_looks_at_what_it_shows_however_many_people_and_shifts_there_are()
    {
        var places = new[] { ("Europe/Amsterdam", Region.EMEA), ("America/New_York", Region.AMER), ("Asia/Tokyo", Region.APAC) };
        var people = new Watched<Engineer>([.. Enumerable.Range(0, 500).Select(i => People.Of(Id(i), places[i % 3].Item1, region: places[i % 3].Item2))]);
        IReadOnlyList<Cadence> cadences = [.. Enumerable.Range(0, 50).Select(i => Sample.Patch with { Name = $"c{i}", Title = $"Product {i}" })];
        var today = DateOnly.FromDateTime(Now.ToDateTimeUtc());
        var shifts = new Watched<Shift>([.. Shifts.Of(cadences, [], [], today.AddDays(-400), today.AddDays(400))
            .Select((shift, i) => shift with { Primary = Id(i % 450), Secondary = Id((i + 1) % 450) })]);
        shifts.All.Count.ShouldBeGreaterThan(2000);
        var covers = new Watched<Cover>([new("C1", Id(1), Id(499), Now, Now + Duration.FromDays(400))]);
        var rotation = new RotationSnapshot(cadences, people, shifts, [], covers, []);
        var presence = Presence.Of(people, Now);
        var duties = new[] { (Id(7), "Primary of R1"), (Id(8), "Secondary of R1") }.ToLookup(one => one.Item1, one => one.Item2);

        // As the command keeps them.
        var loads = LoadCommand.Ordered(FairnessRules.Of(rotation, Now), id => id);

        foreach (var (answer, make) in new (string, Action)[]
        {
            ("/rotation", () => Lines(string.Concat(ShowRotationCommand.Render(presence, duties, id => id, Now).OfType<SectionBlock>()
                .Select(region => region.Text!.Text + "\n"))).ShouldBe(3 * (1 + (2 * 5) + 1))),
            ("calendar", () => CalendarMessage.Render(rotation, Now, DateTimeZone.Utc, id => id!, forAdmin: true)),
            ("who", () => Lines(WhoCommand.Render(rotation, OnDuty.At(rotation, Now), rotation.Unplanned, Now, today, Id(3), id => id)).ShouldBe(6)),
            ("who, of one rotation", () => Lines(WhoCommand.Render(
                rotation, OnDuty.At(rotation, Now, WhoCommand.Named(cadences, "product 7")), [], Now, today, Id(3), id => id)).ShouldBe(1)),
            ("who, of one person", () => Lines(WhoCommand.Of(rotation, Id(3), Now, today, id => id)).ShouldBe(6)),
            ("load", () => LoadCommand.Render(loads, Id(499), id => id, today).Blocks!.OfType<TableBlock>().Single().Rows.Count.ShouldBe(1 + 12 + 1)),
            ("the next shift on Home", () => NextShift.Of(rotation, Id(3), Now).ShouldNotBeNull()),
            ("the next shift of who covers", () => NextShift.Of(rotation, Id(499), Now).ShouldNotBeNull().Shift.Pair.ShouldContain(Id(1))),
            ("no next shift on Home", () => NextShift.Of(rotation, Id(498), Now).ShouldBeNull()),
            ("swap", () => SwapRules.Of(rotation, Id(3), Now).ShouldNotBeEmpty()),
            ("swap of who has none", () => SwapRules.Of(rotation, Id(498), Now).ShouldBeEmpty()),
            ("whom to ask", () => PersonPicker.Of(people, id => id, Now, null)),
            ("what to ask in return", () => ReturnPicker.Of(rotation, Id(3), id => id, Now).ShouldNotBeNull()),
            ("whether a shift can be given", () => SwapRules.Gone(rotation, shifts.All[^1], shifts.All[^1].Primary!, id => id, Now).ShouldBeNull()),
        })
        {
            // The first one makes what the others find it by, once for each version of the rotation.
            make();
            var before = people.Looked + shifts.Looked + covers.Looked;
            make();
            (people.Looked + shifts.Looked + covers.Looked - before).ShouldBeLessThanOrEqualTo(150, answer);
        }

        static string Id(int i) => $"U{i:000}";

        static int Lines(string text) => text.Trim().Split('\n').Length;
    }

    /// <summary>What is cut is one command away.</summary>
    [Fact]
    public void Of_many_rotations_the_readers_own_come_first_and_the_others_are_found_by_name()
    {
        IReadOnlyList<Engineer> people = [.. Enumerable.Range(0, 40).Select(i => People.Of($"U{i:000}", "Europe/Amsterdam"))];
        IReadOnlyList<Cadence> cadences = [.. Enumerable.Range(0, 20).Select(i => Sample.Patch with { Name = $"c{i}", Title = $"Product {i}" })];
        var today = DateOnly.FromDateTime(Now.ToDateTimeUtc());
        var shifts = Shifts.Of(cadences, [], [], today, today.AddDays(60))
            .Select(shift => shift with { Primary = $"U{2 * At(shift):000}", Secondary = $"U{(2 * At(shift)) + 1:000}" }).ToList();
        var rotation = new RotationSnapshot(cadences, people, shifts, [], [], []);

        var all = WhoCommand.Render(rotation, OnDuty.At(rotation, Now), [], Now, today, "U038", id => id).Split('\n');
        all[0].ShouldContain("(Product 19)*: :large_green_circle: U038 is Primary");
        all[^1].ShouldBe("and 15 more: `/rotation who Product 4` shows one");
        WhoCommand.Render(rotation, OnDuty.At(rotation, Now), [], Now, today, "U038", id => id, isNow: false).Split('\n')[^1].ShouldBe("and 15 more");
        WhoCommand.Named(cadences, "product 1").Single().Title.ShouldBe("Product 1");
        WhoCommand.Named(cadences, "T 1").Count.ShouldBe(11);
        WhoCommand.Named(cadences, "yesterday-ish").ShouldBeEmpty();
        WhoCommand.Of(rotation, "U003", Now, today, id => id).Split('\n').ShouldAllBe(line => line.Contains("U003 Secondary"));
        WhoCommand.Of(rotation, "UNOBODY", Now, today, id => id).ShouldBe("Nothing planned.");

        static int At(Shift shift) => int.Parse(shift.Cadence[1..]);
    }

    [Fact]
    public void Who_is_at_work_is_worked_out_once_until_somebody_begins_or_ends()
    {
        var people = new Watched<Engineer>([People.Anna, People.Ben, People.Chika]);
        var (clock, begin) = (new FakeTimeProvider(), People.At("2026-11-23T08:00:00Z"));
        clock.SetUtcNow(begin.ToDateTimeOffset());
        var kept = new KeptPresence(clock);
        Of(kept.Of(people)).ShouldBe("UANNA; next UBEN");
        var once = people.Looked;
        foreach (var (minutes, words) in new[]
        {
            (0, "UANNA; next UBEN"), (359, "UANNA; next UBEN"), (360, "UANNA UBEN; next UCHIKA"), (479, "UANNA UBEN; next UCHIKA"),
            (480, "UBEN; next UCHIKA"),
        })
        {
            clock.SetUtcNow(begin.AddMinutes(minutes).ToDateTimeOffset());
            Of(kept.Of(people)).ShouldBe(words, $"after {minutes} minutes");
        }
        people.Looked.ShouldBe(3 * once, "at 14:00 Ben began, at 16:00 Anna ended");
        kept.Of([People.Dora]).Find("UDORA").ShouldNotBeNull("another roster is another answer");

        static string Of(Presence presence) =>
            $"{string.Join(' ', presence.AtWork.Select(one => one.Engineer.UserId))}; next {presence.Next?.Engineer.UserId}";
    }

    /// <summary>A list that counts what is looked at.</summary>
    private sealed class Watched<T>(IReadOnlyList<T> all) : IReadOnlyList<T>
    {
        public int Looked { get; private set; }

        public IReadOnlyList<T> All => all;

        public int Count => all.Count;

        public T this[int index]
        {
            get
            {
                Looked++;
                return all[index];
            }
        }

        public IEnumerator<T> GetEnumerator()
        {
            for (var i = 0; i < all.Count; i++)
                yield return this[i];
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
