using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SecurityReleaseChatOps.Store;

/// <summary>
/// LiteDB's log, made durable: LiteDB itself never syncs it. Each page is in a frame with a checksum chained to the previous frame
/// and with this log's epoch, so that torn tails and leftovers of earlier logs are recognised. Pages gather until the
/// one that confirms their transaction: then all are written at once, and synced before LiteDB continues. A disk fault is recorded, not
/// thrown: thrown in the middle of a transaction it would leave LiteDB in a state whose finalizers crash the process.
/// </summary>
internal sealed class FramedLog : PageStream
{
    private const int Header = 16;
    private const int Frame = Header + Page;

    // Offsets in LiteDB's page header.
    private const int PageId = 0;
    private const int TransactionId = 14;
    private const int IsConfirmed = 18;

    private readonly IDurableBytes file;
    private readonly List<byte[]> pending = [];
    private readonly byte[] frame = new byte[Frame];
    private long durable;
    private ulong epoch;
    private uint chain;

    /// <summary>Recovers from a power cut or kill: reads up to the last complete transaction and cuts off the rest.</summary>
    /// <exception cref="IOException">Something is broken that was whole once.</exception>
    public FramedLog(IDurableBytes file)
    {
        this.file = file;
        var (pages, sum) = (0L, 0u);
        while (file.Read(frame, pages * Frame) == Frame)
        {
            epoch = pages == 0 ? BinaryPrimitives.ReadUInt64LittleEndian(frame) : epoch;
            sum = Sum(sum, frame);
            if (!Fits(frame, sum))
            {
                ThrowIfMoreFollows(pages);
                break;
            }

            pages++;
            if (frame[Header + IsConfirmed] != 0)
            {
                (durable, chain) = (pages, sum);
            }
        }

        CutTail();
        if (durable == 0)
        {
            Restart();
        }
    }

    public override long Length => (durable + pending.Count) * Page;

    /// <summary>Why writes since <see cref="CutTail"/> are not on disk; null: they are.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Discards writes that never became durable, such as after a disk fault.</summary>
    public void CutTail()
    {
        pending.Clear();
        Fault = null;
        if (file.Length != durable * Frame)
        {
            file.SetLength(durable * Frame);
            file.Sync();
        }
    }

    /// <summary>Writes every confirmed page into the data file and empties the log. May be interrupted anywhere and repeated.</summary>
    public void Redo(IDurableBytes data)
    {
        var newest = new Dictionary<uint, long>();
        var open = new Dictionary<uint, List<(uint Page, long At)>>();
        var page = new byte[Page];
        for (var at = 0L; at < durable; at++)
        {
            ReadAt(page, at * Page);
            var transaction = BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(TransactionId));
            ref var pages = ref CollectionsMarshal.GetValueRefOrAddDefault(open, transaction, out _);
            (pages ??= []).Add((BinaryPrimitives.ReadUInt32LittleEndian(page.AsSpan(PageId)), at));
            if (page[IsConfirmed] != 0)
            {
                pages.ForEach(one => newest[one.Page] = one.At);
                open.Remove(transaction);
            }
        }

        foreach (var (id, at) in newest)
        {
            ReadAt(page, at * Page);
            page[IsConfirmed] = 0;
            DataStream.Seal(page);
            data.Write(page, id * (long)Page);
        }

        if (newest.Count > 0)
        {
            data.Sync();
            SetLength(0);
        }
    }

    /// <summary>Writes the pages of a whole database as one transaction.</summary>
    public void Fill(ReadOnlySpan<byte> database)
    {
        for (var at = 0; at < database.Length; at += Page)
        {
            var page = database.Slice(at, Page).ToArray();
            BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(TransactionId), 1);
            page[IsConfirmed] = at + Page == database.Length ? (byte)1 : (byte)0;
            WriteAt(page, Length);
        }
    }

    /// <summary>Nothing to do: a transaction is synced when confirmed.</summary>
    public override void Flush()
    {
    }

    /// <summary>LiteDB empties the log once the data file contains it.</summary>
    public override void SetLength(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0);
        pending.Clear();
        // First its header is invalidated: a log left shortened, not empty, by a power cut would bring back old pages.
        file.Write(new byte[Header], 0);
        file.Sync();
        Restart();
        file.SetLength(0);
    }

    protected override int ReadAt(Span<byte> buffer, long position)
    {
        var (page, within) = Math.DivRem(position, Page);
        if (page < durable)
        {
            if (!ReadFrame(page))
            {
                throw Damaged(page);
            }

            frame.AsSpan(Header + (int)within, buffer.Length).CopyTo(buffer);
            return buffer.Length;
        }

        pending[(int)(page - durable)].AsSpan(Header + (int)within, buffer.Length).CopyTo(buffer);
        return buffer.Length;
    }

    protected override void WriteAt(ReadOnlySpan<byte> bytes, long position)
    {
        if (position != Length || bytes.Length != Page)
        {
            throw new NotSupportedException("The log takes whole pages at its end.");
        }

        var next = new byte[Frame];
        BinaryPrimitives.WriteUInt64LittleEndian(next, epoch);
        bytes.CopyTo(next.AsSpan(Header));
        pending.Add(next);
        if (bytes[IsConfirmed] != 0)
        {
            WritePending();
        }
    }

    private void WritePending()
    {
        try
        {
            SyncPending();
        }
        catch (Exception e)
        {
            Fault = e;
        }
    }

    private void SyncPending()
    {
        var (group, sum) = (new byte[pending.Count * Frame], chain);
        for (var i = 0; i < pending.Count; i++)
        {
            sum = Sum(sum, pending[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(pending[i].AsSpan(8), sum);
            pending[i].CopyTo(group.AsSpan(i * Frame));
        }

        file.Write(group, durable * Frame);
        file.Sync();
        durable += pending.Count;
        chain = sum;
        pending.Clear();
    }

    private void Restart()
    {
        (durable, chain) = (0, 0);
        epoch = BinaryPrimitives.ReadUInt64LittleEndian(Guid.NewGuid().ToByteArray());
    }

    /// <summary>
    /// A tail is torn amid the transaction that was being written. Where one that is whole follows, and another behind it was begun, what is broken
    /// was synced before: it was saved, and cut off it would be lost without a word.
    /// </summary>
    private void ThrowIfMoreFollows(long broken)
    {
        var isWhole = false;
        for (var at = broken + 1; (at + 1) * Frame <= file.Length; at++)
        {
            var fits = ReadFrame(at);
            if (fits && isWhole)
            {
                throw Damaged(broken);
            }

            isWhole = fits && frame[Header + IsConfirmed] != 0;
        }
    }

    /// <summary>Reads a frame.</summary>
    /// <returns>Whether it fits the one before.</returns>
    private bool ReadFrame(long at)
    {
        Span<byte> before = stackalloc byte[4];
        if (at > 0)
        {
            file.Read(before, ((at - 1) * Frame) + 8);
        }

        return file.Read(frame, at * Frame) == Frame && Fits(frame, Sum(BinaryPrimitives.ReadUInt32LittleEndian(before), frame));
    }

    private bool Fits(byte[] frame, uint sum) =>
        BinaryPrimitives.ReadUInt64LittleEndian(frame) == epoch && BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(8)) == sum;

    private static IOException Damaged(long page) =>
        new($"Page {page} of its log is damaged: stop the app, put the last backup in its place, start it.");

    /// <summary>Over epoch and page, chained to the previous frame.</summary>
    private static uint Sum(uint before, byte[] frame)
    {
        var sum = BitOperations.Crc32C(~before, BinaryPrimitives.ReadUInt64LittleEndian(frame));
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(frame.AsSpan(Header)))
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        return sum;
    }
}
