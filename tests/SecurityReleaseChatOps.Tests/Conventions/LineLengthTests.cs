namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Lines can be read without scrolling; only string literals may be longer.</summary>
public sealed class LineLengthTests
{
    private const int Longest = 160;

    [Fact]
    public void No_line_of_code_is_longer_than_a_screen()
    {
        var wrong = from folder in new[] { "src", "tests" }
                    from file in Directory.EnumerateFiles(Repository.PathOf(folder), "*.cs", SearchOption.AllDirectories)
                    where !file.Contains("/obj/")
                    from line in Code(File.ReadLines(file))
                    where line.Text.Length > Longest
                    select $"{Path.GetRelativePath(Repository.Root, file)}:{line.Number}: {line.Text.Length} characters";
        wrong.ShouldBeEmpty();
    }

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
}
