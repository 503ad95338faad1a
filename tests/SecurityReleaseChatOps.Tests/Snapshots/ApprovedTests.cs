namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>
/// What people see, as it was last approved: the files beside this one. A change shows as a .received.txt;
/// look at it, and if it is better, let it take the place of the .approved.txt.
/// </summary>
public sealed class ApprovedTests
{
    private static readonly Dictionary<string, string> Shown = Gallery.Monday().All().ToDictionary(s => s.Name, s => Sent.Text(s.Json));

    public static TheoryData<string> Names { get; } = new(Shown.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void It_looks_as_approved(string name) =>
        Shown[name].ShouldMatchApproved(c => c.NoDiff().WithDiscriminator(name.Replace(' ', '-')));
}
