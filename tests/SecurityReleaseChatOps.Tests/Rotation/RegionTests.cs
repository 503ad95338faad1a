using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Tests.Rotation;

/// <summary>Which region a time zone belongs to.</summary>
public sealed class RegionTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 25, 12, 0);

    [Theory]
    [InlineData("Europe/Amsterdam", Region.EMEA)]
    [InlineData("Asia/Jerusalem", Region.EMEA)]
    [InlineData("Asia/Dubai", Region.EMEA)]
    [InlineData("Asia/Kabul", Region.EMEA)]
    [InlineData("Africa/Lagos", Region.EMEA)]
    [InlineData("Atlantic/Azores", Region.EMEA)]
    [InlineData("Pacific/Honolulu", Region.AMER)]
    [InlineData("America/Sao_Paulo", Region.AMER)]
    [InlineData("Antarctica/Palmer", Region.AMER)]
    [InlineData("Asia/Karachi", Region.APAC)]
    [InlineData("Asia/Kolkata", Region.APAC)]
    [InlineData("Pacific/Auckland", Region.APAC)]
    [InlineData("Indian/Mauritius", Region.EMEA)]
    public void A_zone_is_where_its_clock_is(string zone, Region region) => Regions.Of(zone, Now).ShouldBe(region);

    [Fact]
    public void Every_zone_is_judged_by_its_offset_and_not_by_its_name()
    {
        foreach (var id in DateTimeZoneProviders.Tzdb.Ids)
        {
            var hours = DateTimeZoneProviders.Tzdb[id].GetUtcOffset(Now).Seconds / 3600.0;
            Regions.Of(id, Now).ShouldBe(
                hours switch { <= -2 => Region.AMER, >= 5 => Region.APAC, >= -1 and <= 4.5 => Region.EMEA, _ => throw new ShouldAssertException(id) }, id);
        }
    }

    [Fact]
    public void Whoever_has_no_known_zone_is_named_and_not_put_at_UTC()
    {
        var filled = FillRoster.Fill([Of("U1", "Asia/Jerusalem"), Of("U2", null), Of("U3", "Mars/Olympus")], Now);
        filled.Added.ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Region.ShouldBe(Region.EMEA), one => one.Zone.ShouldBe("Asia/Jerusalem"));
        FillRoster.Words(filled).ShouldContain("Not added, because I do not know the time zone that Slack has for them: shown U2, shown U3 (Mars/Olympus).");

        static SecurityReleaseChatOps.Access.Member Of(string id, string? zone) => new(id, id, "shown " + id, zone, IsBot: false, Deleted: false);
    }

    [Fact]
    public void Summer_time_counts_as_it_is_now() =>
        Workdays.ShareHours(People.Anna, People.Of("U1", "America/New_York"), Now).ShouldBeFalse();

    [Theory]
    [InlineData("Asia/Jerusalem", "09:00-17:00", true)]
    [InlineData("Asia/Dubai", "09:00-17:00", false)]
    [InlineData("Asia/Tokyo", "17:00-01:00", true)]
    [InlineData("Pacific/Kiritimati", "22:00-06:00", true)]
    public void Hours_are_shared_by_the_clock(string zone, string hours, bool shared) =>
        Workdays.ShareHours(People.Anna, People.Of("U1", zone, hours), Now).ShouldBe(shared);
}
