using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary><c>docs/threats.md</c> against the tests and the manifest.</summary>
public sealed partial class ThreatsTests
{
    private static readonly string Threats = Repository.Read("docs/threats.md");

    [Fact]
    public void Each_test_that_it_names_is_there()
    {
        var tests = Directory.EnumerateFiles(Repository.PathOf("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .SelectMany(file => Method().Matches(File.ReadAllText(file)).Select(test => $"{Path.GetFileNameWithoutExtension(file)}.{test.Groups["name"].Value}"))
            .ToHashSet();
        var named = Named().Matches(Threats).Select(test => test.Groups["test"].Value).ToList();
        named.Count.ShouldBeGreaterThan(30);
        named.Where(test => !tests.Contains(test)).ShouldBeEmpty();
    }

    [Fact]
    public void Each_threat_has_a_test()
    {
        var threats = Threats.Split('\n').SkipWhile(line => !line.StartsWith("| threat", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| threat", StringComparison.Ordinal)
                && !Scope().IsMatch(line) && !line.StartsWith("| scope", StringComparison.Ordinal)).ToList();
        threats.Count.ShouldBeGreaterThan(20);
        threats.Where(line => !Named().IsMatch(line)).ShouldBeEmpty();
    }

    [Fact]
    public void It_says_what_each_scope_of_the_manifest_is_for() =>
        Scope().Matches(Threats).Select(scope => scope.Groups["scope"].Value).ShouldBe(
            JsonNode.Parse(Repository.Read("manifest/slack-app.json"))!["oauth_config"]!["scopes"]!["bot"]!.AsArray().Select(scope => (string)scope!));

    [GeneratedRegex(@"public (async )?(Task|void) (?<name>[A-Z]\w+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();

    [GeneratedRegex(@"`(?<test>\w+Tests\.\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| `(?<scope>[a-z]+(:[a-z.]+)?)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Scope();
}
