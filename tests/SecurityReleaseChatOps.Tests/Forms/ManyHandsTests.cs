namespace SecurityReleaseChatOps.Tests.Forms;

/// <summary>Two or three people open, fill in and submit the same form in any order.</summary>
public sealed class ManyHandsTests
{
    private const int Interleavings = 1000;

    [Fact]
    public async Task Nothing_that_anybody_saved_is_lost_unseen_and_nothing_that_anybody_typed_is_lost()
    {
        await using var bench = await Bench.Start();
        await bench.StartsRelease();
        var random = new Random(8);
        Editing[] forms = [new LinksEditing(bench), new FixesEditing(bench), new FixEditing(bench), new VersionsEditing(bench), new EmbargoEditing(bench),
            new DelayEditing(bench), new RosterEditing(bench), new EmailEditing(bench), new HandoverEditing(bench), new PairEditing(bench),
            new StepEditing(bench)];
        for (var i = 0; i < Interleavings; i++)
        {
            var form = forms[i % forms.Length];
            var people = form.People.Select(person => new Hand(form, person, $"{form.GetType().Name} {i}, {person}")).ToList();
            while (people.Where(hand => !hand.IsDone).ToList() is { Count: > 0 } left)
                await left[random.Next(left.Count)].Moves(bench, random);
            await form.Ends();
        }
    }

    /// <summary>One person at the form.</summary>
    private sealed class Hand(Editing form, string person, string where)
    {
        private Opened? opened;
        private Dictionary<string, string> known = [];
        private Dictionary<string, string> shown = [];

        public bool IsDone { get; private set; }

        public async Task Moves(Bench bench, Random random)
        {
            if (opened is null)
            {
                (opened, known) = (await form.Opens(person, random), await form.Stored());
                shown = form.Typed(opened);
                form.Fill(opened, random);
                return;
            }
            var (before, typed) = (await form.Stored(), form.Typed(opened));
            var answer = await bench.Submits(opened);
            var after = await form.Stored();
            if (answer.FieldErrors is not null)
                Refused(before, after);
            else if (answer.UpdatedView is { } view && new Opened(person, view) is var again && again.Notice.StartsWith(":warning:", StringComparison.Ordinal))
                StaysOpen(again, typed, before, after, random);
            else
                await Saved(bench, typed, before, after);
        }

        private void Refused(Dictionary<string, string> before, Dictionary<string, string> after)
        {
            after.ShouldBe(before, ignoreOrder: true, where);
            IsDone = true;
        }

        private void StaysOpen(
            Opened again, Dictionary<string, string> typed, Dictionary<string, string> before, Dictionary<string, string> after, Random random)
        {
            after.ShouldBe(before, ignoreOrder: true, where);
            form.Typed(again).ShouldBe(typed, ignoreOrder: true, $"{where}: what was typed is kept");
            foreach (var key in Different(known, before)
                .Where(key =>
                    !form.ByKey
                        || typed.GetValueOrDefault(key) != before.GetValueOrDefault(key) && typed.GetValueOrDefault(key) != shown.GetValueOrDefault(key)))
            {
                again.Notice.ShouldContain(form.Told(before.GetValueOrDefault(key)), customMessage: where);
                Put(known, key, before.GetValueOrDefault(key));
            }
            opened = again;
            IsDone = random.Next(3) == 0;
        }

        private async Task Saved(Bench bench, Dictionary<string, string> typed, Dictionary<string, string> before, Dictionary<string, string> after)
        {
            foreach (var key in Different(before, after))
            {
                known.GetValueOrDefault(key).ShouldBe(before.GetValueOrDefault(key), $"{where}: {key} was never shown to them so");
                if (form.ByKey)
                    typed.GetValueOrDefault(key).ShouldBe(after.GetValueOrDefault(key), $"{where}: {key}");
            }
            foreach (var key in Different(shown, typed).Where(_ => form.ByKey))
                after.GetValueOrDefault(key).ShouldBe(typed.GetValueOrDefault(key), $"{where}: {key} was typed");
            if (Different(before, after).Any())
                (await bench.Store.Audit(form.Subject(typed), 1)).ShouldHaveSingleItem().Who.ShouldBe(Bench.Id(person), where);
            IsDone = true;
        }

        private static IEnumerable<string> Different(Dictionary<string, string> one, Dictionary<string, string> other) =>
            [.. one.Keys.Union(other.Keys).Where(key => one.GetValueOrDefault(key) != other.GetValueOrDefault(key))];

        private static void Put(Dictionary<string, string> values, string key, string? value)
        {
            values.Remove(key);
            if (value is not null)
                values[key] = value;
        }
    }
}
