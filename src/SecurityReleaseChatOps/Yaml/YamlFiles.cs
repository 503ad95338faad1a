using System.Reflection;

namespace SecurityReleaseChatOps.Yaml;

/// <summary>The files of a feature's data: those embedded in the assembly, and an operator's own. Each comes with its name, for error messages.</summary>
internal static class YamlFiles
{
    private const int Deepest = 20;

    /// <param name="folder">The beginning of the embedded resources' names.</param>
    public static IEnumerable<(string File, string Text)> Shipped(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal) && name.EndsWith(".yaml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name[folder.Length..], reader.ReadToEnd());
        }
    }

    /// <param name="directory">Folder whose <c>*.yaml</c> and <c>*.yml</c> files are read; null for none.</param>
    /// <exception cref="DefinitionException">A file is not UTF-8 text.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    public static IEnumerable<(string File, string Text)> Own(string? directory) => directory is null ? [] : Directory.EnumerateFiles(directory)
        .Where(file => Path.GetExtension(file) is ".yaml" or ".yml")
        .Order(StringComparer.Ordinal)
        .Select(file => (file, OperatorText.Read(file)));

    /// <summary>What a file says.</summary>
    /// <returns>Null for a file without content.</returns>
    /// <exception cref="DefinitionException">It is not plain YAML: where and why.</exception>
    public static YamlPart? Parse(string text, string file)
    {
        try
        {
            return PlainYaml.Read(text, Deepest);
        }
        catch (PlainYamlException fault)
        {
            throw new DefinitionException(file, fault.Line, fault.Message + ".", fault);
        }
    }

    /// <summary>The same of a file that must say something.</summary>
    /// <inheritdoc cref="Parse" path="/exception"/>
    public static YamlPart Root(string text, string file) => Parse(text, file) ?? throw new DefinitionException(file, 1, "the file says nothing.");
}
