using System.Text;

namespace SecurityReleaseChatOps.Access;

/// <summary>The content of a file that a person gave.</summary>
/// <param name="Name">As they called it.</param>
/// <param name="Content">Its bytes, not yet validated.</param>
public sealed record GivenFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>Reads files that people attach to a form or message: only from Slack, of bounded size, and never stored.</summary>
internal sealed class GivenFiles(ISlackApiClient slack)
{
    /// <param name="most">The largest size accepted, in bytes.</param>
    /// <exception cref="RefusalException">It cannot be read: why, in plain words.</exception>
    public async Task<GivenFile> Read(Slack.FileInfo file, int most, CancellationToken ct)
    {
        var name = NameOf(file);
        try
        {
            // For a file in a channel the app is not in, Slack reports only the id.
            var known = file.UrlPrivate is null ? await slack.Files.Info(file.Id, ct) : file;
            name = NameOf(known);
            if (known.Size > most)
                throw TooLarge(name, most);
            return new(name, await slack.Files.Download(known, most, ct));
        }
        catch (SlackException fault) when (fault.ErrorCode == "file_too_large")
        {
            throw TooLarge(name, most);
        }
        catch (SlackUnreachableException)
        {
            throw new RefusalException($"Slack did not give me “{name}” just now. Please try again.");
        }
        catch (SlackException fault)
        {
            throw new RefusalException($"I cannot read “{name}” ({fault.ErrorCode}): invite me to the channel where it is, or give it anew.");
        }
    }

    /// <summary>A file's text.</summary>
    /// <exception cref="RefusalException">It is not text: said in plain words.</exception>
    public static string Text(GivenFile file)
    {
        try
        {
            // A byte order mark, which some editors write first, is not part of the text.
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file.Content.Span).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new RefusalException($"“{file.Name}” is not UTF-8 text. Save it as UTF-8 and try again.");
        }
    }

    private static string NameOf(Slack.FileInfo file) => file.Name ?? file.Title ?? file.Id;

    private static RefusalException TooLarge(string name, int most) => new($"“{name}” is too large: at most {most / 1024} KB are read.");
}
