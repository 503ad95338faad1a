using System.Text.Json;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Reads a request's body once, up to a limit.</summary>
internal static class RequestBody
{
    /// <returns>Null if it is longer than <paramref name="most"/> bytes.</returns>
    public static async Task<byte[]?> Read(HttpContext http, int most)
    {
        if (http.Request.ContentLength > most)
            return null;
        using var memory = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
        {
            if (memory.Length + read > most)
                return null;
            memory.Write(buffer, 0, read);
        }
        return memory.ToArray();
    }

    /// <summary>A Web API call's arguments, from the query and from the form or JSON body.</summary>
    public static async Task<JsonObject> Arguments(HttpContext http, byte[] body)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in http.Request.Query)
            arguments[name] = value.ToString();
        if (http.Request.HasFormContentType)
        {
            http.Request.Body = new MemoryStream(body);
            try
            {
                foreach (var (name, value) in await http.Request.ReadFormAsync(http.RequestAborted))
                    arguments[name] = value.ToString();
            }
            catch (InvalidDataException)
            {
                throw new SlackError("invalid_form_data");
            }
        }
        else if (http.Request.HasJsonContentType() && body.Length > 0)
        {
            foreach (var (name, value) in Json(body))
                arguments[name] = value?.DeepClone();
        }
        return arguments;
    }

    private static JsonObject Json(byte[] body)
    {
        try
        {
            return JsonText.Parse(body) as JsonObject ?? throw new SlackError("json_not_object");
        }
        catch (JsonException)
        {
            throw new SlackError("invalid_json");
        }
    }
}
