using System.Text.Json;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A parsed Markdown task list.</summary>
/// <param name="Head">The checklist that the list was exported from, with <see cref="Checklist.Steps"/> of the lines; null for a list of other origin.</param>
/// <param name="Lines">In the order of the text.</param>
/// <param name="Faults">What could not be parsed, in words for the person.</param>
public sealed record TaskList(Checklist? Head, IReadOnlyList<TaskLine> Lines, IReadOnlyList<string> Faults);

/// <param name="Status">Ticked <c>[x]</c>, inapplicable <c>[~]</c> or open <c>[ ]</c>.</param>
/// <param name="Key">The hidden step key; null when there is none.</param>
/// <param name="Heading">The nearest heading above: that of a stage, or of a fix or CVE.</param>
public sealed record TaskLine(StepStatus Status, string Text, string? Key, string Heading);

/// <summary>Reads GitLab task lists, our exports and people's, as CommonMark does: code ticks nothing, a nested list or a quotation does.</summary>
public sealed partial class TaskListReader
{
    // Only blocks are parsed: the text of a line is compared literally.
    private static readonly MarkdownPipeline Blocks = OnlyBlocks();

    private const string Done = "xX✓✔☑✅√";
    private const int Longest = 80;

    /// <summary>How the hidden notes are written.</summary>
    internal static readonly JsonSerializerOptions Notes = new() { Converters = { new StoreJson.InstantConverter() } };

    private static readonly JsonSerializerOptions strict = new(Notes) { RespectNullableAnnotations = true };

    private readonly string text;
    private readonly List<TaskLine> lines = [];
    private readonly List<string> faults = [];
    private readonly Dictionary<string, StepRecord> states = new(StringComparer.Ordinal);
    private Checklist? head;
    private string heading = "";

    private TaskListReader(string text) => this.text = text;

    public static TaskList Read(string markdown)
    {
        var reader = new TaskListReader(markdown.ReplaceLineEndings("\n"));
        try
        {
            reader.Read(Markdown.Parse(reader.text, Blocks));
        }
        catch (ArgumentException) // Markdig throws on lists hundreds of levels deep
        {
            reader.faults.Add("The list is nested too deeply to be read.");
        }
        var steps = reader.states.Select(pair => (pair.Key, (StepRecord?)pair.Value));
        return new(reader.head is { } head ? head with { Steps = Recording.Put(head.Steps, steps) } : null, reader.lines, reader.faults);
    }

    private static MarkdownPipeline OnlyBlocks()
    {
        var builder = new MarkdownPipelineBuilder();
        builder.InlineParsers.Clear();
        return builder.Build();
    }

    private void Read(ContainerBlock container)
    {
        foreach (var block in container)
        {
            var source = Source(block);
            switch (block)
            {
                case ParagraphBlock:
                    Paragraph(source, block.Line + 1, isItem: container is ListItemBlock && container[0] == block);
                    break;
                case HeadingBlock:
                    heading = source.Split('\n')[0].Trim('#', ' ', '\t');
                    break;
                case HtmlBlock:
                    Hidden(source, block.Line + 1);
                    Lost(source, block.Line + 1, "stands within HTML");
                    break;
                case CodeBlock and not FencedCodeBlock:
                    Lost(source, block.Line + 1, "is indented so far that Markdown reads it as code");
                    break;
                case ContainerBlock inner:
                    Read(inner);
                    break;
            }
        }
    }

    private void Paragraph(string source, int number, bool isItem)
    {
        var first = source.Split('\n')[0];
        if (!isItem || Task().Match(first) is not { Success: true } task)
        {
            Lost(source, number, "is not an item of a list: write it as `- [x] …`");
            return;
        }
        // Continuation lines belong to the item, except one that looks like a task.
        if (source.Length > first.Length)
            Lost(source[(first.Length + 1)..], number + 1, "continues the line above");
        if (((Typed)task.Groups["mark"].Value).Folded is not { Length: <= 1 } mark || (mark.Length == 1 && !(Done + "~").Contains(mark)))
            faults.Add(Named(number, first, "has a mark that I do not know: write `[x]`, `[~]` or `[ ]`"));
        else
            lines.Add(Line(task, mark, number));
    }

    private TaskLine Line(Match task, string mark, int number)
    {
        var words = task.Groups["text"].Value;
        var key = (string?)null;
        if (KeyMark().Match(words) is { Success: true } hidden)
        {
            key = Json<string>(hidden, number);
            words = words.Remove(hidden.Index);
        }
        return new(mark.Length == 0 ? StepStatus.Open : mark == "~" ? StepStatus.NotNeeded : StepStatus.Done, words.Trim(), key, heading);
    }

    private void Hidden(string source, int number)
    {
        foreach (var line in source.Split('\n'))
        {
            if (HiddenHead().Match(line) is { Success: true } hiddenHead)
                head = Json<Checklist>(hiddenHead, number);
            else if (HiddenState().Match(line) is { Success: true } hidden && lines is [.., { Key: { } key }] && Json<StepRecord>(hidden, number) is { } state)
                states[key] = state;
            number++;
        }
    }

    /// <summary>Reports lines that look like tasks but are not.</summary>
    private void Lost(string source, int number, string why)
    {
        foreach (var line in source.Split('\n'))
        {
            if (LooksLikeTask().IsMatch(line))
                faults.Add(Named(number, line, why));
            number++;
        }
    }

    private static string Named(int number, string line, string why) =>
        $"Line {number}, {Slack.Mrkdwn.Plain(Text.PlainText.Quote(Text.PlainText.Cut(KeyMark().Replace(line, ""), Longest)))}, {why}.";

    private string Source(Block block) =>
        block.Span.Start >= text.Length || block.Span.Length <= 0
            ? ""
            : text.Substring(block.Span.Start, Math.Min(block.Span.Length, text.Length - block.Span.Start));

    private T? Json<T>(Match match, int number)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(match.Groups["json"].ValueSpan, strict);
        }
        catch (JsonException)
        {
            faults.Add($"The hidden note in line {number} is damaged and was left out.");
            return null;
        }
    }

    // One mark in brackets, of a few UTF-16 units: anything longer is a link or label.
    [GeneratedRegex(@"^\[(?<mark>[^\[\]]{0,4})\]\s+(?<text>\S.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Task();

    [GeneratedRegex(@"^[\s>]*(?:[-*+•–—]|[0-9]{1,3}[.)])?\s*\[\s*[xX✓✔☑✅√~]\W?\s*\]\s*\S", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex LooksLikeTask();

    [GeneratedRegex(@"^\s*<!-- checklist (?<json>\{.*\}) -->\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HiddenHead();

    [GeneratedRegex(@"^\s*<!-- state (?<json>\{.*\}) -->\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HiddenState();

    [GeneratedRegex(@"<!-- step (?<json>""[^<>]*"") -->\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyMark();
}
