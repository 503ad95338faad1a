using System.Text.Json;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Checklists;

/// <summary>A task list in Markdown, as it was read.</summary>
/// <param name="Head">The checklist that the list was exported from, with <see cref="Checklist.Steps"/> of the lines; null for a list of other origin.</param>
/// <param name="Lines">In the order of the text.</param>
/// <param name="Faults">What could not be understood, in words for the person; the rest was.</param>
public sealed record TaskList(Checklist? Head, IReadOnlyList<TaskLine> Lines, IReadOnlyList<string> Faults);

/// <param name="Status">Ticked <c>[x]</c>, inapplicable <c>[~]</c> or open <c>[ ]</c>.</param>
/// <param name="Key">The hidden step key; null when there is none.</param>
/// <param name="Heading">The nearest heading above: that of a stage, or of a fix or CVE.</param>
public sealed record TaskLine(StepStatus Status, string Text, string? Key, string Heading);

/// <summary>Reads GitLab task lists: our own exports, and lists that people wrote.</summary>
public static partial class TaskListReader
{
    private static readonly JsonSerializerOptions strict = new() { RespectNullableAnnotations = true };

    public static TaskList Read(string markdown)
    {
        Checklist? head = null;
        var lines = new List<TaskLine>();
        var faults = new List<string>();
        var states = new Dictionary<string, StepState>(StringComparer.Ordinal);
        var (heading, number) = ("", 0);
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (Task().Match(line) is { Success: true } task)
                lines.Add(Line(task, heading, number, faults));
            else if (Heading().Match(line) is { Success: true } title)
                heading = title.Groups["text"].Value.Trim();
            else if (HiddenHead().Match(line) is { Success: true } hiddenHead)
                head = Json<Checklist>(hiddenHead, number, faults);
            else if (HiddenState().Match(line) is { Success: true } hidden && lines is [.., { Key: { } key }] && Json<StepState>(hidden, number, faults) is { } state)
                states[key] = state;
        }
        return new(head is null ? null : head with { Steps = Recording.Put(head.Steps, states.Select(pair => (pair.Key, (StepState?)pair.Value))) }, lines, faults);
    }

    private static TaskLine Line(Match task, string heading, int number, List<string> faults)
    {
        var text = task.Groups["text"].Value;
        var key = (string?)null;
        if (KeyMark().Match(text) is { Success: true } mark)
        {
            key = Json<string>(mark, number, faults);
            text = text.Remove(mark.Index);
        }
        return new(task.Groups["mark"].Value switch { "x" or "X" => StepStatus.Done, "~" => StepStatus.NotNeeded, _ => StepStatus.Open }, text.Trim(), key, heading);
    }

    private static T? Json<T>(Match match, int number, List<string> faults)
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

    [GeneratedRegex(@"^\s{0,6}(?:[-*+]|[0-9]{1,3}[.)])\s+\[(?<mark>[ xX~])\]\s+(?<text>\S.*)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Task();

    [GeneratedRegex(@"^#{1,6}\s+(?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\s*<!-- checklist (?<json>\{.*\}) -->\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HiddenHead();

    [GeneratedRegex(@"^\s*<!-- state (?<json>\{.*\}) -->\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex HiddenState();

    [GeneratedRegex(@"<!-- step (?<json>""[^<>]*"") -->\s*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex KeyMark();
}
