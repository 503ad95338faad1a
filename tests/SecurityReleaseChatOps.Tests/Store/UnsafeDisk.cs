using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>Files in memory, on a disk that can be full and lose power: each block not synced by then is kept, lost or torn.</summary>
internal sealed class UnsafeDisk(Random random)
{
    private const int Block = 512;
    private readonly Dictionary<string, Content> files = [];
    private int left = int.MaxValue;

    public bool IsFull { get; set; }

    public IDurableBytes Open(string path)
    {
        if (!files.TryGetValue(path, out var content))
            files[path] = content = new Content();
        return new OpenFile(this, content);
    }

    /// <summary>The power is cut after this many more writes, syncs and truncations.</summary>
    public void CutsPowerAfter(int operations) => left = operations;

    /// <summary>The power comes back.</summary>
    public void Restart()
    {
        left = int.MaxValue;
        foreach (var content in files.Values)
            content.LosePower(random);
    }

    private void Operate()
    {
        if (left == 0)
            throw new IOException("The power is cut.");
        left--;
    }

    private sealed class Content
    {
        private readonly HashSet<int> dirty = [];
        private byte[] durable = [];

        public byte[] Now { get; private set; } = [];

        public void Write(ReadOnlySpan<byte> bytes, int offset)
        {
            Resize(Math.Max(Now.Length, offset + bytes.Length));
            bytes.CopyTo(Now.AsSpan(offset));
            dirty.UnionWith(Enumerable.Range(offset / Block, ((offset + bytes.Length - 1) / Block) - (offset / Block) + 1));
        }

        public void Resize(int length)
        {
            var now = Now;
            Array.Resize(ref now, length);
            Now = now;
        }

        public void Sync()
        {
            durable = [.. Now];
            dirty.Clear();
        }

        public void LosePower(Random random)
        {
            var (shorter, longer) = (Math.Min(durable.Length, Now.Length), Math.Max(durable.Length, Now.Length));
            var length = random.Next(3) switch { 0 => durable.Length, 1 => Now.Length, _ => random.Next(shorter, longer + 1) };
            var left = new byte[length];
            durable.AsSpan(0, Math.Min(length, durable.Length)).CopyTo(left);
            foreach (var start in dirty.Select(block => block * Block).Where(start => start < Math.Min(length, Now.Length)))
            {
                var kept = Math.Min(random.Next(3) switch { 0 => 0, 1 => Block, _ => random.Next(Block) }, Math.Min(length, Now.Length) - start);
                Now.AsSpan(start, kept).CopyTo(left.AsSpan(start));
            }
            Now = left;
            Sync();
        }
    }

    private sealed class OpenFile(UnsafeDisk disk, Content content) : IDurableBytes
    {
        public long Length => content.Now.Length;

        public int Read(Span<byte> buffer, long offset)
        {
            var there = content.Now.AsSpan((int)Math.Min(offset, content.Now.Length));
            var read = Math.Min(there.Length, buffer.Length);
            there[..read].CopyTo(buffer);
            return read;
        }

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            disk.Operate();
            if (disk.IsFull && offset + bytes.Length > content.Now.Length)
                throw new IOException("No space left on device.");
            content.Write(bytes, (int)offset);
        }

        public void SetLength(long length)
        {
            disk.Operate();
            content.Resize((int)length);
        }

        public void Sync()
        {
            disk.Operate();
            content.Sync();
        }

        public void Dispose()
        {
        }
    }
}
