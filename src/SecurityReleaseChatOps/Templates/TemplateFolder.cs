using System.Reflection;

namespace SecurityReleaseChatOps.Templates;

/// <summary>
/// The templates of a feature: those inside the assembly, and an operator's own, which take the place of those of the same name.
/// The shipped ones are compiled when they are first used: that takes longer than the rest of the start.
/// </summary>
public sealed class TemplateFolder
{
    private readonly Dictionary<string, Lazy<Template>> templates = [];

    private TemplateFolder(IEnumerable<(string Name, Lazy<Template> Template)> all)
    {
        foreach (var (name, template) in all)
            templates[name] = template;
    }

    public IReadOnlyCollection<string> Names => templates.Keys;

    /// <param name="name">A template's file name without its ending.</param>
    /// <exception cref="KeyNotFoundException">There is none of that name; see <see cref="Names"/>.</exception>
    public Template this[string name] => templates[name].Value;

    /// <param name="shipped">The beginning of the embedded resources' names.</param>
    /// <param name="directory">The operator's <c>*.hbs</c> files; null for none.</param>
    /// <exception cref="TemplateException">A file is at fault; the message says which and why.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static TemplateFolder Load(string shipped, string? directory = null)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var resources = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(shipped, StringComparison.Ordinal) && name.EndsWith(".hbs", StringComparison.Ordinal))
            .Select(name => (Template.Name(name[shipped.Length..])!, new Lazy<Template>(() => new(name[shipped.Length..], Text(assembly.GetManifestResourceStream(name)!)))));
        var own = directory is null ? [] : Directory.EnumerateFiles(directory, "*.hbs")
            .Order(StringComparer.Ordinal)
            .Select(file => new Template(Path.GetFileName(file), File.ReadAllText(file)))
            .Select(template => (template.Id, new Lazy<Template>(template)));
        return new(resources.Concat(own));
    }

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
