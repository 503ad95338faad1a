using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.EndToEnd.Support;
using Xunit.Abstractions;

namespace SecurityReleaseChatOps.EndToEnd;

/// <summary>
/// Anyone may knock at the public port, and Slack's own requests may be anything that people make of them: every route gets bytes, JSON,
/// forms, sizes, slow bodies and many connections, signed and not. The app lives on, its memory stays bounded, and whoever asks rightly is
/// answered within a second. Some seconds of it each time, from a fixed seed; <c>FUZZ_SECONDS=600</c> goes on for ten minutes.
/// </summary>
public sealed partial class FuzzTests(ITestOutputHelper output)
{
    private const int Workers = 8;
    private const int SlowOnes = 32;
    private const long MostMemory = 160L << 20;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(Number("FUZZ_SECONDS", 5));

    // How fast is what the long run asks; a machine that does much else is only asked whether at all.
    private static readonly TimeSpan Within = Environment.GetEnvironmentVariable("FUZZ_SECONDS") is null ? Patience.Seen : TimeSpan.FromSeconds(1);
    private static readonly int Seed = Number("FUZZ_SEED", 20261126);

    private static readonly string[] Paths =
    [
        "/slack/command", "/slack/action", "/slack/options", "/slack/event", "/slack/events", "/health/live", "/health/ready", "/calendar/x.ics", "/",
        "/%00/..%2f",
    ];

    private static readonly string[] Types =
        ["application/x-www-form-urlencoded", "application/json", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16"];

    // What Slack sends, to be spoilt.
    private static readonly string[] Seeds =
    [
        "command=%2Frelease&text=new&user_id=U03&trigger_id=1.1.1&channel_id=C01&response_url=http%3A%2F%2F127.0.0.1%2F",
        "command=%2Fchecklist&text=done+managers&user_id=U03&trigger_id=1.1.2",
        Payload("""{"type":"block_actions","user":{"id":"U03"},"trigger_id":"1.1.3","actions":[{"type":"button","action_id":"release.choose:R1","value":"R1"}]}"""),
        Payload("""{"type":"view_submission","user":{"id":"U03"},"trigger_id":"1.1.4","view":{"id":"V1","callback_id":"release.new","state":{"values":{}}}}"""),
        Payload("""{"type":"block_suggestion","user":{"id":"U03"},"action_id":"x","value":"a"}"""),
        """{"type":"event_callback","event_id":"Ev1","team_id":"T01","event":{"type":"app_home_opened","user":"U03","tab":"home"}}""",
        """{"type":"event_callback","event_id":"Ev2","event":{"type":"member_joined_channel","user":"U03","channel":"C01"}}""",
        """{"type":"url_verification","challenge":"c"}""",
        "ssl_check=1&token=x",
    ];

    [Fact]
    public async Task Every_route_bears_anything()
    {
        await using var installation = await Installation.Http();
        var (statuses, faults) = (new int[600], new List<string>());
        output.WriteLine($"Seed {Seed}");
        // So much it takes once all its code has run.
        await Fuzz(installation, new Random(Seed), 400, _ => { });
        var before = await Memory(installation);
        var until = Stopwatch.GetTimestamp() + (long)(Time.TotalSeconds * Stopwatch.Frequency);
        var slowest = TimeSpan.Zero;

        var all = Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var random = new Random(Seed + worker + 1);
            while (Stopwatch.GetTimestamp() < until)
                await Fuzz(installation, random, 50, status => Interlocked.Increment(ref statuses[status]));
        })).Append(Task.Run(async () =>
        {
            var random = new Random(Seed);
            while (Stopwatch.GetTimestamp() < until)
                await Slow(installation, random, until);
        })).Append(Task.Run(async () =>
        {
            while (Stopwatch.GetTimestamp() < until)
            {
                var begun = Stopwatch.GetTimestamp();
                var status = await Rightly(installation);
                var took = Stopwatch.GetElapsedTime(begun);
                slowest = took > slowest ? took : slowest;
                if (status != HttpStatusCode.OK || took > Within)
                    faults.Add($"A legitimate command was answered {status} after {took.TotalMilliseconds:0} ms.");
                await Task.Delay(100);
            }
        }));
        await Task.WhenAll(all);
        var after = await Memory(installation);
        var counts = statuses.Select((count, status) => (count, status)).Where(one => one.count > 0).Select(one => $"{one.status}: {one.count}");
        output.WriteLine($"{statuses.Sum()} requests in {Time.TotalSeconds:0} s; {string.Join(", ", counts)}");
        output.WriteLine($"The slowest legitimate answer took {slowest.TotalMilliseconds:0} ms; memory {before >> 20} MB before, {after >> 20} MB after.");
        faults.ShouldBeEmpty();
        statuses.Skip(500).Sum().ShouldBe(0, "the app answered with a fault of its own");
        (after - before).ShouldBeLessThan(MostMemory);
        await installation.Says("/health/ready", "\"status\":\"Healthy\"");
        installation.Output.ShouldNotContain("Unhandled exception");
    }

    private static int Number(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { } number ? int.Parse(number, CultureInfo.InvariantCulture) : otherwise;

    private static string Payload(string json) => "payload=" + Uri.EscapeDataString(json);

    private static async Task Fuzz(Installation installation, Random random, int requests, Action<int> answered)
    {
        using var http = new HttpClient { BaseAddress = installation.AppAddress, Timeout = Patience.Seen };
        for (var i = 0; i < requests; i++)
        {
            using var request = new HttpRequestMessage(random.Next(12) == 0 ? HttpMethod.Get : random.Next(30) == 0 ? HttpMethod.Put : HttpMethod.Post,
                Paths[random.Next(Paths.Length)]);
            var body = Body(random);
            if (request.Method != HttpMethod.Get)
            {
                request.Content = new ByteArrayContent(body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", Types[random.Next(random.Next(3) == 0 ? Types.Length : 2)]);
            }
            // Half of it signed: what is not ends at the signature.
            if (random.Next(2) == 0)
                Sign(request.Headers, body, installation.SigningSecret);
            else if (random.Next(2) == 0)
                request.Headers.TryAddWithoutValidation("X-Slack-Signature", Convert.ToHexString(body.AsSpan(0, Math.Min(body.Length, 40))));
            try
            {
                using var answer = await http.SendAsync(request);
                answered((int)answer.StatusCode);
            }
            catch (HttpRequestException)
            {
                // It was cut off for its size.
                answered(0);
            }
        }
    }

    private static byte[] Body(Random random)
    {
        var seed = Encoding.UTF8.GetBytes(Seeds[random.Next(Seeds.Length)]);
        switch (random.Next(8))
        {
            case 0:
                var noise = new byte[random.Next(2000)];
                random.NextBytes(noise);
                return noise;
            case 1:
                for (var i = random.Next(8); i >= 0; i--)
                    seed[random.Next(seed.Length)] = (byte)random.Next(256);
                return seed;
            case 2:
                return seed[..random.Next(seed.Length)];
            case 3:
                return [.. Encoding.UTF8.GetBytes("payload=" + new string('[', random.Next(100_000)))];
            case 4:
                return Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("""{"a":""", random.Next(5000))));
            case 5:
                var text = new string((char)random.Next(33, 0x2FF), random.Next(20_000));
                return Encoding.UTF8.GetBytes($"command=%2Frelease&user_id=U03&trigger_id={random.Next()}&text={text}");
            case 6 when random.Next(20) == 0:
                return new byte[random.Next(900_000, 1_300_000)];
            default:
                // Rightly formed, about things that are not there, each of its own.
                return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(seed).Replace("1.1.", $"{random.Next()}.1.", StringComparison.Ordinal)
                    .Replace("Ev", $"Ev{random.Next()}", StringComparison.Ordinal).Replace("R1", $"R{random.Next(20)}", StringComparison.Ordinal));
        }
    }

    // Many who send a byte now and then, and some who send nothing at all.
    private static async Task Slow(Installation installation, Random random, long until)
    {
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < SlowOnes; i++)
            {
                var client = new TcpClient();
                open.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, installation.AppAddress.Port);
                var head = "POST /slack/command HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n" + (i % 3 > 1 ? "\r\n" : "");
                if (i % 3 > 0)
                    await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            }
            for (var turn = 0; turn < 20 && Stopwatch.GetTimestamp() < until; turn++)
            {
                foreach (var client in open)
                {
                    if (random.Next(2) == 0)
                        await client.GetStream().WriteAsync(new byte[] { (byte)'x' });
                }
                await Task.Delay(100);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            // The app had enough of it.
        }
        finally
        {
            open.ForEach(client => client.Dispose());
        }
    }

    /// <summary>What Slack would send, on a connection of its own.</summary>
    private static async Task<HttpStatusCode> Rightly(Installation installation)
    {
        using var http = new HttpClient { BaseAddress = installation.AppAddress, Timeout = Patience.Seen };
        var body = Encoding.UTF8.GetBytes($"command=%2Frelease&text=help&user_id=U03&team_id=T01&channel_id=C01&trigger_id={Guid.NewGuid():N}");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/command") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        Sign(request.Headers, body, installation.SigningSecret);
        using var answer = await http.SendAsync(request);
        return (await answer.Content.ReadAsStringAsync()).Contains("/release new", StringComparison.Ordinal) ? answer.StatusCode : HttpStatusCode.NoContent;
    }

    private static void Sign(HttpRequestHeaders headers, byte[] body, string secret)
    {
        var timestamp = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"v0:{timestamp}:"), .. body];
        headers.Add("X-Slack-Request-Timestamp", timestamp);
        headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed)));
    }

    /// <summary>What the app says that it uses.</summary>
    private static async Task<long> Memory(Installation installation) =>
        long.Parse(WorkingSet().Match(await installation.Manages("/metrics")).Groups["bytes"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^dotnet_process_memory_working_set_bytes\{\} (?<bytes>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WorkingSet();
}
