using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Text;

/// <summary>A place in a text, in characters.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MarkedText(int Index, int Length)
{
    public bool Meets(MarkedText other) => Index < other.Index + other.Length && other.Index < Index + Length;
}
