using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.Yaml;

/// <summary>The values of an enumeration as files write them: <c>FieldSecurity</c> is <c>field-security</c>.</summary>
internal static partial class Kebab
{
    public static Dictionary<string, T> Words<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(Word);

    public static string Word<T>(T value)
        where T : struct, Enum =>
        Word(value.ToString());

    /// <summary>A name in kebab case.</summary>
    public static string Word(string name) => Capital().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Capital();
}
