using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Checklists;

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

    public TimeSpan Offset => Unit switch
    {
        'm' => TimeSpan.FromMinutes(Amount),
        'h' => TimeSpan.FromHours(Amount),
        _ => TimeSpan.FromDays(Amount),
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
    public DateTimeOffset? At(Release release, DateTimeOffset startedAt) => (Anchor switch
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
        | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}

/// <summary>Writes the readable form.</summary>
internal sealed class DueRuleConverter : JsonConverter<DueRule>
{
    public override DueRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DueRule.TryParse(reader.GetString() ?? "") ?? throw new JsonException("A due rule is " + DueRule.Grammar + ".");

    public override void Write(Utf8JsonWriter writer, DueRule value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
