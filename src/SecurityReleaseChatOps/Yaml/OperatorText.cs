using System.Text;

namespace SecurityReleaseChatOps.Yaml;

/// <summary>What an operator put into a file, whatever that is.</summary>
internal static class OperatorText
{
    // In bytes: the longest of ours has a twentieth of it.
    private const int Longest = 512 * 1024;

    /// <summary>The text of a file.</summary>
    /// <exception cref="DefinitionException">It is not UTF-8 text, or too long to be meant.</exception>
    public static string Read(string file)
    {
        using var stream = File.OpenRead(file);
        // What has no end, such as a device, is not read to it.
        var bytes = new byte[Longest + 1];
        var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > Longest)
            throw new DefinitionException(file, 1, $"the file is longer than {Longest / 1024} KiB.");
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes, 0, length).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException fault)
        {
            throw new DefinitionException(file, bytes.AsSpan(0, Math.Clamp(fault.Index, 0, length)).Count((byte)'\n') + 1, "the file is not UTF-8 text.", fault);
        }
    }
}
