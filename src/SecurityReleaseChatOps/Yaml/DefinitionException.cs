namespace SecurityReleaseChatOps.Yaml;

/// <summary>A definition that cannot be used: where, and why.</summary>
public sealed class DefinitionException(string file, long line, string fault, Exception? inner = null)
    : Exception($"{file}, line {line}: {fault}", inner)
{
    public string File { get; } = file;

    /// <summary>Counted from 1.</summary>
    public long Line { get; } = line;
}
