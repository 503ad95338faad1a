using System.Collections.Concurrent;
using System.Reflection;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace SecurityReleaseChatOps.Templates;

/// <summary>A template that cannot be used, or that a value is missing for: which, and why.</summary>
public sealed class TemplateException(string file, string fault, Exception? inner = null) : Exception($"{file}: {fault}", inner);

/// <summary>
/// A Handlebars template, compiled. Its file's name says what values are made safe for: <c>*.txt.hbs</c>,
/// <c>*.mrkdwn.hbs</c>, <c>*.md.hbs</c>. Nothing is left empty: what it names must be there.
/// </summary>
public sealed class Template
{
    private static readonly (string Ending, IHandlebars Language)[] kinds =
    [
        (".txt.hbs", Language(ValueEncoder.Text)),
        (".mrkdwn.hbs", Language(ValueEncoder.Slack)),
        (".md.hbs", Language(ValueEncoder.GitLab)),
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> values = new();

    private readonly string file;
    private readonly HandlebarsTemplate<object, object> render;

    /// <exception cref="TemplateException">The file's name or its text is at fault.</exception>
    public Template(string file, string text)
    {
        this.file = file;
        if (Name(file) is not { } name)
            throw new TemplateException(file, $"its name must end in {string.Join(", ", kinds.Select(kind => kind.Ending))}.");
        Id = name;
        try
        {
            render = kinds.First(kind => file.EndsWith(kind.Ending, StringComparison.Ordinal)).Language.Compile(text.ReplaceLineEndings("\n"));
        }
        catch (HandlebarsException fault)
        {
            throw new TemplateException(file, OneLine(fault.Message), fault);
        }
    }

    /// <summary>The file's name without its ending.</summary>
    public string Id { get; }

    /// <param name="from">Its properties are what the template names.</param>
    /// <exception cref="TemplateException">The template names what there is not, or a value is blank.</exception>
    public string Render(object from)
    {
        var properties = values.GetOrAdd(from.GetType(), type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance));
        if (Array.Find(properties, property => property.GetValue(from) is null || property.GetValue(from) is string text && string.IsNullOrWhiteSpace(text)) is { } blank)
            throw new TemplateException(file, $"{blank.Name} has no value.");
        try
        {
            return render(from).Trim();
        }
        catch (Exception fault) when (fault is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw new TemplateException(file, OneLine(fault.Message), fault);
        }
    }

    internal static string? Name(string file) =>
        kinds.Where(kind => file.EndsWith(kind.Ending, StringComparison.Ordinal)).Select(kind => file[..^kind.Ending.Length]).FirstOrDefault(name => name.Length > 0);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.') + ".";

    private static IHandlebars Language(ITextEncoder encoder) =>
        Handlebars.Create(new HandlebarsConfiguration { TextEncoder = encoder, ThrowOnUnresolvedBindingExpression = true });
}
