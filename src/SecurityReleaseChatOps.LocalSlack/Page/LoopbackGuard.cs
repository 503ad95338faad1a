using System.Net;

namespace SecurityReleaseChatOps.LocalSlack.Page;

/// <summary>Keeps out other machines, and foreign web pages open in a browser on this one (DNS rebinding, forged posts).</summary>
internal static class LoopbackGuard
{
    public static Func<HttpContext, RequestDelegate, Task> For(LocalSlackOptions options) => (http, next) =>
    {
        if (options.AllowRemote
            ? IsOwnName(http.Request.Host.Host, options) && SameOrigin(http)
            : IsLoopback(http.Connection.RemoteIpAddress) && IsLoopbackName(http.Request.Host.Host) && SameOrigin(http))
            return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return http.Response.WriteAsync(
            options.AllowRemote
                ? "The local workspace answers only by this machine's name or number, or by the name in LocalSlack:Url."
                : "The local workspace answers only to this machine, by its own address.",
            http.RequestAborted);
    };

    public static bool IsLoopbackName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Accepts IP addresses, the machine's name and the configured host: others could be made to resolve to it.</summary>
    private static bool IsOwnName(string host, LocalSlackOptions options) =>
        !Listening.IsName(host)
        || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && host.Equals(url.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>A Unix socket or a test server has no address.</summary>
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool SameOrigin(HttpContext http)
    {
        var headers = http.Request.Headers;
        // A browser sends these headers when another site's page makes the request; following a link is fine.
        if (headers["Sec-Fetch-Site"] == "cross-site" && headers["Sec-Fetch-Mode"] != "navigate")
            return false;
        var origin = headers.Origin.ToString();
        return origin.Length == 0 || origin.Equals($"{http.Request.Scheme}://{http.Request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
