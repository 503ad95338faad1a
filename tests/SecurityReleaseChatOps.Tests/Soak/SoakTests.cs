using System.Globalization;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.Tests.Driving;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.Tests.Soak;

/// <summary>
/// A team of twelve lives with the app: two planned releases a month, a critical one every other month, all that people do with them, faults and
/// restarts. At the end every invariant is looked at. A month of it each time, from a fixed seed; <c>SOAK_MONTHS=12</c> lives through a year, whose table
/// says month by month what it cost.
/// </summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private static readonly int Months = Number("SOAK_MONTHS", 1);
    private static readonly int Seed = Number("SOAK_SEED", 20261130);

    private static readonly (string Name, string RealName, string Zone)[] Newcomers =
    [
        ("yuki", "Yuki Tanaka", "Asia/Tokyo"), ("noah", "Noah Cohen", "Africa/Johannesburg"), ("ines", "Inês Costa", "Europe/Lisbon"),
        ("diego", "Diego Ruiz", "America/Bogota"), ("tara", "Tara O'Neill", "Pacific/Auckland"),
    ];

    [Fact]
    public async Task Every_invariant_holds_after_months_of_everything()
    {
        await using var day = await TestDay.StartIn(Twelve);
        var table = new SoakTable(day, Path.Combine(AppContext.BaseDirectory, string.Create(CultureInfo.InvariantCulture, $"soak-{Months}-{Seed}.md")));
        output.WriteLine($"Seed {Seed}; the table is kept in {table.File}");
        var account = new SoakInvariants(day);
        var year = new SoakYear(day, new Random(Seed), account, table);
        try
        {
            await year.Play(Months);
        }
        finally
        {
            output.WriteLine(table.ToString());
        }
        await account.Check();
        table.Check();
    }

    private static void Twelve(Change change)
    {
        var ids = Newcomers.Select((one, i) => change.Save(new User { Id = $"U{i + 31}", Name = one.Name, RealName = one.RealName, Tz = one.Zone }).Id).ToList();
        var psirt = change.Workspace.Groups["S01"];
        psirt.Users = [.. psirt.Users, .. ids];
        change.Save(psirt);
        // Where all of PSIRT is, they are too.
        foreach (var channel in change.Workspace.Channels.Values.Where(channel => !channel.IsIm && channel.Members.Contains("U01")).ToList())
        {
            channel.Members.AddRange(ids);
            change.Save(channel);
        }
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
