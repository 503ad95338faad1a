using System.Globalization;
using System.Text;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Hosting;

/// <summary><c>/metrics</c>, on the management address: what an operator watches, in Prometheus' text form.</summary>
internal static class MetricsEndpoint
{
    public static void MapMetrics(
        this WebApplication app) => app.MapGet("/metrics",
            async (IOutboxHealth outbox, IEnumerable<IMetrics> sources, TimeProvider time, CancellationToken ct) =>
    {
        var state = await outbox.Read(ct);
        var text = new StringBuilder();
        Gauge("chatops_outbox_waiting", "Slack writes not yet delivered", state.Waiting);
        Gauge("chatops_outbox_oldest_seconds", "Age of the oldest of them", state.OldestWaiting?.TotalSeconds ?? 0);
        Gauge("chatops_outbox_failed", "Slack writes given up", state.Failed);
        Gauge("process_working_set_bytes", "Memory", Environment.WorkingSet);
        Gauge("chatops_clock_seconds", "The app's clock", time.GetUtcNow().ToUnixTimeSeconds());
        foreach (var source in sources)
        {
            foreach (var named in (await source.Read(ct)).GroupBy(metric => (metric.Name, metric.Help)))
            {
                Head(named.Key.Name, named.Key.Help);
                foreach (var metric in named)
                    Value(metric.Label is var (label, of) ? $"{metric.Name}{{{label}=\"{of}\"}}" : metric.Name, metric.Value);
            }
        }
        return Results.Text(text.ToString(), "text/plain; version=0.0.4");

        void Gauge(string name, string help, double value)
        {
            Head(name, help);
            Value(name, value);
        }

        void Head(string name, string help) => text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} gauge\n");

        void Value(string name, double value) => text.Append(CultureInfo.InvariantCulture, $"{name} {value}\n");
    });
}
