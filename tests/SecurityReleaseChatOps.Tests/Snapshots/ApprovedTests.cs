using System.Runtime.CompilerServices;

namespace SecurityReleaseChatOps.Tests.Snapshots;

/// <summary>
/// What people see must equal the approved files beside this one. A change produces a .received.txt:
/// read it, and if it is better, replace the .approved.txt with it.
/// </summary>
public sealed class ApprovedTests
{
    private static readonly Dictionary<string, string> Shown = Gallery.Monday().All().ToDictionary(s => s.Name, s => Sent.Text(s.Json));

    public static TheoryData<string> Names { get; } = new(Shown.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    [MethodImpl(MethodImplOptions.NoOptimization)] // it must be on the stack, where Shouldly looks for its file
    public void It_looks_as_approved(string name) =>
        Shown[name].ShouldMatchApproved(c => c.NoDiff().WithDiscriminator(name.Replace(' ', '-')));
}
