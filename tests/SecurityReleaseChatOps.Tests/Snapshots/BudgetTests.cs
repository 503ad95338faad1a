using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>People read this on a phone between two meetings: no screen exceeds its word budget.</summary>
public sealed class BudgetTests
{
    // What people typed does not count, such as the customer email.
    private static readonly IReadOnlyList<string> Typed = CustomerGallery.Typed(Gallery.Monday().Release);

    private static readonly Dictionary<string, int> Words = Gallery.Monday().All().ToDictionary(
        shown => shown.Name, shown => WordCount.Of(shown.Json["blocks"], Typed));

    [Theory]
    [InlineData("release", 60)]
    [InlineData("release on its day", 60)]
    [InlineData("release closed", 60)]
    [InlineData("home Viewer", 150)]
    [InlineData("home Psirt", 150)]
    [InlineData("home Admin", 150)]
    [InlineData("home with swaps", 150)]
    [InlineData("home after the close", 150)]
    [InlineData("home with ten releases", 300)]
    [InlineData("reminder due soon", 30)]
    [InlineData("reminder overdue", 30)]
    [InlineData("morning brief", 45)]
    [InlineData("prompt", 25)]
    [InlineData("prompt of the other", 25)]
    [InlineData("reminder", 30)]
    [InlineData("handover", 80)]
    [InlineData("handover 2023", 80)]
    [InlineData("handover as drafted", 80)]
    [InlineData("handover accepted", 30)]
    [InlineData("handover brought up", 30)]
    [InlineData("nobody at work", 30)]
    [InlineData("cves", 80)]
    [InlineData("cves none", 35)]
    [InlineData("cve add", 40)]
    [InlineData("cve validate", 75)]
    [InlineData("check post", 25)]
    [InlineData("calendar addresses", 35)]
    [InlineData("import rotation", 30)]
    [InlineData("shift reminder 28", 30)]
    [InlineData("shift reminder 7", 30)]
    [InlineData("shift reminder 1", 30)]
    [InlineData("coverage", 80)]
    [InlineData("plan", 150)]
    [InlineData("swap", 60)]
    [InlineData("swap Open", 30)]
    [InlineData("swap of two", 30)]
    [InlineData("cover", 60)]
    [InlineData("away", 60)]
    [InlineData("status hint", 30)]
    [InlineData("calendar", 110)]
    [InlineData("calendar for an admin", 150)]
    [InlineData("calendar of nothing", 20)]
    [InlineData("load", 60)]
    [InlineData("shift in danger", 30)]
    [InlineData("blog post", 60)]
    [InlineData("new release with more options", 100)]
    [InlineData("new release", 60)]
    [InlineData("comms ping", 80)]
    [InlineData("comms ping changed", 80)]
    [InlineData("comms ping several", 170)]
    [InlineData("customer email", 80)]
    [InlineData("customer email again", 80)]
    [InlineData("customer email oldest process", 80)]
    [InlineData("customer email waiting", 60)]
    [InlineData("customer email changes asked", 60)]
    [InlineData("customer email live", 60)]
    [InlineData("customer email tested", 60)]
    [InlineData("customer email to be sent", 60)]
    [InlineData("customer email sent", 60)]
    [InlineData("classified incident", 145)]
    [InlineData("classified vulnerability", 115)]
    [InlineData("thanks form", 100)]
    public void A_screen_keeps_its_budget(string name, int most) => Words[name].ShouldBeLessThanOrEqualTo(most);

    [Fact]
    public async Task A_line_of_help_is_short()
    {
        await using var day = await TestDay.Start();
        foreach (var command in day.Services.GetRequiredService<IEnumerable<ISubcommand>>())
            command.Usage.Help.Split(' ').Length.ShouldBeLessThanOrEqualTo(12, command.Usage.Help);
    }
}
