using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Tests.Rotation.Calendar;

public sealed class CadenceTests
{
    private static readonly Cadence Patch = CadenceYaml.Load(["patch"], null).All[0];

    [Fact]
    public void The_next_patch_release_of_each_day_of_a_century_is_a_wednesday_around_a_third_thursday_that_leaves_48_hours()
    {
        // Walks the days backwards: a Wednesday counts when the Thursday of the week after it, or before it, is a third one.
        DateOnly? next = null;
        for (var date = new DateOnly(2100, 1, 31); date.Year >= 2000; date = date.AddDays(-1))
        {
            if (date.DayOfWeek == DayOfWeek.Wednesday && (IsMonthly(date.AddDays(8)) || IsMonthly(date.AddDays(-6))))
                next = date;
            if (date.Year < 2100)
                Next(date.AddDays(-2).AtUtc(Patch.Time)).ShouldBe(next.ShouldNotBeNull());
        }

        static bool IsMonthly(DateOnly date) => date.DayOfWeek == DayOfWeek.Thursday && (date.Day - 1) / 7 == 2;
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-25")]
    [InlineData("2026-11-23T15:00:00Z", "2026-11-25")]
    [InlineData("2026-11-23T15:00:01Z", "2026-12-09")]
    [InlineData("2026-11-25T07:00:00Z", "2026-12-09")]
    [InlineData("2026-12-24", "2027-01-13")]
    public void The_next_patch_release_of_these_days(string now, string expected) =>
        Next(Rotation.People.At(now)).ShouldBe(DateOnly.Parse(expected));

    [Theory]
    [InlineData("third Thursday", "2026-11-19", "2026-12-17")]
    [InlineData("last Friday", "2026-11-27", "2026-12-25")]
    [InlineData("last Monday", "2026-11-30", "2026-12-28")]
    [InlineData("First Monday", "2026-11-02", "2026-12-07")]
    [InlineData("8 days before the third Thursday", "2026-11-11", "2026-12-09")]
    [InlineData("1 day after the last Saturday", "2026-11-29", "2026-12-27")]
    public void A_day_of_the_month_is_read_and_said(string text, string november, string december)
    {
        var day = CadenceDay.Parse(text).ShouldNotBeNull();
        day.In(2026, 11).ShouldBe(DateOnly.Parse(november));
        day.In(2026, 12).ShouldBe(DateOnly.Parse(december));
        CadenceDay.Parse(day.ToString()).ShouldBe(day);
    }

    [Theory]
    [InlineData("fifth Thursday")]
    [InlineData("third Thu")]
    [InlineData("31 days before the third Thursday")]
    [InlineData("8 days before the third Holiday")]
    public void What_is_no_day_of_the_month_is_not_read(string text) => CadenceDay.Parse(text).ShouldBeNull();

    [Fact]
    public void A_date_that_is_moved_over_the_end_of_the_year_is_found_from_either_side()
    {
        var cadence = Patch with { Days = [CadenceDay.Parse("10 days after the last Wednesday")!, CadenceDay.Parse("30 days before the first Monday")!] };
        cadence.Between(new(2027, 1, 1), new(2027, 1, 31)).ShouldBe([new(2027, 1, 2), new(2027, 1, 9), new(2027, 1, 30)], ignoreOrder: true);
        cadence.Between(new(2027, 1, 2), new(2027, 1, 2)).ShouldBe([new DateOnly(2027, 1, 2)]);
    }

    [Fact]
    public void Each_kind_is_a_process_of_releases() => CadenceYaml.Kinds.ShouldBeSubsetOf(Kebab.Words<ReleaseKind>().Keys);

    [Theory]
    [InlineData("name: x\ntitle: X\nproduct: P\ndays: fifth Friday", "own.yaml, line 4: `fifth Friday` is not a day of the month")]
    [InlineData("name: X Y\ntitle: X\nproduct: P\ndays: last Friday", "own.yaml, line 1: `name` must be a word")]
    [InlineData("name: x\ntitle: X\nproduct: P\ndays: last Friday\ntime: noonish", "own.yaml, line 5: `time` must be like")]
    [InlineData(
        "name: x\ntitle: X\nproduct: P\ndays: last Friday\nkind: critical", "own.yaml, line 5: `kind` is `critical`, which is not one of planned, app-sec")]
    [InlineData("name: x\ntitle: X\nproduct: P", "own.yaml, line 1: the cadence needs `days`")]
    [InlineData("name: x\ntitle: X\nproduct: P\nday: last Friday", "unknown key `day`")]
    public void A_wrong_file_is_refused_with_file_and_line(string yaml, string words) =>
        Should.Throw<DefinitionException>(() => CadenceYaml.Read(yaml, "own.yaml")).Message.ShouldContain(words);

    [Fact]
    public void An_operators_cadence_joins_the_shipped_ones_or_takes_the_place_of_one()
    {
        var folder = Directory.CreateTempSubdirectory("cadences-").FullName;
        File.WriteAllText(Path.Combine(folder, "runner.yaml"), "name: runner\ntitle: Runner\nproduct: GitLab Runner\ndays: [first Tuesday, third Tuesday]");
        File.WriteAllText(Path.Combine(folder, "patch.yaml"), "name: patch\ntitle: Ours\nproduct: GitLab\ndays: last Friday");
        var loaded = CadenceYaml.Load(["runner", "patch", "monthly"], folder);
        loaded.All.Select(cadence => cadence.Title).ShouldBe(["Runner", "Ours", "Monthly security release"]);
        loaded.Find("runner")!.Between(new(2026, 12, 1), new(2026, 12, 31)).ShouldBe([new(2026, 12, 1), new(2026, 12, 15)]);
        Should.Throw<SettingsException>(() => CadenceYaml.Load(["weekly"], folder)).Message.ShouldBe(
            "Rotation:Cadences names “weekly”, which is not one of monthly, patch, runner.");
        Should.Throw<SettingsException>(() => CadenceYaml.Load(["patch"], folder + "-none")).Message.ShouldContain("there is no such file or folder");
    }

    private static DateOnly Next(Instant now) => Patch.Between(Patch.Earliest(now), Patch.Earliest(now).AddDays(70)).First();
}
