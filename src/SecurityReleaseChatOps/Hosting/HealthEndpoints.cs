using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SecurityReleaseChatOps.Hosting;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the app can do its work.</summary>
internal static class HealthEndpoints
{
    /// <summary>For the public port, where anyone may ask: only a status word.</summary>
    public static void MapHealth(this WebApplication app) => Map(app, (http, report) => http.Response.WriteAsync(report.Status.ToString()));

    /// <summary>The same for operators, with what is wrong in words.</summary>
    public static void MapHealthInWords(this WebApplication app) => Map(app, Write);

    private static void Map(WebApplication app, Func<HttpContext, HealthReport, Task> write)
    {
        app.Map("/health/live", http => Answer(http, new(new Dictionary<string, HealthReportEntry>(), TimeSpan.Zero)));
        app.Map("/health/ready", async http =>
            await Answer(http, await Look(http.RequestServices.GetRequiredService<HealthCheckService>(), http.RequestAborted)));

        Task Answer(HttpContext http, HealthReport report)
        {
            http.Response.StatusCode = report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            http.Response.ContentType = "text/plain";
            http.Response.Headers.CacheControl = "no-store, no-cache";
            return write(http, report);
        }
    }

    /// <summary>Checks the store first: without it no other check works, and a load balancer needs to know within a second.</summary>
    private static async Task<HealthReport> Look(HealthCheckService checks, CancellationToken ct)
    {
        var store = await checks.CheckHealthAsync(check => check.Name == StoreHealth.Name, ct);
        return store.Status == HealthStatus.Unhealthy ? store : await checks.CheckHealthAsync(ct);
    }

    private static async Task Write(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("status", report.Status.ToString());
        foreach (var (name, entry) in report.Entries)
        {
            json.WriteStartObject(name);
            json.WriteString("status", entry.Status.ToString());
            json.WriteString("says", entry.Description);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
