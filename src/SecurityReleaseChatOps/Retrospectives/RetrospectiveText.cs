using System.Text;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Retrospectives;

/// <summary>A retrospective as Markdown, times in UTC; what people typed is escaped.</summary>
internal static class RetrospectiveText
{
    /// <param name="name">From a Slack user id to a name.</param>
    public static string Markdown(Retrospective of, Func<string, string> name)
    {
        var text = new StringBuilder(
            $"# {Plain(of.Release.Title())} ({of.Release.Id}): retrospective\n\n{of.Release.Kind.Name()}, due {of.Release.DueUtc()}. Times are UTC.\n");
        Table(text, "Timeline", ["When", "What"], of.Moments.Select(moment => new[] { When(moment.At), moment.What }));
        Table(text, "Time in each stage", ["Stage", "First step", "Last step", "Took", "Settled"], of.Stages.Select(stage =>
            new[] { stage.Title, When(stage.From), When(stage.To), Took(stage.To - stage.From),
                string.Create(CultureInfo.InvariantCulture, $"{stage.Settled} of {stage.Steps}") }));
        Table(text, "Late steps", ["Step", "Due", "Settled",
            "Late by"], of.Late.Select(step => new[] { step.Title, When(step.Due), When(step.SettledAt), Took(step.SettledAt - step.Due) }));
        Table(text, "Forced steps", ["Step", "By", "Why"], of.Forced.Select(step => new[] { step.Title, name(step.By), step.Why }));
        Table(text, "Handovers", ["From", "To", "Written",
            "Accepted after"], of.Handovers.Select(one => new[] { name(one.By), name(one.Who), When(one.At), After(one) }));
        Table(text, "Messages", ["To", "By", "Sent", "Answered after"], of.Messages.Select(one => new[] { one.Who, name(one.By), When(one.At), After(one) }));
        Table(text, "Tools that failed", ["Step", "Tool", "When"], of.Failures.Select(one => new[] { one.Step, one.Tool, When(one.At) }));
        Table(text, "What the checks found", ["Of", "Row", "What the check said", "First said", "Mended after"], of.Checks.Select(one => new[]
            { one.Of, one.Row, one.Words, When(one.Found), one.Mended is { } at ? Took(at - one.Found) : "still said" }));
        Table(text, "CVEs and post: checked and mended", ["Of", "What",
            "Times"], of.Mended.Select(one => new[] { one.Of, one.What, one.Times.ToString(CultureInfo.InvariantCulture) }));
        return text.ToString();
    }

    /// <summary>A span in its two largest units: <c>2 d 3 h</c>, <c>45 min</c>.</summary>
    public static string Took(Duration span) => span switch
    {
        { TotalDays: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d {span.Hours} h"),
        { TotalHours: >= 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.Hours} h {span.Minutes} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes} min"),
    };

    private static string After(Waited one) => one.Answered is { } at ? Took(at - one.At) : "not answered";

    private static string When(Instant at) => at.ToString("ddd d MMM HH:mm", CultureInfo.InvariantCulture);

    private static void Table(StringBuilder text, string title, string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n");
        if (all.Count == 0)
        {
            text.Append("\nNone.\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"\n| {string.Join(" | ", heads)} |\n|{string.Concat(heads.Select(_ => " --- |"))}\n");
        foreach (var row in all)
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(Plain))} |\n");
    }

    private static string Plain(string words) => GitLabMarkdown.Plain(words).ReplaceLineEndings(" ");
}
