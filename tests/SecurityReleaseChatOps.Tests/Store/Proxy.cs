using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace SecurityReleaseChatOps.Tests.Store;

/// <summary>A proxy between an instance and its PostgreSQL that breaks connections as networks do.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<Line> _lines = [];
    private TaskCompletionSource _open = Opened();
    private bool _refuses;

    public Proxy(string connectionString)
    {
        _server = new(connectionString);
        _listener.Start();
        _ = Accept();
    }

    /// <summary>Connects to the server through this proxy.</summary>
    public string ConnectionString =>
        new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.ConnectionString;

    /// <summary>The app's settings for the database through this proxy.</summary>
    public string[] Settings => ["--Storage:Provider=Postgres", $"--Storage:ConnectionString={ConnectionString}"];

    /// <summary>From now on nothing gets through, and new connections get no answer: a silent server.</summary>
    public void Stall()
    {
        lock (_gate)
            _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Breaks all connections and accepts no new ones.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _refuses = true;
            _lines.ForEach(line => line.Break());
            _lines.Clear();
        }
    }

    /// <summary>Existing connections stay open at both ends, but nothing gets through them ever again; new ones work.</summary>
    public void LeaveHalfOpen()
    {
        lock (_gate)
            _lines.ForEach(line => line.IsDead = true);
    }

    /// <summary>The network recovers; what was held up arrives.</summary>
    public void Mend()
    {
        lock (_gate)
        {
            _refuses = false;
            _open.TrySetResult();
        }
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        lock (_gate)
            _lines.ForEach(line => line.Break());
        return ValueTask.CompletedTask;
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }

    private Task WhenOpen()
    {
        lock (_gate)
            return _open.Task;
    }

    private async Task Accept()
    {
        while (true)
            _ = Serve(await _listener.AcceptSocketAsync());
    }

    private async Task Serve(Socket app)
    {
        var isLocal = _server.Host!.StartsWith('/');
        var server = isLocal ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        var line = new Line(app, server);
        try
        {
            lock (_gate)
            {
                if (_refuses)
                {
                    line.Break();
                    return;
                }

                _lines.Add(line);
            }

            await WhenOpen();
            await server.ConnectAsync(
                isLocal ? new UnixDomainSocketEndPoint($"{_server.Host}/.s.PGSQL.{_server.Port}") : new DnsEndPoint(_server.Host!, _server.Port));
            await Task.WhenAny(Pass(line, app, server), Pass(line, server, app));
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // The server is gone, and so is the connection.
        }

        if (!line.IsDead)
            line.Break();
    }

    private async Task Pass(Line line, Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReceiveAsync(buffer) is > 0 and var read)
        {
            await WhenOpen();
            if (line.IsDead)
                return;
            await to.SendAsync(buffer.AsMemory(0, read));
        }
    }

    /// <summary>A connection from the app and its counterpart to the server.</summary>
    private sealed class Line(Socket app, Socket server)
    {
        private volatile bool _isDead;

        public bool IsDead
        {
            get => _isDead;
            set => _isDead = value;
        }

        public void Break()
        {
            app.Dispose();
            server.Dispose();
        }
    }
}
