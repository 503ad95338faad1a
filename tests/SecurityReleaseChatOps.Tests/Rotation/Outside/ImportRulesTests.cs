using FsCheck;
using FsCheck.Fluent;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Rotation.Outside;

namespace SecurityReleaseChatOps.Tests.Rotation.Outside;

public sealed class ImportRulesTests
{
    private static readonly RotationSnapshot Rotation = RotationOf.These(
        RotationOf.Shift("2026-11-11", People.Anna, People.Ben),
        RotationOf.Shift("2026-12-09", People.Anna, People.Ben),
        RotationOf.Shift("2026-12-23", People.Ben, People.Chika) with { Release = "R12" },
        RotationOf.Shift("2027-01-13", null, null));

    private static readonly ImportSetting Setting = new(
        Rotation, new(2026, 11, 26), Instant.FromUtc(2026, 11, 26, 2, 0), named => named.StartsWith('U') ? named : null,
        person => person == "UBOT" ? "a bot" : null, RotationOf.Name);

    [Fact]
    public void What_was_exported_changes_nothing()
    {
        foreach (var file in new[] { RotationCsv.Roster(Rotation.Roster, RotationOf.Name), RotationCsv.Shifts(Rotation.Shifts, RotationOf.Name) })
        {
            var plan = ImportRules.Read(file, Setting);
            plan.Errors.ShouldBeEmpty();
            plan.Changes.ShouldBeEmpty();
            plan.Same.ShouldBe(4);
        }
    }

    [Fact]
    public void A_roster_is_changed_line_by_line()
    {
        var plan = ImportRules.Read(
            "Person;Region;Hours;Days;Zone\nUANNA;EMEA;10:00-18:00;Mon-Thu;Europe/Amsterdam\nUNEW;apac;9-17;Sun-Thu;asia/tokyo\n;;;;\n", Setting);
        plan.Errors.ShouldBeEmpty();
        plan.Changes.ShouldBe(["Anna: EMEA, 10:00-18:00 Mon-Thu, Europe/Amsterdam", "New joins: APAC, 09:00-17:00 Sun-Thu, Asia/Tokyo"]);
        plan.Engineers.Select(engineer => engineer.UserId).ShouldBe(["UANNA", "UNEW"]);
        plan.Engineers.Select(engineer => engineer.Since).ShouldBe([People.Anna.Since, Setting.Now], "a newcomer owes nothing of what was carried before");
    }

    [Theory]
    [InlineData("UNOT HERE", "", "Line 1 must name the columns")]
    [InlineData("person,region,hours,days,zone", "", "It has no lines")]
    [InlineData("person,region,hours,days,zone", "anna,EMEA,09:00-17:00,Mon-Fri,UTC", "Line 2: \"anna\" is nobody")]
    [InlineData("person,region,hours,days,zone", "UBOT,EMEA,09:00-17:00,Mon-Fri,UTC", "Line 2: a bot")]
    [InlineData("person,region,hours,days,zone", "UANNA,7,09:00-17:00,Mon-Fri,UTC", "Line 2: \"7\" is not a region")]
    [InlineData("person,region,hours,days,zone", "UANNA,EMEA,nine,Mon-Fri,UTC", "Line 2: \"nine\" is not a start")]
    [InlineData("person,region,hours,days,zone", "UANNA,EMEA,09:00-17:00,Foo,UTC", "Line 2: \"Foo\" is not a day")]
    [InlineData("person,region,hours,days,zone", "UANNA,EMEA,09:00-17:00,Mon-Fri,Mars", "Line 2: \"Mars\" is not a time zone")]
    [InlineData("person,region,hours,days,zone", "UBEN,AMER,09:00-17:00,Mon-Fri,UTC\nUBEN,AMER,09:00-17:00,Mon-Fri,UTC", "Line 3: the same as line 2")]
    [InlineData("cadence,date,primary,secondary", "patch,9 Dec,UANNA,UBEN", "Line 2: \"9 Dec\" is not a date")]
    [InlineData("cadence,date,primary,secondary", "weekly,2026-12-09,UANNA,UBEN", "Line 2: \"weekly\" is not one of patch")]
    [InlineData("cadence,date,primary,secondary", "patch,2026-12-09,UANNA,UANNA", "Line 2: Primary and Secondary are the same person")]
    [InlineData("cadence,date,primary,secondary", "patch,2026-12-09,UANNA,UDORA", "Line 2: both are in EMEA")]
    [InlineData("cadence,date,primary,secondary", "patch,2026-12-09,UANNA,UNEW", "Line 2: New is not on the roster")]
    [InlineData("cadence,date,primary,secondary", "patch,2026-11-11,UBEN,UANNA", "Line 2: Wed 11 Nov 2026 is past: the past stays as it was")]
    [InlineData("cadence,date,primary,secondary", "patch,2026-11-12,UBEN,UANNA", "Line 2: Thu 12 Nov 2026 is past")]
    [InlineData("cadence,date,primary,secondary", "patch,2026-12-23,UANNA,UBEN", "Line 2: R12 was started from it")]
    [InlineData("shift,cadence,date,primary,secondary", "patch/2026-12-01,patch,2026-12-09,UANNA,UBEN", "Line 2: there is no shift")]
    [InlineData("cadence,date,primary,secondary,fixed", "patch,2026-12-09,UANNA,UBEN,perhaps", "Line 2: `fixed` and `dropped` must be yes or no")]
    public void A_wrong_line_is_named_and_nothing_is_imported(string columns, string lines, string error)
    {
        var plan = ImportRules.Read($"{columns}\n{lines}", Setting);
        plan.Errors.ShouldHaveSingleItem().ShouldStartWith(error);
    }

    [Fact]
    public void Shifts_are_moved_given_dropped_and_added()
    {
        var plan = ImportRules.Read(
            """
            shift,cadence,date,primary,secondary,fixed,dropped
            patch/2026-12-09,patch,2026-12-10,UCHIKA,UBEN,yes,no
            patch/2027-01-13,patch,2027-01-13,,,no,yes
            ,patch,2027-01-20,UANNA,,no,no
            """, Setting);
        plan.Errors.ShouldBeEmpty();
        plan.Changes.ShouldBe(["Thu 10 Dec 2026: Chika, Ben", "Wed 13 Jan 2027: dropped", "Wed 20 Jan 2027: Anna, nobody"]);
        plan.Shifts[0].After.ShouldBe(Rotation.Shifts[1] with { Date = new(2026, 12, 10), Primary = "UCHIKA", IsFixed = true });
        plan.Shifts[2].After.Id.ShouldBe("patch/2027-01-20");
    }

    [Fact]
    public void Whatever_people_are_called_the_file_reads_back() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        name => ImportRules.Read(RotationCsv.Roster(Rotation.Roster, _ => name.Get), Setting) is { Errors.Count: 0, Changes.Count: 0, Same: 4 })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void No_bytes_make_it_fail() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => ImportRules.Read(text.Get, Setting) is not null && ImportRules.Read("person,region,hours,days,zone\n" + text.Get, Setting) is not null)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_name_is_no_formula() => RotationCsv.Roster([People.Anna], _ => "=HYPERLINK(1)").ShouldNotContain(",=");
}
