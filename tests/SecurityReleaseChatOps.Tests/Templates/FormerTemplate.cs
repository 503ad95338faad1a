using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Tests.Templates;

/// <summary>How templates were rendered by Handlebars, until this version.</summary>
internal sealed class FormerTemplate
{
    private static readonly (string Ending, IHandlebars Language)[] kinds =
    [
        (".txt.hbs", Language(FormerEncoder.Text)),
        (".mrkdwn.hbs", Language(FormerEncoder.Slack)),
        (".md.hbs", Language(FormerEncoder.GitLab)),
    ];

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> values = new();

    private readonly string file;
    private readonly HandlebarsTemplate<object, object> render;

    /// <exception cref="TemplateException">The file's name or its text is at fault.</exception>
    public FormerTemplate(string file, string text)
    {
        this.file = file;
        if (Name(file) is not { } name)
            throw new InvalidOperationException(file);
        Id = name;
        try
        {
            render = kinds.First(kind => file.EndsWith(kind.Ending, StringComparison.Ordinal)).Language.Compile(text.ReplaceLineEndings("\n"));
        }
        catch (HandlebarsException fault)
        {
            throw new InvalidOperationException(file, fault);
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
            throw new InvalidOperationException(file);
        try
        {
            return render(from).Trim();
        }
        catch (Exception fault) when (fault is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw new InvalidOperationException(file, fault);
        }
    }

    internal static string? Name(string file) =>
        kinds.Where(kind => file.EndsWith(kind.Ending, StringComparison.Ordinal)).Select(kind => file[..^kind.Ending.Length]).FirstOrDefault(name => name.Length > 0);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.') + ".";

    private static IHandlebars Language(ITextEncoder encoder) =>
        Handlebars.Create(new HandlebarsConfiguration { TextEncoder = encoder, ThrowOnUnresolvedBindingExpression = true });
}
/// <summary>What is done to a value before it stands in a template of a kind.</summary>
internal sealed class FormerEncoder(Func<string, string> encode) : ITextEncoder
{
    /// <summary>Plain text, for an input or an email: as it is, without control characters.</summary>
    public static FormerEncoder Text { get; } = new(Clean);

    /// <summary>Slack's mrkdwn: it can neither page anyone, forge a link nor format.</summary>
    public static FormerEncoder Slack { get; } = new(value => Mrkdwn.Plain(Clean(value)));

    /// <summary>GitLab's Markdown: no markup, no quick action, no mention.</summary>
    public static FormerEncoder GitLab { get; } = new(value => GitLabMarkdown.Plain(Clean(value)));

    public void Encode(StringBuilder? text, TextWriter target) => Encode(text?.ToString(), target);

    public void Encode(string? text, TextWriter target) => target.Write(encode(text ?? ""));

    public void Encode<T>(T? text, TextWriter target)
        where T : IEnumerator<char>
    {
        var all = new StringBuilder();
        while (text?.MoveNext() == true)
            all.Append(text.Current);
        Encode(all, target);
    }

    /// <summary>Without control characters except line ends, and without the characters that turn the direction of a line round.</summary>
    private static string Clean(string value) => string.Concat(
        value.ReplaceLineEndings("\n").Where(c => c == '\n' || !char.IsControl(c) && c is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069')));
}
