using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Operation;

/// <summary><c>/release doctor</c>, by those who may use it.</summary>
public sealed class DoctorDayTests
{
    [Fact]
    public async Task An_admin_reads_what_is_wrong_and_nobody_else()
    {
        await using var day = await TestDay.Start("--Channels:Thanks=nowhere");
        await day.ReadySays("nowhere");
        var said = (await day.As("grace").Runs("/release doctor"))!;
        said.ShouldContain("1 to mend");
        said.ShouldContain("I cannot see #nowhere: create it, or invite me there.");
        foreach (var inside in new[] { "/tmp", "SQLite", "--", "Slack:" })
            said.ShouldNotContain(inside);
        (await day.As("anna").Runs("/release doctor")).ShouldContain("is for admins");
    }

    [Fact]
    public async Task Where_nothing_is_wrong_it_says_so()
    {
        await using var day = await TestDay.Start();
        await day.ReadySays("\"slack\":{\"status\":\"Healthy\"");
        await day.Settles();
        (await day.As("grace").Runs("/release doctor")).ShouldBe("All is well: my database, my connection, channels, scopes and groups.");
    }
}
