namespace SecurityReleaseChatOps.Templates;

/// <summary>Templates that cannot be used, or that a value is missing for.</summary>
public sealed class TemplateException(IReadOnlyList<string> faults, Exception? inner = null) : Exception(string.Join('\n', faults), inner)
{
    /// <summary>A line for each fault: the file, its line where there is one, and why.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
