using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Tests.Conventions;
using SecurityReleaseChatOps.Tests.Driving;

namespace SecurityReleaseChatOps.Tests.Hosting;

/// <summary>What operators see of a running app, and what they must not see.</summary>
public sealed partial class TelemetryTests
{
    private const string Release = "18.6.31";
    private const string Title = "Stored xyzzy in notes";

    [Fact]
    public async Task Metrics_tell_of_answers_calls_commits_and_jobs_and_the_dashboard_names_only_what_is_there()
    {
        await using var day = await TestDay.Start("--Channels:Thanks=nowhere");
        await Played(day);
        var metrics = (await day.Manages("/metrics")).Body;
        foreach (var line in new[]
        {
            """chatops_answer_duration_seconds_count{kind="Command",name="/release",outcome="answered"} """,
            """chatops_answer_duration_seconds_count{kind="ViewSubmission",name="release.new",outcome="answered"} """,
            """chatops_answer_duration_seconds_bucket{kind="Command",name="/release",outcome="answered",le="3"} """,
            """chatops_slack_call_duration_seconds_count{method="chat.postMessage"} """,
            """chatops_slack_errors_total{error="unreachable",method="chat.postMessage"} """,
            """chatops_commits_total{result="saved"} """,
            """chatops_commits_total{result="refused"} """,
            """chatops_guard_refusals_total{at="saving"} """,
            "chatops_store_sync_duration_seconds_count{} ",
            """chatops_job_looks_total{job="handover-prompts",outcome="ok"} """,
            """chatops_job_lag_seconds{job="handover-prompts"} """,
            """chatops_job_last_success_seconds{job="handover-prompts"} """,
            "chatops_outbox_oldest_seconds{} ",
            "dotnet_process_memory_working_set_bytes{} ",
        })
            metrics.ShouldContain("\n" + line);
        SaysNothing(metrics);

        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "grafana", "dashboard.json")))!;
        var used = dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? [])
            .SelectMany(target => Name().Matches((string)target!["expr"]!).Select(name => name.Value)).Distinct().ToList();
        used.Count.ShouldBeGreaterThan(10);
        foreach (var name in used)
            metrics.ShouldMatch($"(?m)^{name}\\{{", $"the dashboard names {name}");
    }

    [Fact]
    public async Task A_collector_gets_one_trace_from_a_press_to_its_message_and_the_log_has_its_id()
    {
        var logs = Directory.CreateTempSubdirectory("chatops-logs-").FullName;
        using var collector = new Collector();
        await using (var day = await TestDay.Start($"--Management:Otlp={collector.Url}", $"--Logs:Folder={logs}", "--Logs:Level=Debug"))
        {
            await Played(day);
            // The last ones are sent when the app ends.
            await day.Restart();
        }
        var sent = collector.Sent("/v1/traces");
        foreach (var part in new[] { "release.new", "commit", "deliver Message", "slack chat.postMessage", "outcome" })
            sent.ShouldContain(part);
        collector.Sent("/v1/metrics").ShouldContain("chatops.answer.duration");
        SaysNothing(sent);
        SaysNothing(collector.Sent("/v1/metrics"));

        var spans = collector.Spans();
        var traces = spans.ToLookup(span => span.Trace, span => span.Name);
        // Other tests run at the same time; what this one did stands in its own log.
        var log = string.Concat(Directory.GetFiles(logs).Select(File.ReadAllText));
        traces.ShouldContain(trace => log.Contains($"\"@tr\":\"{trace.Key.ToLowerInvariant()}\"", StringComparison.Ordinal)
            && !new[] { "release.new", "commit", "deliver Message", "slack chat.postMessage" }.Except(trace).Any());
        Directory.Delete(logs, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_sent_anywhere_unless_a_collector_is_named()
    {
        await using var day = await TestDay.Start();
        day.Services.GetService(typeof(OpenTelemetry.Trace.TracerProvider)).ShouldBeNull();
    }

    private static async Task Played(TestDay day)
    {
        await day.Control.Post("/control/faults", new { method = "chat.postMessage", times = 1, kind = "500" });
        await day.StartsRelease(Release);
        await day.As("anna").Runs($"/release fix gitlab-org/gitlab#123 CVE-2026-1234 high | {Title} | by @anna");
        await day.As("anna").Runs($"/comms check {Title}");
        (await day.Services.GetRequiredService<IStore>().Commit(new Commit().Show("k", "thanks", $"{Release} is near", Classification.Internal)))
            .ShouldBe(CommitResult.Refused);
        await day.Settles();
    }

    private static void SaysNothing(string told)
    {
        foreach (var secret in new[] { Release, Title, "xyzzy", "xoxb-", "xapp-", "anna", "Anna", "U03", "R1\"" })
            told.ShouldNotContain(secret, Case.Sensitive);
    }

    [GeneratedRegex(@"\b(chatops|dotnet)_[a-z0-9_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();

    /// <summary>Receives OpenTelemetry exports, and decodes as much of the protocol as the test needs.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, byte[] Body)> _sent = [];

        public Collector()
        {
            using (var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Url = $"http://{free.LocalEndpoint}/";
            }
            _listener.Prefixes.Add(Url);
            _listener.Start();
            _ = Take();
        }

        public string Url { get; }

        public string Sent(string path) => string.Join('\n', _sent.Where(sent => sent.Path == path).Select(sent => Encoding.Latin1.GetString(sent.Body)));

        public void Dispose() => _listener.Close();

        private async Task Take()
        {
            try
            {
                while (true)
                {
                    var call = await _listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await call.Request.InputStream.CopyToAsync(body);
                    _sent.Enqueue((call.Request.Url!.AbsolutePath, body.ToArray()));
                    call.Response.Close();
                }
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // The test is over.
            }
        }

        /// <summary>All spans: TracesData.resource_spans(1).scope_spans(2).spans(2), each with trace_id(1) and name(5).</summary>
        public IReadOnlyList<(string Trace, string Name)> Spans() =>
        [
            .. from sent in _sent
               where sent.Path == "/v1/traces"
               from resource in Fields(sent.Body, 1)
               from scope in Fields(resource, 2)
               from span in Fields(scope, 2)
               select (Convert.ToHexString(Fields(span, 1).Single()), Encoding.UTF8.GetString(Fields(span, 5).Single())),
        ];

        private static IEnumerable<byte[]> Fields(byte[] message, int number)
        {
            for (var at = 0; at < message.Length;)
            {
                var tag = Varint(message, ref at);
                switch (tag & 7)
                {
                    case 0:
                        Varint(message, ref at);
                        break;
                    case 1:
                        at += 8;
                        break;
                    case 5:
                        at += 4;
                        break;
                    default:
                        var length = (int)Varint(message, ref at);
                        if ((int)(tag >> 3) == number)
                            yield return message[at..(at + length)];
                        at += length;
                        break;
                }
            }
        }

        private static ulong Varint(byte[] message, ref int at)
        {
            var value = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var next = message[at++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }
        }
    }
}
