using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Forms;

namespace SecurityReleaseChatOps.Tests.Releases;

public sealed class RateReleaseTests
{
    [Theory]
    [InlineData("low 18.6.1")]
    [InlineData("18.6.1 low")]
    [InlineData("low R1")]
    [InlineData("low")]
    public async Task Lowering_without_a_reason_asks_for_one(string words)
    {
        await using var bench = await Started();
        (await bench.Opens("anna", $"/release severity {words}")).View.Title.Text.ShouldBe("Lower the severity");
        (await Release(bench)).WorstSeverity.ShouldBe(Severity.High);
    }

    [Theory]
    [InlineData("low not reachable since 18.6.1", "not reachable since 18.6.1")]
    [InlineData("low not reachable R1", "not reachable")]
    [InlineData("R1 low: not *reachable*", "not *reachable*")]
    public async Task A_reason_is_kept_word_by_word(string words, string reason)
    {
        await using var bench = await Started();
        (await bench.Types("anna", $"/release severity {words}")).Message!.Text!.ShouldContain("low, lowered by");
        (await Release(bench)).Lowered!.Reason.ShouldBe(reason);
    }

    private static async Task<Bench> Started()
    {
        var bench = await Bench.Start();
        await bench.StartsRelease();
        await bench.Types("anna", "/release severity high");
        return bench;
    }

    private static async Task<Release> Release(Bench bench) => (await bench.Services.GetRequiredService<ReleaseDesk>().Get("R1", default))!.Value;
}
