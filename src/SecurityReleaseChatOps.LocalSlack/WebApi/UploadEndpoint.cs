using System.Net.Mime;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Uploads and downloads of files.</summary>
internal sealed class UploadEndpoint(Workspace workspace)
{
    /// <summary><c>POST /upload/v1/{key}</c>: raw bytes, or the first file of a form.</summary>
    public async Task Upload(HttpContext http)
    {
        var key = (string)http.Request.RouteValues["key"]!;
        var file = workspace.Do(_ => workspace.Files.Values.FirstOrDefault(f => f.UploadKey == key && !f.Completed));
        var bytes = file is null ? null : await Content(http);
        if (file is null || bytes is null || bytes.Length != file.Length)
        {
            http.Response.StatusCode = file is null ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest;
            await http.Response.WriteAsync(file is null ? "No such upload." : $"Expected {file.Length} bytes.", http.RequestAborted);
            return;
        }
        workspace.WriteContent(file.Id, bytes);
        workspace.Do(change =>
        {
            file.Uploaded = true;
            change.Save(file);
        });
        await http.Response.WriteAsync($"OK - {bytes.Length}", http.RequestAborted);
    }

    /// <summary><c>GET /files/{id}</c>, a file's <c>url_private</c>: needs the bot's token; anyone else is sent to a sign-in page, as by Slack.</summary>
    public Task Download(HttpContext http)
    {
        if (http.Request.Headers.Authorization == $"Bearer {workspace.Team.BotToken}" && workspace.App.Scopes?.Contains("files:read") != false)
            return Show(http);
        http.Response.Redirect("/");
        return Task.CompletedTask;
    }

    /// <summary><c>GET /control/files/{id}</c>: always as a download, so that an uploaded file never runs as a page of this server.</summary>
    public async Task Show(HttpContext http)
    {
        var id = (string)http.Request.RouteValues["id"]!;
        if (workspace.Do(_ => workspace.Files.GetValueOrDefault(id)) is not { Completed: true } file || workspace.ReadContent(id) is not { } bytes)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        http.Response.ContentType = MediaTypeNames.Application.Octet;
        http.Response.Headers.ContentDisposition = new ContentDisposition { FileName = Uri.EscapeDataString(file.Name) }.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private static async Task<byte[]?> Content(HttpContext http)
    {
        var body = await RequestBody.Read(http, FileMethods.LargestFile + 64 * 1024);
        if (body is null || !http.Request.HasFormContentType)
            return body;
        http.Request.Body = new MemoryStream(body);
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form.Files.Count == 0)
            return null;
        using var memory = new MemoryStream();
        await form.Files[0].CopyToAsync(memory, http.RequestAborted);
        return memory.ToArray();
    }
}
