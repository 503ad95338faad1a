using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Store;

/// <summary>The stream LiteDB uses: whole pages at any position. LiteDB uses it from one thread at a time; the file outlives the stream.</summary>
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
            // An IOException would make LiteDB close itself under its other readers.
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

/// <summary>LiteDB's data file, each page with a checksum: LiteDB itself would take a flipped bit for what was saved.</summary>
internal sealed class DataStream(IDurableBytes file) : PageStream
{
    // Of LiteDB's page header: every page of the data file has the same here, and keeps its checksum in that place. One of before has none.
    private const int TransactionId = 14;
    private const uint None = uint.MaxValue;

    public override long Length => file.Length;

    public override void Flush() => file.Sync();

    public override void SetLength(long value) => file.SetLength(value);

    /// <summary>Gives a page its checksum, as it is to stand in the file.</summary>
    public static void Seal(Span<byte> page)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(page[TransactionId..], None);
        BinaryPrimitives.WriteUInt32LittleEndian(page[TransactionId..], Sum(page));
    }

    protected override int ReadAt(Span<byte> buffer, long position)
    {
        ThrowIfNotAPage(buffer.Length, position);
        var read = file.Read(buffer, position);
        if (read == 0)
        {
            return 0;
        }

        var sum = BinaryPrimitives.ReadUInt32LittleEndian(buffer[TransactionId..]);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer[TransactionId..], None);
        return read == Page && (sum == None || sum == Sum(buffer))
            ? read
            : throw new IOException($"Page {position / Page} is damaged: stop the app, put the last backup in its place, start it.");
    }

    protected override void WriteAt(ReadOnlySpan<byte> bytes, long position)
    {
        ThrowIfNotAPage(bytes.Length, position);
        Span<byte> page = stackalloc byte[Page];
        bytes.CopyTo(page);
        Seal(page);
        file.Write(page, position);
    }

    private static uint Sum(ReadOnlySpan<byte> page)
    {
        var sum = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(page))
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        return sum == None ? 0 : sum;
    }

    private static void ThrowIfNotAPage(int length, long position)
    {
        if (length != Page || position % Page != 0)
        {
            throw new NotSupportedException("The data file is read and written in whole pages.");
        }
    }
}
