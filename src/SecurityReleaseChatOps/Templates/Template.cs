using System.Collections.Concurrent;
using System.Reflection;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace SecurityReleaseChatOps.Templates;

/// <summary>
/// A parsed Scriban template. Its file name tells what values are escaped for: <c>*.txt.scriban</c>,
/// <c>*.mrkdwn.scriban</c>, <c>*.md.scriban</c>. Whatever it names must exist and must not be blank.
/// </summary>
public sealed class Template
{
    private static readonly (string Ending, Func<string, string> Encode)[] kinds =
    [
        (".txt.scriban", ValueEncoder.Text),
        (".mrkdwn.scriban", ValueEncoder.Slack),
        (".md.scriban", ValueEncoder.GitLab),
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> values = new();

    private readonly string file;
    private readonly Func<string, string> encode;
    private readonly Func<string, Template?> part;

    /// <param name="file">The file name, without a folder.</param>
    /// <param name="text">The file's content.</param>
    /// <param name="part">Finds the template for <c>{{ include 'name' }}</c> by its <see cref="Id"/>; null when there is none.</param>
    /// <exception cref="TemplateException">The file name or the text is wrong.</exception>
    public Template(string file, string text, Func<string, Template?>? part = null)
    {
        this.file = file;
        this.part = part ?? (_ => null);
        Id = Name(file) ?? throw new TemplateException([$"{file}: its name must end in {string.Join(", ", kinds.Select(kind => kind.Ending))}."]);
        encode = kinds.First(kind => file.EndsWith(kind.Ending, StringComparison.Ordinal)).Encode;
        text = text.ReplaceLineEndings("\n");
        Parsed = Scriban.Template.Parse(text, file);
        if (Parsed.HasErrors)
            throw Fault(file, Line(Parsed.Messages[0].Span) ?? text.Count(c => c == '\n') + 1, Parsed.Messages[0].Message);
    }

    /// <summary>The file name without its ending.</summary>
    public string Id { get; }

    internal Scriban.Template Parsed { get; }

    /// <param name="from">The object whose properties the template names.</param>
    /// <exception cref="TemplateException">The template names something that does not exist, or a value is blank.</exception>
    public string Render(object from)
    {
        var named = new ScriptObject();
        foreach (var property in values.GetOrAdd(from.GetType(), type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance)))
        {
            named[property.Name] = property.GetValue(from) is { } value && !(value is string text && string.IsNullOrWhiteSpace(text))
                ? value
                : throw new TemplateException([$"{file}: {property.Name} has no value."]);
        }
        using var time = new CancellationTokenSource(Rendering.Longest);
        try
        {
            return Parsed.Render(new Rendering(named, encode, part, time.Token)).Trim();
        }
        catch (ScriptRuntimeException fault)
        {
            // A fault in an included part is reported with the part's file.
            var why = fault is ScriptAbortException ? $"it takes longer than {Rendering.Longest.TotalSeconds:0} seconds" : fault.OriginalMessage;
            throw Fault(fault.Span.FileName ?? file, Line(fault.Span) ?? 1, why, fault);
        }
    }

    internal static string? Name(string file) =>
        kinds.Where(kind => file.EndsWith(kind.Ending, StringComparison.Ordinal)).Select(kind => file[..^kind.Ending.Length])
            .FirstOrDefault(name => name.Length > 0);

    /// <summary>Counted from 1; null for the end of the file.</summary>
    private static int? Line(SourceSpan at) => at.Start.Line < 0 ? null : at.Start.Line + 1;

    private static TemplateException Fault(string file, int line, string fault, Exception? inner = null) =>
        new([$"{file}, line {line}: {string.Join(' ', fault.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.')}."], inner);
}

/// <summary>Templates that cannot be used, or that lack a value.</summary>
public sealed class TemplateException(IReadOnlyList<string> faults, Exception? inner = null) : Exception(string.Join('\n', faults), inner)
{
    /// <summary>One line for each fault: the file, the line if known, and why.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
