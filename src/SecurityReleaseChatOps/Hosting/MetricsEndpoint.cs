using System.Globalization;
using System.Text;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Hosting;

/// <summary><c>/metrics</c>, on the management address: what an operator watches, in Prometheus' text form.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(this WebApplication app) => app.MapGet("/metrics", async (IOutboxHealth outbox, TimeProvider time, CancellationToken ct) =>
    {
        var state = await outbox.Read(ct);
        var text = new StringBuilder();
        Gauge("chatops_outbox_waiting", "Slack writes not yet delivered", state.Waiting);
        Gauge("chatops_outbox_oldest_seconds", "Age of the oldest of them", state.OldestWaiting?.TotalSeconds ?? 0);
        Gauge("chatops_outbox_failed", "Slack writes given up", state.Failed);
        Gauge("process_working_set_bytes", "Memory", Environment.WorkingSet);
        Gauge("chatops_clock_seconds", "The app's clock", time.GetUtcNow().ToUnixTimeSeconds());
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");

        void Gauge(string name, string help, double value) => text.Append(
            CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
    });
}
