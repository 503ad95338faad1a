using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Releases;

/// <summary>A version such as 17.1.2.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReleaseVersion(int Major, int Minor, int Patch) : IComparable<ReleaseVersion>
{
    public int CompareTo(ReleaseVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => $"{Major}.{Minor}.{Patch}";

    public static bool TryParse(string text, out ReleaseVersion version, [NotNullWhen(false)] out string? error) =>
        throw new NotSupportedException();

    /// <summary>Versions separated by commas, spaces or lines; newest first in the answer.</summary>
    public static bool TryParseList(
        string text, [NotNullWhen(true)] out IReadOnlyList<ReleaseVersion>? versions, [NotNullWhen(false)] out string? error) =>
        throw new NotSupportedException();
}

public static class NextVersions
{
    /// <summary>The next patch versions of a product's last three minors, newest first; empty when nothing was released yet.</summary>
    public static IReadOnlyList<ReleaseVersion> Of(string product, IEnumerable<Release> earlier) => throw new NotSupportedException();
}
