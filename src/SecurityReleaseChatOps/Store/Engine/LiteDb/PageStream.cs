namespace SecurityReleaseChatOps.Store;

/// <summary>A stream as LiteDB uses one: whole pages at any place. LiteDB lets one thread at a time in; the file outlives the stream.</summary>
internal abstract class PageStream : Stream
{
    /// <summary>LiteDB's page, in bytes.</summary>
    public const int Page = 8192;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Position { get; set; }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            var read = ReadAt(buffer.AsSpan(offset, count), Position);
            Position += read;
            return read;
        }
        catch (IOException e)
        {
            // On an IOException LiteDB would close itself under its other readers.
            throw new InvalidDataException(e.Message, e);
        }
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        WriteAt(buffer.AsSpan(offset, count), Position);
        Position += count;
    }

    protected abstract int ReadAt(Span<byte> buffer, long position);

    protected abstract void WriteAt(ReadOnlySpan<byte> bytes, long position);
}

/// <summary>LiteDB's data file.</summary>
internal sealed class DataStream(IDurableBytes file) : PageStream
{
    public override long Length => file.Length;

    public override void Flush() => file.Sync();

    public override void SetLength(long value) => file.SetLength(value);

    protected override int ReadAt(Span<byte> buffer, long position) => file.Read(buffer, position);

    protected override void WriteAt(ReadOnlySpan<byte> bytes, long position) => file.Write(bytes, position);
}
