using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>The local workspace's page can show every emoji the app's texts name.</summary>
public sealed partial class EmojiTests
{
    [Fact]
    public void Each_code_in_the_texts_of_the_app_is_drawn()
    {
        var drawn = Groups().Matches(Repository.Read("src/SecurityReleaseChatOps.LocalSlack/wwwroot/js/emoji-data.js"))
            .SelectMany(group => group.Groups["pairs"].Value.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Where((_, i) => i % 2 == 0)).ToHashSet();
        var texts = Directory.EnumerateFiles(Repository.PathOf("src/SecurityReleaseChatOps"), "*", SearchOption.AllDirectories)
            .Where(file => !Built().IsMatch(file)).SelectMany(file => Codes().Matches(File.ReadAllText(file))).Select(code =>
                code.Groups["name"].Value).ToHashSet();
        texts.Count.ShouldBeGreaterThan(30);
        texts.Except(drawn).ShouldBeEmpty();
    }

    [GeneratedRegex("`(?<pairs>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Groups();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Built();

    /// <summary>Not the middle of hh:mm:ss, nor SQLite's <c>:memory:</c>.</summary>
    [GeneratedRegex(@"(?<![\w=]):(?!memory:)(?<name>[a-z][a-z0-9_+-]*):(?!\w)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();
}
