namespace SecurityReleaseChatOps.LocalSlack.Page;

/// <summary>The page's files, embedded in the assembly.</summary>
internal static class PageFiles
{
    private const string Policy =
        "default-src 'self'; img-src 'self' https: data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] =
            "text/html; charset=utf-8", [".css"] =
                "text/css; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".mjs"] = "text/javascript; charset=utf-8",
        [".json"] =
            "application/json; charset=utf-8", [".webmanifest"] =
                "application/manifest+json; charset=utf-8", [".svg"] = "image/svg+xml", [".png"] = "image/png",
        [".ico"] = "image/x-icon", [".woff2"] = "font/woff2", [".txt"] = "text/plain; charset=utf-8",
    };

    /// <summary><c>GET /{path}</c>: a file; the page itself for <c>/</c> and every permalink.</summary>
    public static async Task Handle(HttpContext http)
    {
        var path = (http.Request.Path.Value ?? "").TrimStart('/');
        if (path.Length == 0 || path.StartsWith("archives/", StringComparison.Ordinal))
            path = "index.html";
        await using var file = typeof(PageFiles).Assembly.GetManifestResourceStream($"wwwroot/{path}");
        if (file is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("There is no such page in the local workspace.", http.RequestAborted);
            return;
        }
        http.Response.ContentType = Types.GetValueOrDefault(Path.GetExtension(path), "application/octet-stream");
        http.Response.ContentLength = file.Length;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (!HttpMethods.IsHead(http.Request.Method))
            await file.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
