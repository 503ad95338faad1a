using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>How a file looks, beyond what <c>dotnet format whitespace</c> judges; the build itself looks at no style, which took a fifth of its time.</summary>
public sealed partial class LayoutTests
{
    private const int Longest = 160;

    /// <summary>Lines can be read without scrolling; only string literals may be longer.</summary>
    [Fact]
    public void No_line_of_code_is_longer_than_a_screen() => Wrong((line, _) => line.Length > Longest).ShouldBeEmpty();

    /// <summary>A namespace takes no indentation, and usings stand above it.</summary>
    [Fact]
    public void A_file_has_its_usings_and_then_one_namespace() =>
        Wrong((line, above) => Block().IsMatch(line) || Using().IsMatch(line) && above.Any(Namespace().IsMatch)).ShouldBeEmpty();

    /// <param name="isWrong">From a line and those above it.</param>
    private static IEnumerable<string> Wrong(Func<string, IEnumerable<string>, bool> isWrong) =>
        from folder in new[] { "src", "tests" }
        from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
        where !file.Contains("/obj/")
        let lines = Code(File.ReadLines(file)).ToList()
        from at in Enumerable.Range(0, lines.Count)
        where isWrong(lines[at].Text, lines.Take(at).Select(line => line.Text))
        select $"{Path.GetRelativePath(Repository.Root, file)}:{lines[at].Number}: {lines[at].Text}";

    // Lines without a string literal, and outside raw ones.
    private static IEnumerable<(int Number, string Text)> Code(IEnumerable<string> lines)
    {
        var raw = false;
        foreach (var (number, line) in lines.Index())
        {
            var marks = line.Split("\"\"\"").Length - 1;
            if (!raw && !line.Contains('"'))
                yield return (number + 1, line);
            raw ^= marks % 2 == 1;
        }
    }

    [GeneratedRegex(@"^\s*namespace [\w.]+;", RegexOptions.None, 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^\s*namespace [\w.]+\s*\{?$", RegexOptions.None, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*using (static )?[A-Z][\w.]*;$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Using();
}
