using System.Diagnostics.Metrics;
using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace SecurityReleaseChatOps.Hosting;

/// <summary>
/// What operators watch: metrics for Prometheus at <c>Management:Url</c>, and with <c>Management:Otlp</c> metrics and traces for an
/// OpenTelemetry collector. Neither contains secrets, what people wrote, or names of releases or people.
/// </summary>
internal static class Telemetry
{
    private const string Runtime = "System.Runtime";

    public static void AddTelemetry(this WebApplicationBuilder builder, Settings settings)
    {
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(app => app.AddService(
                Tracing.Name, serviceVersion: typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion))
            .WithMetrics(metrics => metrics.AddMeter(Tracing.Name, Runtime).AddPrometheusExporter(text =>
                (text.ScopeInfoEnabled, text.TargetInfoEnabled, text.ScrapeResponseCacheDurationMilliseconds) = (false, false, 0)));
        // Several apps can run in one process, as in tests: each reports only its own metrics.
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) =>
        {
            var own = services.GetRequiredService<IMeterFactory>();
            metrics.AddView(instrument => instrument.Meter.Name == Runtime || instrument.Meter.Scope == own ? null : MetricStreamConfiguration.Drop);
        });
        if (settings.Otlp is { } collector)
            telemetry.WithTracing(traces => traces.AddSource(Tracing.Name)).UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, collector);
    }
}
