using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary><c>/control/…</c>: used by the page and by programs that act as people.</summary>
internal sealed partial class ControlEndpoints(Workspace workspace, ILogger<ControlEndpoints> log)
{
    // Binary files are sent as base64, which is a third longer.
    private const int LargestBody = (FileMethods.LargestFile / 3 * 4) + (1024 * 1024);

    public delegate Task<JsonObject> Handler(ControlCall call);

    public void Map(IEndpointRouteBuilder routes, string method, string path, Handler handler) =>
        routes.MapMethods(path, [method], http => Handle(http, handler));

    public void Map(IEndpointRouteBuilder routes, string method, string path, Func<ControlCall, JsonObject> handler) =>
        Map(routes, method, path, call => Task.FromResult(handler(call)));

    private async Task Handle(HttpContext http, Handler handler)
    {
        JsonObject answer;
        try
        {
            answer = await handler(new ControlCall(http, await Body(http), workspace));
        }
        catch (ControlError error)
        {
            http.Response.StatusCode = error.Status;
            answer = new JsonObject { ["error"] = error.Message };
        }
        catch (SlackError error)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            answer = error.ToJson();
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e)
        {
            LogFailed(log, http.Request.Path, e);
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            answer = new JsonObject { ["error"] = "The local workspace failed here; its log says more." };
        }
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsync(answer.ToText(), http.RequestAborted);
    }

    private static async Task<JsonObject> Body(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method))
            return [];
        var bytes = await RequestBody.Read(http, LargestBody) ?? throw new ControlError(StatusCodes.Status413PayloadTooLarge, "The body is too large.");
        if (bytes.Length == 0)
            return [];
        try
        {
            if (JsonText.Parse(bytes) is JsonObject body)
                return body;
        }
        catch (JsonException e)
        {
            throw ControlError.Bad($"The body is not JSON: {e.Message}");
        }
        throw ControlError.Bad("The body must be a JSON object.");
    }

    [LoggerMessage(LogLevel.Error, "{Path} failed")]
    private static partial void LogFailed(ILogger logger, string path, Exception exception);
}
