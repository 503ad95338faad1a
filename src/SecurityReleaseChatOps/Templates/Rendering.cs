using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace SecurityReleaseChatOps.Templates;

/// <summary>
/// One rendering of a template. Every value is escaped for the kind of text, unless the template says <c>{{ value | raw }}</c>.
/// Naming something that does not exist is a fault; time and memory are limited.
/// </summary>
internal sealed class Rendering : TemplateContext
{
    /// <summary>Far longer than any rendering takes, also in a process that was frozen meanwhile: ends a single step that never would.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // Nodes evaluated: a hundred times more than any of our texts needs, in well under a second. Counted, not timed, since a busy
    // machine may take seconds for the shortest text.
    private const int MostSteps = 500_000;

    /// <summary>In characters: a hundred times more than any of our texts needs.</summary>
    private const int Most = 1_000_000;

    private static readonly ScriptObject builtins = Builtins();

    private readonly Func<string, string> encode;
    private readonly Func<string, Template?> part;
    private int steps;

    /// <param name="values">By the name the template uses.</param>
    /// <param name="encode">Escapes a value.</param>
    /// <param name="part">Finds a template by name; null when there is none.</param>
    public Rendering(ScriptObject values, Func<string, string> encode, Func<string, Template?> part, CancellationToken cancellation)
        : base(builtins)
    {
        (this.encode, this.part) = (encode, part);
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        EnableRelaxedIndexerAccess = false;
        MemberRenamer = member => member.Name;
        // A value of several lines is not reindented, wherever it is placed.
        AutoIndent = false;
        (OutputLimit, OnOutputLimit) = (Most, ScriptLimitBehavior.Throw);
        (LimitToString, OnStringLimit) = (Most, ScriptLimitBehavior.Throw);
        CancellationToken = cancellation;
        PushGlobal(values);
    }

    public override object? Evaluate(ScriptNode? scriptNode, bool aliasReturnedFunction) => ++steps <= MostSteps
        ? base.Evaluate(scriptNode, aliasReturnedFunction)
        : throw new ScriptRuntimeException(scriptNode?.Span ?? default, $"it takes more than {MostSteps} steps");

    public override TemplateContext Write(SourceSpan span, object? textAsObject) => textAsObject switch
    {
        null => this,
        Safe safe => Write(safe.Text),
        _ => Write(encode(ObjectToString(textAsObject) ?? "")),
    };

    /// <summary>Scriban's functions without those that read the clock, take a regular expression or inspect objects.</summary>
    private static ScriptObject Builtins()
    {
        var all = GetDefaultBuiltinObject();
        foreach (var name in (string[])["date", "regex", "object", "include_join"])
            all.Remove(name);
        all.Import("raw", (TemplateContext context, object? value) => new Safe(context.ObjectToString(value) ?? ""));
        all.Remove("include");
        all.Import("include", (TemplateContext context, string name) => ((Rendering)context).Include(name));
        all.IsReadOnly = true;
        return all;
    }

    /// <summary>A part from another file, whose values are already escaped.</summary>
    private Safe Include(string name) => part(name) is { } template
        ? new(RenderTemplate(template.Parsed, [], CurrentNode))
        : throw new Scriban.Syntax.ScriptRuntimeException(CurrentSpan, $"there is no template `{name}` beside this one.");

    /// <summary>Text that is written unescaped.</summary>
    private sealed record Safe(string Text)
    {
        public override string ToString() => Text;
    }
}
