using System.Reflection;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Inside the app a moment is an <see cref="Instant"/>.</summary>
public sealed class MomentTests
{
    // Where the outside has another, with the reason.
    private static readonly Dictionary<string, string> Edges = new()
    {
        ["SecurityReleaseChatOps.Moments"] = "the clock of .NET, and Slack's dates",
        ["SecurityReleaseChatOps.Store.StoreJson"] = "the text of moments in JSON",
        ["SecurityReleaseChatOps.Store.Backup"] = "its own JSON",
        ["SecurityReleaseChatOps.Access.DirectoryReader"] = "Slack's clock",
        ["SecurityReleaseChatOps.Forms.Filling"] = "one picker of Slack filled as another",
        ["SecurityReleaseChatOps.Operation.AuditCommands"] = "what is typed at a command line",
        ["SecurityReleaseChatOps.Schedule.SteadyTime"] = "a TimeProvider",
        ["SecurityReleaseChatOps.Schedule.Look"] = "what Quartz keeps",
    };

    [Fact]
    public void Only_the_edges_know_another() => (
        from type in typeof(Program).Assembly.GetTypes()
        where Il.Uses(type).Distinct().SelectMany(TakenAndGiven).Distinct().SelectMany(Il.TypesOf).Contains(typeof(DateTimeOffset))
        select Outermost(type)).Distinct().Order().ShouldBe(Edges.Keys.Order());

    // What is passed on at once has no local.
    private static IEnumerable<MemberInfo> TakenAndGiven(MemberInfo used) => used is MethodInfo method
        ? [used, method.ReturnType, .. method.GetParameters().Select(parameter => parameter.ParameterType)]
        : [used];

    private static string Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.FullName!;
}
