using System.Reflection;
using SecurityReleaseChatOps.Yaml;

namespace SecurityReleaseChatOps.Templates;

/// <summary>
/// The templates of a feature: those embedded in the assembly, and an operator's own, which replace those of the same name.
/// The embedded ones are parsed on first use, which keeps the start short; tests prove them valid.
/// </summary>
public sealed class TemplateFolder
{
    private const string Ending = ".scriban";

    /// <summary>The ending that earlier versions read. Ignoring such files would silently replace an operator's text with ours.</summary>
    private const string Former = ".hbs";

    private readonly Dictionary<string, Lazy<Template>> templates = [];

    private TemplateFolder()
    {
    }

    public IReadOnlyCollection<string> Names => templates.Keys;

    /// <param name="name">A template's file name without its ending.</param>
    /// <exception cref="KeyNotFoundException">There is none with this name; see <see cref="Names"/>.</exception>
    public Template this[string name] => templates[name].Value;

    /// <param name="shipped">Prefix of the embedded resources' names.</param>
    /// <param name="directory">Folder of the operator's <c>*.scriban</c> files; null for none.</param>
    /// <exception cref="TemplateException">Some files are wrong: which and why.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static TemplateFolder Load(string shipped, string? directory = null)
    {
        var folder = new TemplateFolder();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(shipped, StringComparison.Ordinal) && name.EndsWith(Ending, StringComparison.Ordinal)))
        {
            var file = name[shipped.Length..];
            folder.templates[Template.Name(file)!] = new(() => folder.Read(file, Text(assembly.GetManifestResourceStream(name)!)));
        }
        if (directory is not null)
            folder.Take(Directory.EnumerateFiles(directory).Order(StringComparer.Ordinal));
        return folder;
    }

    private void Take(IEnumerable<string> files)
    {
        var faults = new List<string>();
        foreach (var path in files)
        {
            var file = Path.GetFileName(path);
            if (file.EndsWith(Former, StringComparison.Ordinal))
                faults.Add(
                    $"{file}: texts are Scriban templates now. Rename it to {file[..^Former.Length]}{Ending} and write `{{{{ if X }}}} … {{{{ end }}}}` "
                    + $"for `{{{{#if X}}}} … {{{{/if}}}}`.");
            if (!file.EndsWith(Ending, StringComparison.Ordinal))
                continue;
            try
            {
                var template = Read(file, OperatorText.Read(path));
                templates[template.Id] = new(template);
            }
            catch (TemplateException fault)
            {
                faults.AddRange(fault.Faults);
            }
        }
        if (faults.Count > 0)
            throw new TemplateException(faults);
    }

    private Template Read(string file, string text) => new(file, text, name => templates.GetValueOrDefault(name)?.Value);

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
