using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>
/// A release of before it was kept who of its pair is covered by the other: <c>Fixtures/before-cover-in-the-pair</c>, made by commit 07e526ee. R1 is planned,
/// with Anna as Primary and María as Secondary, who covers for Anna from 08:00 until the next noon; a plan is accepted, Sam is away, Kenji has a calendar.
/// </summary>
public sealed class CoverUpgradeTests
{
    [Fact]
    public async Task What_one_of_the_pair_covered_for_the_other_before_the_update_ends_and_covers_nobody_else()
    {
        await using var day = await TestDay.StartOn(Leftovers.Unpack("before-cover-in-the-pair"), "2026-11-23T09:00:00Z");
        await day.Settles();
        (await Leftovers.ReadAll(day)).ShouldBeGreaterThan(30);
        (await day.As("sam").Runs("/rotation who")).ShouldContain("María López is Primary and Secondary, for Anna de Vries too");

        await day.At("2026-11-24T12:00:00Z");
        var release = (await day.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value;
        (release.Primary, release.Secondary, release.Covered).ShouldBe(("U03", "U05", null));
        (await day.As("sam").Runs("/release status")).ShouldContain("Primary: Anna de Vries, Secondary: María López");
        await day.As("anna").Sees("María López no longer covers for Anna de Vries", "@app");
    }
}
