using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
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
        var form = await bench.Opens("anna", $"/release severity {words}");
        form["severity"].SelectedOption!.Value.ShouldBe("Low");
        (await bench.Submits(form)).FieldErrors!["reason"].ShouldContain("why it is lower");
        (await Release(bench)).WorstSeverity.ShouldBe(Severity.High);
        form["reason"] = new() { Value = "Not reachable" };
        (await bench.Submits(form)).FieldErrors.ShouldBeNull();
        (await Release(bench)).Lowered!.Reason.ShouldBe("Not reachable");
    }

    [Fact]
    public async Task Without_words_it_is_chosen_and_raising_it_needs_no_reason()
    {
        await using var bench = await Started();
        var form = await bench.Opens("anna", "/release severity");
        form["severity"].SelectedOption!.Value.ShouldBe("High", "as it is");
        form["severity"] = new() { SelectedOption = Option.Of("Critical", "Critical") };
        (await bench.Submits(form)).FieldErrors.ShouldBeNull();
        (await Release(bench)).WorstSeverity.ShouldBe(Severity.Critical);
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

    private static async Task<Release> Release(Bench bench) => (await bench.Services.GetRequiredService<ReleaseStore>().Get("R1", default))!.Value;
}
