using System.Text.RegularExpressions;
using Quartz;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Schedule;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>One word, one meaning: the code against README's list of words.</summary>
public sealed partial class WordsInTheCodeTests
{
    private static readonly IReadOnlyList<Type> App =
        [.. typeof(Program).Assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith("SecurityReleaseChatOps", StringComparison.Ordinal) == true && !type.Name.Contains('<'))];

    // Former suffixes with unclear meaning, now Command and Text, Store, Snapshot. Below, names of real files.
    private static readonly string[] NoLonger = ["Word", "Words", "Desk", "File"];
    private static readonly HashSet<string> Really = [nameof(GiveFile), nameof(SecurityReleaseChatOps.Access.GivenFile)];

    [Fact]
    public void No_name_ends_in_a_word_that_meant_three_things() =>
        App.Select(type => type.Name.Split('`')[0]).Where(name => !Really.Contains(name) && NoLonger.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
            .ShouldBeEmpty();

    [Fact]
    public void A_subcommand_is_a_command_and_what_becomes_due_a_job()
    {
        App.Where(type =>
            type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(ISubcommand))
                && !type.Name.EndsWith("Command", StringComparison.Ordinal)).ShouldBeEmpty();
        App.Where(type =>
            type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IDueJob))
                && !type.Name.EndsWith("Job", StringComparison.Ordinal)).ShouldBeEmpty();
        App.Where(type => type.IsAssignableTo(typeof(IDueJob)) || type.IsAssignableTo(typeof(ISubcommand))).Count().ShouldBeGreaterThan(40);
    }

    [Fact]
    public void Each_word_of_the_list_is_one_of_the_code()
    {
        var list = Words().Match(File.ReadAllText(Path.Combine(Repository.Root, "README.md"))).Groups["list"].Value;
        list.Split('\n').Length.ShouldBeInRange(15, 40);
        var names = App.Select(type => type.Name.Split('`')[0]).ToHashSet();
        var ends = names.Select(name => Capital().Matches(name)[^1].Value).ToHashSet();
        Marked().Matches(list).Select(word => word.Groups["name"].Value)
            .Where(word => word.StartsWith('…') ? !ends.Contains(word[1..]) : !names.Contains(word)).ShouldBeEmpty();
    }

    [Fact]
    public void A_press_of_Done_goes_through_no_more_files_and_words_than_the_walk_names()
    {
        var walk = Repository.Read("docs/walks.md").Split("## A prompt")[0];
        var files = Row().Matches(walk).Select(row => (Said: int.Parse(row.Groups["count"].Value), Names: row.Groups["files"].Value.Split(", "))).ToList();
        files.ShouldAllBe(row => row.Said == row.Names.Length);
        files.Sum(row => row.Said).ShouldBeLessThanOrEqualTo(40);
        var known = Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Select(Path.GetFileNameWithoutExtension).ToHashSet();
        files.SelectMany(row => row.Names).Where(name => !known.Contains(name)).ShouldBeEmpty();
        var names = App.Concat(typeof(SecurityReleaseChatOps.Slack.SlackScopes).Assembly.GetTypes()).Select(type => type.Name).ToHashSet();
        var words = Marked().Matches(walk).Select(word => word.Groups["name"].Value).Distinct().ToList();
        words.Where(word => !names.Contains(word)).ShouldBeEmpty();
        words.Count.ShouldBeLessThanOrEqualTo(25);
    }

    [GeneratedRegex(@"### Words in the code\n(?<list>.*?)\n#", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Words();

    [GeneratedRegex(@"\((?<count>\d+)\) \| (?<files>.+) \|", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<name>…?[A-Z][A-Za-z]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Marked();

    [GeneratedRegex("[A-Z][a-z0-9]*")]
    private static partial Regex Capital();
}
