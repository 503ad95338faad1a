using System.Reflection;
using System.Text;

namespace SecurityReleaseChatOps.Yaml;

/// <summary>The files of a feature's data: those embedded in the assembly, and an operator's own. Each comes with its name, for error messages.</summary>
internal static class YamlFiles
{
    /// <param name="folder">Prefix of the embedded resources' names.</param>
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
        .Select(file => (file, Read(file)));

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException fault)
        {
            throw new DefinitionException(file, 1, "the file is not UTF-8 text.", fault);
        }
    }
}
