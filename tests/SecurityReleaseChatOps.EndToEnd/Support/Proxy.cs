using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>Stands between the app and its PostgreSQL, and can let nothing through any more: a server that is away without a word.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stalled = new();
    private readonly List<Socket> _sockets = [];

    public Proxy(string connectionString)
    {
        _server = new(connectionString);
        _listener.Start();
        _ = Accept();
    }

    /// <summary>The app's settings for the database behind it.</summary>
    public string[] Settings =>
    [
        "--Storage:Provider=Postgres",
        "--Storage:ConnectionString="
            + new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port },
    ];

    /// <summary>From now on nothing gets through, and new connections get no answer.</summary>
    public Task Stall() => _stalled.CancelAsync();

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_sockets)
            _sockets.ForEach(socket => socket.Dispose());
        _stalled.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task Accept()
    {
        while (true)
        {
            var app = await _listener.AcceptSocketAsync();
            var server = _server.Host!.StartsWith('/')
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            lock (_sockets)
                _sockets.AddRange(app, server);
            if (_stalled.IsCancellationRequested)
                continue;
            await server.ConnectAsync(
                _server.Host!.StartsWith('/')
                    ? new UnixDomainSocketEndPoint($"{_server.Host}/.s.PGSQL.{_server.Port}")
                    : new DnsEndPoint(_server.Host!, _server.Port));
            _ = Pass(app, server);
            _ = Pass(server, app);
        }
    }

    private async Task Pass(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer, _stalled.Token) is > 0 and var read)
            await to.SendAsync(buffer.AsMemory(0, read), _stalled.Token);
        to.Dispose();
    }
}
