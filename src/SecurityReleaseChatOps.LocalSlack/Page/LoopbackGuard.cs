using System.Net;

namespace SecurityReleaseChatOps.LocalSlack.Page;

/// <summary>Keeps out whoever is not on this machine, and web pages of others that a browser here has open (DNS rebinding, forged posts).</summary>
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

    /// <summary>A name of someone else's can be made to lead here; a number cannot, and the machine's own name is ours.</summary>
    private static bool IsOwnName(string host, LocalSlackOptions options) =>
        !Listening.IsName(host)
        || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        || (Uri.TryCreate(options.Url, UriKind.Absolute, out var url) && host.Equals(url.Host, StringComparison.OrdinalIgnoreCase));

    /// <summary>Over a unix socket or in a test server there is no address.</summary>
    private static bool IsLoopback(IPAddress? address) => address is null || IPAddress.IsLoopback(address);

    private static bool SameOrigin(HttpContext http)
    {
        var headers = http.Request.Headers;
        // A browser says so when another site's page makes it ask; following a link is fine.
        if (headers["Sec-Fetch-Site"] == "cross-site" && headers["Sec-Fetch-Mode"] != "navigate")
            return false;
        var origin = headers.Origin.ToString();
        return origin.Length == 0 || origin.Equals($"{http.Request.Scheme}://{http.Request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
