using System.Reflection;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.Tests;

public sealed class WorkspaceTests
{
    /// <summary>A command failed when the app opened a conversation while the command's channel was looked up.</summary>
    [Fact]
    public void Its_state_is_read_in_Do_only()
    {
        var folder = Directory.CreateTempSubdirectory("local-slack-").FullName;
        try
        {
            using var workspace = new Workspace(Path.Combine(folder, "workspace.db"), new WorkspaceClock(TimeProvider.System));
            var state = typeof(Workspace).GetProperties().Where(it => it.PropertyType.Name.EndsWith("Dictionary`2", StringComparison.Ordinal)).ToList();
            state.Count.ShouldBeGreaterThan(5);
            foreach (var property in state)
            {
                var refused = Should.Throw<TargetInvocationException>(() => property.GetValue(workspace), property.Name);
                refused.InnerException.ShouldBeOfType<InvalidOperationException>();
                workspace.Do(_ => property.GetValue(workspace)).ShouldNotBeNull();
            }
            Should.Throw<InvalidOperationException>(() => workspace.FindChannel("general"));
            Should.Throw<InvalidOperationException>(() => workspace.MessagesOf("C01"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
