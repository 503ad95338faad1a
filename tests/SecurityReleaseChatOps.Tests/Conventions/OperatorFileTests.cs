using System.Reflection;
using System.Text;
using SecurityReleaseChatOps.BlogPosts;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation.Absences;
using SecurityReleaseChatOps.Rotation.Calendar;
using SecurityReleaseChatOps.Templates;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Tests.Conventions;

/// <summary>Whatever an operator puts into a file of theirs: the start says in one line which file and line it is, at once and within its memory.</summary>
public sealed class OperatorFileTests
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>By setting: what is read of a folder, or of the file in it.</summary>
    private static readonly Dictionary<string, Action<string>> Readers = new()
    {
        [nameof(Settings.ChecklistDirectory)] = folder => DefinitionLibrary.Load(folder),
        [nameof(Settings.CommsDirectory)] = folder => MatrixLibrary.Load(Comms.CommsSample.Defaults with { CommsDirectory = folder }),
        [nameof(Settings.BlogPostDirectory)] = folder => AcronymList.Load(folder),
        [nameof(Settings.CadenceDirectory)] = folder => CadenceYaml.Load([], folder),
        [nameof(Settings.HolidaysFile)] = folder => HolidayCalendars.Load(Path.Combine(folder, Name)),
        [nameof(Settings.SlaFile)] = folder => VulnerabilitySla.Load(Path.Combine(folder, Name)),
    };

    private const string Name = "own.yaml";

    private static readonly Dictionary<string, (byte[] Bytes, string Says)> Hostile = new()
    {
        ["a bomb of aliases"] = Text("a: &a [x, x]\n" + string.Join('\n', Enumerable.Range(0, 40).Select(i => $"b{i}: &b{i} [*a, *a]")), "anchor (&name)"),
        ["a bomb in a key"] = Text("? &a [x]\n: y", "anchor (&name)"),
        ["an alias"] = Text("high: *other", "alias (*name)"),
        ["a tag that makes objects"] = Text("high: !!System.IO.FileInfo /etc/passwd", "tag (!name)"),
        ["maps in maps"] = Text(string.Concat(Enumerable.Range(0, 5000).Select(depth => new string(' ', depth % 900) + "a:\n")), ""),
        ["lists in lists"] = Text("a: " + new string('[', 100_000), "inside each other"),
        ["keys that are maps"] = Text("? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ? ?", ""),
        ["ten megabytes"] = Text("a: " + new string('x', 10 * Megabyte), "longer than 512 KiB"),
        ["one word of half a megabyte"] = Text(new string('x', 500_000) + ": y", ""),
        ["a key twice"] = Text("high: 1\nhigh: 2", ""),
        ["two documents"] = Text("a: 1\n---\nb: 2", "second document"),
        ["an open quotation"] = Text("a: \"no end\nb: 1", "is not YAML"),
        ["nothing but a mark"] = Text("\0\u0001", ""),
        ["bytes that are no UTF-8"] = ([.. "a: 1\nb: "u8, 0xC3, 0x28], "line 2: the file is not UTF-8 text"),
        ["UTF-16"] = (Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("high: 1")).ToArray(), "not UTF-8"),
    };

    public static TheoryData<string, string> Cases()
    {
        var all = new TheoryData<string, string>();
        foreach (var setting in Readers.Keys)
        {
            foreach (var what in Hostile.Keys)
                all.Add(setting, what);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Are_refused_in_a_line_that_names_file_and_line(string setting, string what)
    {
        using var folder = new Folder(Hostile[what].Bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Should.Throw<Exception>(() => Readers[setting](folder.Path));
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64 * Megabyte, "what is made of a file is bounded");
        refusal.ShouldBeOneOf(refusal as SettingsException, refusal as DefinitionException);
        refusal.Message.ShouldMatch(@"own\.yaml, line [1-9][0-9]*: ");
        refusal.Message.ShouldContain(Hostile[what].Says);
        refusal.Message.Length.ShouldBeLessThan(600);
        refusal.Message.ShouldNotContain('\n');
    }

    /// <summary>Each cut and each mark in a good file: read, or refused in the same way; nothing else comes of it.</summary>
    [Theory]
    [InlineData(nameof(Settings.ChecklistDirectory), "Checklists/Definitions/planned.yaml")]
    [InlineData(nameof(Settings.CommsDirectory), "Comms/Matrix/messages.yaml")]
    [InlineData(nameof(Settings.BlogPostDirectory), "BlogPosts/Checks/acronyms.yaml")]
    [InlineData(nameof(Settings.CadenceDirectory), "Rotation/Calendar/Cadences/patch.yaml")]
    [InlineData(nameof(Settings.HolidaysFile), "Rotation/Absences/holidays.yaml")]
    public void Are_read_or_refused_however_they_are_garbled(string setting, string good)
    {
        var text = File.ReadAllText(Repository.PathOf("src/SecurityReleaseChatOps/" + good));
        var random = new Random(text.Length);
        for (var i = 0; i < 60; i++)
        {
            var at = random.Next(text.Length);
            var garbled = (i % 3) switch
            {
                0 => text[..at],
                1 => text.Insert(at, "&*!?:-[]{}|>%@`\"'\t\0\uFFFF\n"[random.Next(19)].ToString()),
                _ => text.Remove(at, Math.Min(random.Next(40), text.Length - at)),
            };
            using var folder = new Folder(Encoding.UTF8.GetBytes(garbled));
            try
            {
                Readers[setting](folder.Path);
            }
            catch (Exception refusal) when (refusal is DefinitionException or SettingsException)
            {
                refusal.Message.ShouldContain(", line ");
            }
        }
    }

    [Theory]
    [InlineData("longer than 512 KiB", 10 * Megabyte)]
    [InlineData("not UTF-8", 100)]
    public void A_template_is_bounded_too(string says, int length)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill(0xFF);
        using var folder = new Folder(bytes, "ready.txt.scriban");
        Should.Throw<DefinitionException>(() => TemplateFolder.Load("Comms/Texts/", folder.Path)).Message.ShouldContain(says);
    }

    [Fact]
    public void Each_setting_that_names_files_is_tried_here() =>
        typeof(Settings).GetProperties().Where(setting => setting.PropertyType == typeof(string)).Select(setting => setting.Name)
            .Where(name => name.EndsWith("Directory", StringComparison.Ordinal) || name.EndsWith("File", StringComparison.Ordinal))
            .Except([nameof(Settings.DatabaseFile)]) // which the app writes itself
            .ShouldBe(Readers.Keys, ignoreOrder: true);

    [Fact]
    public void Only_the_plain_reader_takes_yaml_apart()
    {
        var library = typeof(YamlDotNet.Core.Parser).Assembly;
        typeof(Program).Assembly.GetTypes()
            .Where(type => Il.Uses(type).SelectMany(Il.TypesOf).Any(used => used.Assembly == library)).Select(Outermost).Distinct()
            .ShouldBe([typeof(PlainYaml)]);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static (byte[] Bytes, string Says) Text(string text, string says) => (Encoding.UTF8.GetBytes(text), says);

    /// <summary>A folder with one file in it, for as long as it is used.</summary>
    private sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

        public Folder(byte[] bytes, string name = Name) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);

        public string Path => folder.FullName;

        public void Dispose() => folder.Delete(recursive: true);
    }
}
