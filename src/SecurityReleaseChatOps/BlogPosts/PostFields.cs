using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The inputs of <b>Blog post</b>.</summary>
internal static class PostFields
{
    private const string Author = "author";
    private const string User = "author-gitlab";
    private const string Updates = "updates";
    private const string Bugs = "bugs";
    private const string Allows = "allows";
    private const string Exploited = "exploited";
    private const string Attacker = "attacker";
    private const string Affected = "affected";
    private const string Impact = "impact";
    private const string Workaround = "workaround";
    private const string Credit = "credit";
    private const int LongestName = 100;

    private static readonly IReadOnlyList<Option> exploited = [Option.Of("Yes, we have heard of it", "yes"), Option.Of("No, we haven't", "no")];
    private static readonly IReadOnlyList<Option> attackers = [Option.Of("Anyone, unauthenticated", "no"), Option.Of("Authenticated users", "yes")];
    private static readonly string[] all = [Author, User, Updates, Bugs, Allows, Exploited, Attacker, Affected, Impact, Workaround, Credit];

    /// <param name="said">By input; inputs left empty are missing.</param>
    public static IEnumerable<Block> Inputs(PostFacts facts, IReadOnlyDictionary<string, string> said) => facts.Form == PostForm.Advisory
        ?
        [
            Line(Allows, "What it allows", "Such as unauthenticated API access, remote code execution, or unauthorized access to repositories", said),
            Choice(Exploited, "Is it exploited?", exploited, said),
            Choice(Attacker, "Who can attack?", attackers, said),
            Line(Affected, "Last affected version", "Such as 7.4.3", said),
            Lines(Impact, "Impact", "What an attacker can do, in a sentence or two", said),
            Lines(Workaround, "Workaround", "For those who cannot upgrade", said),
            Line(Credit, "Thanks to", "Name and organisation", said),
        ]
        :
        [
            Line(Author, "Author", $"Without one: {facts.Engineers[0]}", said),
            Line(User, "Author on GitLab", "Their user name, without @", said),
            Lines(Updates, "Third-party updates", "A line each: Mattermost 7.8.2 CVE-2023-1234", said),
            Lines(Bugs, "Bug fixes", "The version on a line, below it title and link of each", said),
        ];

    /// <summary>The values by input.</summary>
    public static IReadOnlyList<(string Input, string Value)> Of(PostNotes notes) => Given(
        (Author, notes.Author), (User, notes.AuthorGitlab), (Updates, PostNotesText.Write(notes.Updates)), (Bugs, PostNotesText.Write(notes.Bugs)),
        (Allows, notes.Advisory?.Allows), (Exploited, Word(notes.Advisory?.Exploited)), (Attacker, Word(notes.Advisory?.Authenticated)),
            (Affected, notes.Advisory?.Affected),
        (Impact, notes.Advisory?.Impact), (Workaround, notes.Advisory?.Workaround), (Credit, notes.Advisory?.Credit));

    /// <summary>The values shown in the form.</summary>
    public static IReadOnlyList<(string Input, string Value)> Typed(ViewState state) =>
        Given([.. all.Select(input => (input, state.Text(input) ?? state.Option(input)))]);

    public static Decision<PostNotes> Read(IReadOnlyDictionary<string, string> said, PostFacts facts)
    {
        var errors = new Dictionary<string, string>();
        if (!PostNotesText.TryParseUpdates(said.GetValueOrDefault(Updates), out var updates, out var wrongUpdates))
            errors[Updates] = wrongUpdates;
        if (!PostNotesText.TryParseBugs(said.GetValueOrDefault(Bugs), facts.Versions, out var bugs, out var wrongBugs))
            errors[Bugs] = wrongBugs;
        return errors.Count > 0 ? Decision<PostNotes>.Refuse(errors) : Decision<PostNotes>.New(new()
        {
            Author = OneLine(said.GetValueOrDefault(Author)),
            AuthorGitlab = OneLine(said.GetValueOrDefault(User))?.TrimStart('@'),
            Updates = updates!,
            Bugs = bugs!,
            Advisory = facts.Form != PostForm.Advisory ? null : new(
                OneLine(said.GetValueOrDefault(Allows)), IsYes(said.GetValueOrDefault(Exploited)), IsYes(said.GetValueOrDefault(Attacker)),
                    OneLine(said.GetValueOrDefault(Affected)),
                said.GetValueOrDefault(Impact), said.GetValueOrDefault(Workaround), OneLine(said.GetValueOrDefault(Credit))),
        });
    }

    private static IReadOnlyList<(string Input, string Value)> Given(params IReadOnlyList<(string Input, string? Value)> values) =>
        [.. values.Select(one => (one.Input, one.Value?.ReplaceLineEndings("\n").Trim() ?? "")).Where(one => one.Item2.Length > 0)];

    private static string? OneLine(string? words) => words is null ? null : string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Word(bool? said) => said switch { true => "yes", false => "no", null => null };

    private static bool? IsYes(string? word) => word switch { "yes" => true, "no" => false, _ => null };

    private static InputBlock Line(string id, string label, string hint, IReadOnlyDictionary<string, string> said) => new()
    {
        BlockId = id,
        Label = label,
        Hint = hint,
        Element = new PlainTextInput
        {
            ActionId = id, MaxLength = LongestName, InitialValue = said.GetValueOrDefault(id) is { } text
            ? Text.PlainText.Cut(text, LongestName) : null
        },
        Optional = true,
    };

    private static InputBlock Lines(string id, string label, string hint, IReadOnlyDictionary<string, string> said) => new()
    {
        BlockId = id,
        Label = label,
        Hint = hint,
        Element = new PlainTextInput
        {
            ActionId = id, Multiline = true, MaxLength = PostNotesText.Longest,
            InitialValue = said.GetValueOrDefault(id) is { } text ? Text.PlainText.Cut(text, PostNotesText.Longest) : null
        },
        Optional = true,
    };

    private static InputBlock Choice(string id, string label, IReadOnlyList<Option> options, IReadOnlyDictionary<string, string> said) => new()
    {
        BlockId = id,
        Label = label,
        Element = new RadioButtonGroup
        {
            ActionId = id, Options = options,
            InitialOption = options.FirstOrDefault(option => option.Value == said.GetValueOrDefault(id))
        },
        Optional = true,
    };
}
