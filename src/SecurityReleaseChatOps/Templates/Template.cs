using System.Collections.Concurrent;
using System.Reflection;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace SecurityReleaseChatOps.Templates;

/// <summary>
/// A Scriban template, parsed. Its file's name says what values are made safe for: <c>*.txt.scriban</c>,
/// <c>*.mrkdwn.scriban</c>, <c>*.md.scriban</c>. Nothing is left empty: what it names must be there.
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

    /// <param name="file">Its name, without a folder.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="part">What <c>{{ include 'name' }}</c> puts in; by <see cref="Id"/>.</param>
    /// <exception cref="TemplateException">The file's name or its text is at fault.</exception>
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

    /// <summary>The file's name without its ending.</summary>
    public string Id { get; }

    internal Scriban.Template Parsed { get; }

    /// <param name="from">Its properties are what the template names.</param>
    /// <exception cref="TemplateException">The template names what there is not, or a value is blank.</exception>
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
            // A part's fault is in the part.
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
