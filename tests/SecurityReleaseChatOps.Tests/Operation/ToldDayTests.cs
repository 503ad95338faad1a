using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Tests.Checklists;
using SecurityReleaseChatOps.Tests.Comms;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary><c>/release told</c>: an auditor's question answered.</summary>
public sealed class ToldDayTests
{
    [Fact]
    public async Task Who_was_told_what_and_who_was_there_comes_as_a_file()
    {
        await using var day = await TestDay.Start();
        await day.StartsRelease();
        (await Asks(day)).ShouldContain("Nobody was told anything yet.");

        // Without asking, the app would read it within minutes.
        var legal = day.Directory.FindChannel("legal")!.Id;
        day.Services.GetRequiredService<DirectoryRefresh>().Ask(legal);
        await day.Until(() => Task.FromResult(day.Directory.Snapshot!.Present.ContainsKey(legal)), "The app should know who is in #legal.");
        await day.Tells("anna", "legal", "Please read the disclosure by noon.");
        await day.Advance(TimeSpan.FromMinutes(1));
        await day.Publishes();
        var told = await Asks(day);
        told.ShouldMatch(@"- 2026-11-23 08:0\d Legal: Review the security disclosure, by Anna de Vries, in .{0,2}legal\n  - notified: Hana Kovář\n");
        told.ShouldMatch("  - in the channel then: .*Anna de Vries.*Hana Kovář");
        told.ShouldMatch(@"Anna de Vries published: no embargo from here on");
        told.IndexOf("Legal", StringComparison.Ordinal).ShouldBeLessThan(told.IndexOf("no embargo", StringComparison.Ordinal));
        told.ShouldNotContain("noon", customMessage: "the words stand in the channel");
        (await day.As("ben").Runs("/release told")).ShouldContain("I only work for PSIRT");
    }

    private static async Task<string> Asks(TestDay day)
    {
        (await day.As("anna").Runs("/release told")).ShouldBe("The file is in your messages with me.");
        await day.Settles();
        var given = (await day.DirectMessages("anna")).Last(message => message.Json["files"] is JsonArray { Count: > 0 });
        return await day.Control.File((string)given.Json["files"]![0]!["id"]!);
    }
}
