using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Log;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Log;

/// <summary>Reads a release's complete log.</summary>
internal static class WholeLog
{
    public static async Task Reads(TestDay day, string release)
    {
        var entries = await day.Services.GetRequiredService<IStore>().Audit(LogText.Subjects(release), Instant.MinValue, null, 10_000);
        entries.Select(entry => $"{LogText.Root(entry)}/{entry.What}").Distinct().Where(what => !LogText.Table.ContainsKey(what)).ShouldBeEmpty("has no words");
        var lines = await day.Services.GetRequiredService<ReleaseLog>().Since(release, Instant.MinValue, 10_000, default);
        lines.Count.ShouldBeGreaterThan(10);
        lines.Select(line => line.Seq).ShouldBe(lines.Select(line => line.Seq).OrderDescending());
        lines.Where(line => Regex.IsMatch($"{line.Who} {line.What}", @"\b[UCW]0\w+\b|\*\*|[{}]|an audience|another day|\bR1[/-]|over to \z"))
            .ShouldBeEmpty("is internal, or lacks something");
        lines.Select(line => line.Who).ShouldAllBe(who => who.Length > 0);
    }
}
