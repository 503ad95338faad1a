using System.Reflection;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Tests.Conventions;

public sealed class PatternTests
{
    [Fact]
    public void No_pattern_gives_up_because_the_machine_is_busy()
    {
        var patterns = new[] { typeof(Program), typeof(IViewSubmissionHandler) }.SelectMany(one => one.Assembly.GetTypes()).SelectMany(Il.Methods)
            .Select(method => (Name: $"{method.DeclaringType}.{method.Name}", Pattern: method.GetCustomAttribute<GeneratedRegexAttribute>()))
            .Where(method => method.Pattern is not null).ToList();
        patterns.ShouldNotBeEmpty();
        patterns.Where(method => method.Pattern!.MatchTimeoutMilliseconds is >= 0 and < 10_000).Select(method => method.Name)
            .ShouldBeEmpty("a limit holds back a hostile text, not a thread that waits a second for its turn");
    }
}
