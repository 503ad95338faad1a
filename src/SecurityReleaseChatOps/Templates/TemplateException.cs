namespace SecurityReleaseChatOps.Templates;

/// <summary>Templates that cannot be used, or that lack a value.</summary>
public sealed class TemplateException(IReadOnlyList<string> faults, Exception? inner = null) : Exception(string.Join('\n', faults), inner)
{
    /// <summary>One line for each fault: the file, the line if known, and why.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
