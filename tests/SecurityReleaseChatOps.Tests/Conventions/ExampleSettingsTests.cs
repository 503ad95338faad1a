using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using SecurityReleaseChatOps.Hosting;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary><c>appsettings.example.json</c> as shipped.</summary>
public sealed partial class ExampleSettingsTests
{
    private static readonly string Example = Repository.Read("appsettings.example.json");

    [Fact]
    public void It_loads_and_says_what_holds_without_it() =>
        Settings.Read(Load(Example)).ShouldBeEquivalentTo(Settings.Read(new ConfigurationBuilder().Build()));

    [Fact]
    public void It_names_every_key_and_no_other()
    {
        var shown = Section().Matches(Example).ToDictionary(
            section => section.Groups["name"].Value,
            section => Key().Matches(section.Groups["body"].Value).Select(k => k.Groups["name"].Value).Distinct().Order(StringComparer.Ordinal).ToList());
        shown.Keys.Order(StringComparer.Ordinal)
            .ShouldBe(["Access", "BlogPosts", "Channels", "Checklists", "Comms", "Embargo", "Handovers", "LocalSlack", "Logs", "Management", "Releases",
                "Rotation", "Slack", "Storage"]);
        foreach (var (section, keys) in shown)
            keys.ShouldBe(KnownKeys(section), section);
        Load(Example)["Urls"].ShouldBe("http://127.0.0.1:5000");
    }

    [Fact]
    public void All_that_it_names_is_read_and_nothing_else()
    {
        var asked = new Asked();
        Settings.Read(new ConfigurationBuilder().Add(asked).Build());
        var named = Section().Matches(Example).SelectMany(section => Key().Matches(section.Groups["body"].Value)
            .Select(key => section.Groups["name"].Value + ":" + key.Groups["name"].Value));
        asked.Keys.ShouldBe(
            named.Concat(Alone().Matches(Example).Select(key => key.Groups["name"].Value))
                .Where(key => !key.EndsWith(SecretFiles.Ending, StringComparison.Ordinal)).Distinct(),
            ignoreOrder: true);
    }

    [Fact]
    public void What_it_shows_commented_out_is_valid_too()
    {
        foreach (var line in Commented().Matches(Example).Select(m => m.Groups["line"].Value.TrimEnd(',')))
            Should.NotThrow(() => Load($"{{{line}}}"), line);
    }

    /// <summary>A section's keys, which the reader lists when it finds an unknown one.</summary>
    private static IEnumerable<string> KnownKeys(string section)
    {
        var line = Should.Throw<SettingsException>(() => Settings.Read(Load($"{{\"{section}\": {{\"NoSuchKey\": 1}}}}"))).Lines.ShouldHaveSingleItem();
        return line[(line.IndexOf("There are: ", StringComparison.Ordinal) + 11)..].TrimEnd('.').Split(", ").Order(StringComparer.Ordinal);
    }

    private static IConfiguration Load(string json) =>
        new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    [GeneratedRegex(@"^  ""(?<name>\w+)"": \{(?<body>.*?)^  \}", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Section();

    [GeneratedRegex(@"^    (// )?""(?<name>\w+)"":", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"^  (// )?""(?<name>\w+)"": ""http", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Alone();

    [GeneratedRegex(@"^    // (?<line>""\w+"": .*)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Commented();

    /// <summary>Has no setting, and knows which were asked for.</summary>
    private sealed class Asked : ConfigurationProvider, IConfigurationSource
    {
        public HashSet<string> Keys { get; } = [];

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Keys.Add(key);
            value = null;
            return false;
        }
    }
}
