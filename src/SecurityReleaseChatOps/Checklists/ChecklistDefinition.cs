using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A process as data. Each version is stored once, beside the checklists that use it.</summary>
public sealed record ChecklistDefinition
{
    /// <summary>Short and typeable: <c>planned</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>The document that it reproduces.</summary>
    public required string Source { get; init; }

    /// <summary>Hash of the content.</summary>
    public string Version { get; init; } = "";

    /// <summary>The releases it applies to.</summary>
    public required Condition For { get; init; }

    /// <summary>Where errors of failed tools are filed.</summary>
    public required string Tracker { get; init; }

    public required IReadOnlyList<Stage> Stages { get; init; }

    /// <summary>Its format: 1 had deeds, and messages named their steps.</summary>
    public int Form { get; init; } = 1;

    public const int Newest = 2;

    /// <summary>The stage with that id, in any spelling; null when there is none.</summary>
    public Stage? Stage(string id) => Stages.FirstOrDefault(stage => string.Equals(stage.Id, id, StringComparison.OrdinalIgnoreCase));

    [JsonIgnore]
    public IEnumerable<Item> Items => Stages.SelectMany(stage => stage.Items);
}

public sealed record Stage(string Id, string Title, IReadOnlyList<Item> Items);

/// <summary>One step of a process, or one for each fix or CVE.</summary>
public sealed record Item
{
    /// <summary>Short and typeable, unique in its definition.</summary>
    public required string Id { get; init; }

    /// <summary>One line; Markdown's inline code only.</summary>
    public required string Title { get; init; }

    /// <summary>How it is done, in Markdown: links, commands ready to copy.</summary>
    public string Help { get; init; } = "";

    public Role Role { get; init; } = Role.Either;

    public DueRule? Due { get; init; }

    /// <summary>Ids of the items that must be settled first.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    public Per Per { get; init; }

    public Condition When { get; init; } = Condition.Always;

    /// <summary>Ids of the messages that belong to it: it says when they are due, and for which releases.</summary>
    public IReadOnlyList<string> Tells { get; init; } = [];

    /// <summary>What settles it: all of these; empty: a press does.</summary>
    public IReadOnlyList<Term> SettledBy { get; init; } = [];

    /// <summary>The fact that makes it not needed, whose value says why; null when only a person can say so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? SparedBy { get; init; }

    /// <summary>What it is about: an agreement holds only for that as it was. See <see cref="Abouts"/>.</summary>
    public IReadOnlyList<string> About { get; init; } = [];

    /// <summary>When true, nothing waits for it and nobody is alarmed.</summary>
    public bool Optional { get; init; }

    /// <summary>When true, two different people must confirm it.</summary>
    public bool NeedsSecondPerson { get; init; }

    /// <summary>Rows of the process table that it carries, such as <c>D1.2</c>.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>The tool that does it; null when there is none.</summary>
    public string? Tool { get; init; }

    /// <summary>What to do by hand when the tool fails, in Markdown.</summary>
    public string Manual { get; init; } = "";

    /// <summary>Old format only: the deed that did it. See <see cref="OldDefinitions"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Deed { get; init; }

    /// <summary>Whether the event alone settles it: merge, publication, close.</summary>
    [JsonIgnore]
    public bool IsGate => SettledBy.SelectMany(term => term.Facts).Any(Kinds.IsGate);

    /// <summary>What a step may be about.</summary>
    public static IReadOnlyList<string> Abouts { get; } = ["fixes", "versions", "post", "email", "cve", "cve-text"];
}

/// <summary>One condition that settles a step; in a list all must hold. Exactly one of the three is set.</summary>
/// <param name="Fact">The kind of a fact.</param>
/// <param name="Steps">Ids of items that must all be settled.</param>
/// <param name="Any">Alternatives, of which one is enough.</param>
public sealed record Term(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Fact = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Steps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Term>? Any = null)
{
    /// <summary>Every fact that it names, at any depth.</summary>
    [JsonIgnore]
    public IEnumerable<string> Facts => Fact is { } kind ? [kind] : (Any ?? []).SelectMany(term => term.Facts);

    /// <summary>Every item that it names, at any depth.</summary>
    [JsonIgnore]
    public IEnumerable<string> Items => (Steps ?? []).Concat((Any ?? []).SelectMany(term => term.Items));

    public override string ToString() =>
        Fact ?? (Steps is { } steps ? $"steps {string.Join(", ", steps)}" : $"any of {string.Join(", ", Any ?? [])}");
}

/// <summary>When something applies: each non-empty list must contain the release's word.</summary>
public sealed record Condition
{
    /// <summary>The word for an unset severity.</summary>
    public const string Unknown = "unknown";

    public static Condition Always { get; } = new();

    public IReadOnlyList<string> Severities { get; init; } = [];

    public IReadOnlyList<string> Kinds { get; init; } = [];

    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>Kinds of answers, one of which was given at some time.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    public bool Holds(Release release, IEnumerable<Fact> happened) =>
        (Severities.Count == 0 || Allows(Severities, release.WorstSeverity?.ToString() ?? Unknown))
        && (Kinds.Count == 0 || Allows(Kinds, release.Kind.ToString()))
        && (Products.Count == 0 || Allows(Products, release.Product))
        && (Answers.Count == 0 || happened.Any(fact => Answers.Contains(fact.Kind)));

    /// <summary>Whether two words mean the same, as <c>OutOfBand</c> and <c>out-of-band</c> do.</summary>
    internal static bool Same(string one, string other) =>
        string.Equals(one.Replace("-", ""), other.Replace("-", ""), StringComparison.OrdinalIgnoreCase);

    private static bool Allows(IReadOnlyList<string> words, string word) => words.Any(allowed => Same(allowed, word));
}

/// <summary>What an item is repeated for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Per>))]
public enum Per
{
    Release,
    Fix,
    Cve,
}

/// <summary>Whose step it is. The Primary follows up the steps of those outside the pair.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Role>))]
public enum Role
{
    Either,
    Primary,
    Secondary,
    ReleaseManager,
    Communications,
    Developer,
}

/// <summary>The kinds of facts that the rules know by name.</summary>
internal static class Kinds
{
    public const string Merged = "merged";
    public const string Published = "published";
    public const string Closed = "closed";
    public const string Ready = "ready";

    /// <summary>Only the event itself and its undo settle or open these, never a press.</summary>
    public static bool IsGate(string kind) => kind is Merged or Published or Closed;

    /// <summary>The id of the message that a fact belongs to; null when it belongs to none.</summary>
    public static string? Message(string kind) => kind.LastIndexOf('.') is > 0 and var dot ? kind[..dot] : null;

    /// <summary>What was said, or became of a message: the end of a kind.</summary>
    public static string Word(string kind) => kind[(kind.LastIndexOf('.') + 1)..];

    /// <summary>Only an audience's newest answer to a message counts.</summary>
    public static bool IsAnswer(string kind) => Word(kind) is "acknowledged" or "yes" or "no" or "date" or "approved" or "changes" or "impact";

    /// <summary>Whether an answer contradicts something done another way.</summary>
    public static bool IsContrary(string kind) => Word(kind) is "no" or "changes";

    /// <summary>Whether it stands even if its subject changes: whoever was told was told.</summary>
    public static bool Stays(string kind) => Word(kind) is "sent" or "acknowledged" || IsGate(kind);

    /// <summary>The fact that a step's subject changed.</summary>
    public static string EditOf(string about) => "edited." + about;
}

/// <summary>What a due time is counted from.</summary>
public enum DueAnchor
{
    /// <summary>The release's due date, at its time of day.</summary>
    Due,

    /// <summary>The start of the checklist.</summary>
    Start,

    /// <summary>The merge of the fixes.</summary>
    Merge,

    /// <summary>The publication of the post.</summary>
    Published,
}

/// <summary>When a step is due: <c>-48h</c>, <c>0h</c>, <c>+60m after merge</c>, <c>+30d after published</c>. A day is 24 hours.</summary>
[JsonConverter(typeof(DueRuleConverter))]
public sealed partial record DueRule(int Amount, char Unit, DueAnchor Anchor)
{
    /// <summary>The grammar in words, for error messages.</summary>
    public const string Grammar = "a number with m, h or d, such as -48h, -2d, 0h, +60m after merge, +2h after start, +30d after published";

    public Duration Offset => Unit switch
    {
        'm' => Duration.FromMinutes(Amount),
        'h' => Duration.FromHours(Amount),
        _ => Duration.FromDays(Amount),
    };

    /// <summary>Null when the text does not follow <see cref="Grammar"/>. Before the due date only: nobody knows a merge in advance.</summary>
    public static DueRule? TryParse(Typed text)
    {
        if (Form().Match(text.Folded) is not { Success: true } match)
            return null;
        var amount = int.Parse(match.Groups["amount"].ValueSpan, CultureInfo.InvariantCulture);
        var anchor = match.Groups["anchor"] is { Success: true } word ? Enum.Parse<DueAnchor>(word.Value, ignoreCase: true) : DueAnchor.Due;
        var signed = match.Groups["sign"].Length > 0;
        return amount != 0 && !signed || amount < 0 && anchor != DueAnchor.Due ? null : new DueRule(amount, match.Groups["unit"].Value[0], anchor);
    }

    /// <summary>The due time; null until the anchor has happened.</summary>
    /// <param name="startedAt">When the checklist was started.</param>
    public Instant? At(Release release, Instant startedAt) => (Anchor switch
    {
        DueAnchor.Start => startedAt,
        DueAnchor.Merge => release.MergedAt,
        DueAnchor.Published => release.PublishedAt,
        _ => release.DueAt,
    }) + Offset;

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString()
    {
        var amount = Amount.ToString("+0;-0;0", CultureInfo.InvariantCulture) + Unit;
        return Anchor == DueAnchor.Due ? amount : $"{amount} after {Anchor.ToString().ToLowerInvariant()}";
    }

    [GeneratedRegex(@"\A(?<amount>(?<sign>[+-]?)[0-9]{1,4})(?<unit>[mhd])( after (?<anchor>due|start|merge|published))?\z", RegexOptions.CultureInvariant
        | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Form();
}

internal sealed class DueRuleConverter : JsonConverter<DueRule>
{
    public override DueRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DueRule.TryParse(reader.GetString() ?? "") ?? throw new JsonException("A due rule is " + DueRule.Grammar + ".");

    public override void Write(Utf8JsonWriter writer, DueRule value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
