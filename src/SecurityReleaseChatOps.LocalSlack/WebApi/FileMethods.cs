using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;

namespace SecurityReleaseChatOps.LocalSlack.WebApi;

/// <summary>Files, uploaded in Slack's three steps: get an address, send the bytes there, complete.</summary>
internal static class FileMethods
{
    /// <summary>The largest file accepted here, in bytes; Slack itself accepts 1 GB.</summary>
    public const int LargestFile = 20 * 1024 * 1024;

    public static readonly ApiMethod[] All =
    [
        new("files.getUploadURLExternal", 4, GetUploadUrl, "files:write"),
        new("files.completeUploadExternal", 4, Complete, "files:write"),
        new("files.info", 4, Info, "files:read"),
        new("files.delete", 3, Delete, "files:write"),
    ];

    private static JsonObject GetUploadUrl(ApiCall call)
    {
        var name = call.Required("filename");
        if (call.Number("length") is not (> 0 and <= LargestFile and var length))
            throw SlackError.Invalid("invalid_arguments", [$"must be between 1 and {LargestFile} [json-pointer:/length]"]);
        var file = call.Change.Save(new StoredFile
        {
            Id = call.Change.NextId("F"), Name =
                name, Title =
                    name, AltText =
                        call.Text("alt_txt"), Length = (int)length, User = Seed.BotUser, Created = call.Workspace.Seconds, UploadKey = Seed.Secret(16),
        });
        return new() { ["upload_url"] = $"{call.BaseUrl}/upload/v1/{file.UploadKey}", ["file_id"] = file.Id };
    }

    private static JsonObject Complete(ApiCall call)
    {
        if (call.Json("files", "invalid_arguments") is not JsonArray { Count: > 0 } named)
            throw SlackError.Missing("files");
        var files = named.Select(item => (File: Find(call, (string?)item?["id"]), Title: (string?)item?["title"])).ToArray();
        if (files.Any(f => !f.File.Uploaded || f.File.Completed))
            throw new SlackError("file_not_found");
        var channel = call.Text("channel_id") is { Length: > 0 } ? call.OwnChannel("channel_id") : null;
        foreach (var (file, title) in files)
        {
            (file.Completed, file.Title) = (true, title ?? file.Title);
            if (channel is not null)
                file.Channels.Add(channel.Id);
            call.Change.Save(file);
        }
        if (channel is not null)
        {
            call.Change.Post(new Message
            {
                Channel = channel.Id, Ts = call.Workspace.NewTs(channel.Id), User = Seed.BotUser, BotId = Seed.BotId, Text = call.Text("initial_comment") ?? "",
                Files = [.. files.Select(f => f.File.Id)], ThreadTs = call.Text("thread_ts"),
            });
        }
        return new() { ["files"] = SlackJson.Array(files.Select(f => SlackJson.File(call.Workspace, f.File))) };
    }

    private static JsonObject Info(ApiCall call) => new() { ["file"] = SlackJson.File(call.Workspace, Find(call, call.Required("file"))) };

    private static JsonObject Delete(ApiCall call)
    {
        call.Change.Remove(Find(call, call.Required("file")));
        return [];
    }

    private static StoredFile Find(ApiCall call, string? id) => call.Workspace.Files.GetValueOrDefault(id ?? "") ?? throw new SlackError("file_not_found");
}
