using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SecurityReleaseChatOps.Load;

/// <summary>As much of Slack's Web API as the app needs: answers at once, and reports when a trigger has opened a view.</summary>
internal sealed class FakeWebApi : IDisposable
{
    /// <summary>PSIRT's members for measurements where they hardly matter.</summary>
    public static readonly IReadOnlyList<string> Two = ["UANN", "UBOB"];

    private readonly IReadOnlyList<string> _people;
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _drawn = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<byte[]>> _opened = new();
    private long _messages;

    /// <param name="people">Slack user ids of PSIRT.</param>
    public FakeWebApi(IReadOnlyList<string> people)
    {
        _people = people;
        _listener.Start(512);
        _ = Accept();
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Completes when the trigger ending in this number has opened a view, with what the app sent.</summary>
    public Task<byte[]> Opened(long number) => Promise(number).Task;

    public void Forget(long number) => _opened.TryRemove(number, out _);

    /// <summary>Completes when a person's Home is drawn next.</summary>
    public Task Drawn(string person) => _drawn.GetOrAdd(person, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Dispose() => _listener.Dispose();

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Serve(await _listener.AcceptSocketAsync());
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The load is over.
        }
    }

    private async Task Serve(Socket socket)
    {
        using var connection = socket;
        socket.NoDelay = true;
        var buffer = new byte[256 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
                if (read == 0)
                    return;
                filled += read;
                if (End(buffer.AsSpan(0, filled)) is not var (body, end) || filled < end)
                    continue;
                await socket.SendAsync(Answer(buffer.AsSpan(0, end), body));
                filled = 0;
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The app is gone.
        }
    }

    private static (int Body, int End)? End(ReadOnlySpan<byte> request)
    {
        var headers = request.IndexOf("\r\n\r\n"u8);
        if (headers < 0)
            return null;
        // Node's fetch sends it in lower case.
        var at = Math.Max(request[..headers].IndexOf("Content-Length: "u8), request[..headers].IndexOf("content-length: "u8));
        var length = 0;
        if (at >= 0)
            Utf8Parser.TryParse(request[(at + 16)..], out length, out _);
        return (headers + 4, headers + 4 + length);
    }

    private byte[] Answer(ReadOnlySpan<byte> request, int body)
    {
        var path = request[5..][..request[5..].IndexOf((byte)' ')];
        var method = path[(path.LastIndexOf((byte)'/') + 1)..];
        if (method.StartsWith("views."u8))
        {
            Open(request[body..]);
            Draw(request[body..]);
            return ViewAnswer;
        }
        return Http(Encoding.ASCII.GetString(method) switch
        {
            "auth.test" => """{"ok":true,"url":"https://load.slack.com/","team":"Load","user":"chatops","team_id":"T1","user_id":"UBOT","bot_id":"BBOT"}""",
            "users.info" => Argument(request[body..], "user") == "UBOB"
                ? """{"ok":true,"user":{"id":"UBOB","name":"bob","real_name":"Bob","tz":"America/New_York"}}"""
                : """{"ok":true,"user":{"id":"UANN","name":"ann","real_name":"Ann","tz":"Europe/Berlin"}}""".Replace(
                    "UANN", Argument(request[body..], "user"), StringComparison.Ordinal),
            "usergroups.list" =>
                """{"ok":true,"usergroups":[{"id":"S1","handle":"psirt"},{"id":"S2","handle":"psirt-admins"},{"id":"S3","handle":"release-managers"},{"id":"S4","handle":"communications"}]}""",
            "usergroups.users.list" =>
                $$"""{"ok":true,"users":[{{string.Join(',', (Argument(request[body..], "usergroup") == "S1" ? _people : ["UANN"]).Select(id => $"\"{id}\""))}}]}""",
            "users.conversations" =>
                """{"ok":true,"channels":[""" + string.Join(',', Channels.Select((name, i) => Channel(name, i)))
                    + """],"response_metadata":{"next_cursor":""}}""",
            "conversations.info" => $$"""{"ok":true,"channel":{{Channel(Argument(request[body..], "channel"))}}}""",
            "conversations.members" => """{"ok":true,"members":["UBOT","UANN","UBOB"],"response_metadata":{"next_cursor":""}}""",
            "conversations.open" => """{"ok":true,"channel":{"id":"D1"}}""",
            "conversations.history" or "conversations.replies" => """{"ok":true,"messages":[],"has_more":false}""",
            "chat.postMessage" or "chat.update" =>
                string.Create(CultureInfo.InvariantCulture, $$"""{"ok":true,"channel":"C0","ts":"1700000000.{{Interlocked.Increment(ref _messages):D6}}"}"""),
            _ => """{"ok":true}""",
        });
    }

    private static string Channel(string name, int i) => $$"""{"id":"C{{i}}","name":"{{name}}","is_member":true,"is_private":true}""";

    private static string Channel(string id) => Channel(Channels[id[1] - '0'], id[1] - '0');

    private static string Argument(ReadOnlySpan<byte> form, string name) =>
        Encoding.ASCII.GetString(form).Split('&').Select(pair => pair.Split('=')).First(pair => pair[0] == name)[1];

    private static readonly string[] Channels = ["sec-psirt-team", "sec-appsec", "thanks", "comms-team-security", "mktgops", "f_upcoming_release", "security"];

    private static readonly byte[] ViewAnswer = Http(
        """{"ok":true,"view":{"id":"V1","type":"modal","hash":"1.1","callback_id":"x","private_metadata":"","state":{"values":{}},"root_view_id":"V1"}}""");

    private static byte[] Http(string json) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}"));

    private void Open(ReadOnlySpan<byte> json)
    {
        var at = json.IndexOf("trigger."u8);
        if (at >= 0 && Utf8Parser.TryParse(json.Slice(at + 8, SlackRequest.Mark.Length), out long number, out _))
            Promise(number).TrySetResult(json.ToArray());
    }

    private void Draw(ReadOnlySpan<byte> json)
    {
        var at = json.IndexOf("\"user_id\":\""u8);
        if (at < 0)
            return;
        var id = json[(at + 11)..];
        if (_drawn.TryRemove(Encoding.ASCII.GetString(id[..id.IndexOf((byte)'"')]), out var waits))
            waits.TrySetResult();
    }

    private TaskCompletionSource<byte[]> Promise(long number) => _opened.GetOrAdd(number, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
