using System.Buffers;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Bytes rented from the array pool until disposed.</summary>
internal readonly ref struct PooledBytes(int length)
{
    private readonly byte[] _array = ArrayPool<byte>.Shared.Rent(length);

    public Span<byte> Span => _array;

    public void Dispose() => ArrayPool<byte>.Shared.Return(_array);
}
