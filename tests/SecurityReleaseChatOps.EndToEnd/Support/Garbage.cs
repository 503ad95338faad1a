using System.Net.Sockets;
using System.Text;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>
/// Has a .NET process collect its garbage, over its diagnostics socket, as <c>dotnet-gcdump</c> does.
/// Source: dotnet/diagnostics, <c>documentation/design-docs/ipc-protocol.md</c>.
/// </summary>
internal static class Garbage
{
    private const string Magic = "DOTNET_IPC_V1\0";
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const ulong CollectsFirst = 0x800000;
    private const byte EventPipe = 2, CollectTracing2 = 3, Server = 0xFF, Ok = 0;
    private const int HeaderLength = 20;

    /// <summary>Begins a full collection.</summary>
    public static async Task Collect(int processId)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(Path.GetTempPath(), $"dotnet-diagnostic-{processId}-{Begun(processId)}-socket")));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Request());
        var answer = new byte[HeaderLength];
        await stream.ReadExactlyAsync(answer);
        answer[16..18].ShouldBe([Server, Ok]);
    }

    /// <summary>
    /// When the process began, in ticks since the machine did, field 22 of <c>proc_pid_stat(5)</c>: by it the runtime tells a process from
    /// a killed one that had the same id, whose socket is still there.
    /// </summary>
    private static string Begun(int processId)
    {
        var stat = File.ReadAllText($"/proc/{processId}/stat");
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[19];
    }

    /// <summary>Begins a session of events, of which the runtime only has to collect first; it ends with the connection.</summary>
    private static byte[] Request()
    {
        using var request = new MemoryStream();
        using var write = new BinaryWriter(request);
        write.Write(Encoding.ASCII.GetBytes(Magic));
        write.Write((ushort)0); // the length, known at the end
        write.Write((byte[])[EventPipe, CollectTracing2, 0, 0]);
        const uint megabytes = 1, format = 1, providers = 1, informational = 4, filterLength = 0;
        write.Write(megabytes);
        write.Write(format);
        write.Write(false);
        write.Write(providers);
        write.Write(CollectsFirst);
        write.Write(informational);
        write.Write((uint)Runtime.Length + 1);
        write.Write(Encoding.Unicode.GetBytes(Runtime + '\0'));
        write.Write(filterLength);
        write.Seek(Magic.Length, SeekOrigin.Begin);
        write.Write((ushort)request.Length);
        return request.ToArray();
    }
}
