namespace SecurityReleaseChatOps.Yaml;

/// <summary>A definition that cannot be used: where, and why.</summary>
/// <param name="line">Counted from 1.</param>
public sealed class DefinitionException(string file, long line, string fault, Exception? inner = null)
    : Exception($"{file}, line {line}: {fault}", inner);
