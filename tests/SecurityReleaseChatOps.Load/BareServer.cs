using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;

namespace SecurityReleaseChatOps.Load;

/// <summary>The least a Slack app can do on Kestrel: read the body, check its signature, answer 200. The baseline for the app.</summary>
internal static class BareServer
{
    public static async Task Run(string url, string secret)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        var key = Encoding.UTF8.GetBytes(secret);
        using var hashes = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key));
        app.Run(async context =>
        {
            var read = await context.Request.BodyReader.ReadAtLeastAsync((int)(context.Request.ContentLength ?? 0));
            context.Response.StatusCode = IsGenuine(context.Request.Headers, read, hashes.Value!) ? 200 : 401;
            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        });
        await app.RunAsync();
    }

    private static bool IsGenuine(IHeaderDictionary headers, ReadResult body, IncrementalHash hash)
    {
        var timestamp = headers["X-Slack-Request-Timestamp"].ToString();
        var signature = headers["X-Slack-Signature"].ToString();
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - seconds) > 300
            || signature.Length != 67)
            return false;
        hash.AppendData("v0:"u8);
        hash.AppendData(Encoding.ASCII.GetBytes(timestamp));
        hash.AppendData(":"u8);
        foreach (var part in body.Buffer)
            hash.AppendData(part.Span);
        return CryptographicOperations.FixedTimeEquals(hash.GetHashAndReset(), Convert.FromHexString(signature.AsSpan(3)));
    }
}
