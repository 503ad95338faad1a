using System.Reflection;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Everything people type is folded in one way, and cut in one place.</summary>
public sealed partial class TypedTextTests
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void Every_parser_takes_folded_text()
    {
        var parsers =
            typeof(Program).Assembly.GetTypes().SelectMany(type => type.GetMethods(All))
                .Where(method => method.Name.StartsWith("TryParse", StringComparison.Ordinal)).ToList();
        parsers.Count.ShouldBeGreaterThan(10);
        parsers.Where(parser => parser.GetParameters()[0].ParameterType != typeof(Typed)).Select(parser => $"{parser.DeclaringType}.{parser.Name}")
            .ShouldBeEmpty();
    }

    [Fact]
    public void Every_command_gets_its_words_folded_and_decoded() =>
        typeof(CommandCall).GetProperty(nameof(CommandCall.Rest))!.PropertyType.ShouldBe(typeof(Typed));

    /// <summary>Only the router sees a command's text as Slack escapes it.</summary>
    [Fact]
    public void No_subcommand_reads_the_text_as_slack_sent_it()
    {
        var raw = typeof(SecurityReleaseChatOps.Slack.SlashCommand).GetProperty(nameof(SecurityReleaseChatOps.Slack.SlashCommand.Text))!.GetMethod!;
        typeof(Program).Assembly.GetTypes().Where(type => Il.Uses(type).Contains(raw)).ShouldBe([typeof(CommandRouter)]);
    }

    [Fact]
    public void Texts_are_cut_in_one_place()
    {
        var cuts = from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
                   where !file.Contains("/obj/") && !file.Contains("LocalSlack") && Path.GetFileName(file) is not ("PlainText.cs" or "TextFit.cs")
                   from line in File.ReadLines(file)
                   where Cut().IsMatch(line)
                   select $"{Path.GetFileName(file)}: {line.Trim()}";
        cuts.ShouldBeEmpty();
    }

    // A slice that ends in an ellipsis.
    [GeneratedRegex(@"(\[\.\.|Substring\().*…""", RegexOptions.ExplicitCapture)]
    private static partial Regex Cut();
}
