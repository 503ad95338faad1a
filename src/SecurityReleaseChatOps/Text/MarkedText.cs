using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Text;

/// <summary>A range of characters in a text.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MarkedText(int Index, int Length)
{
    public bool Meets(MarkedText other) => Index < other.Index + other.Length && other.Index < Index + Length;
}
