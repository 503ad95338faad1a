using System.Text;
using System.Text.Json.Nodes;
using SecurityReleaseChatOps.LocalSlack.State;
using SecurityReleaseChatOps.LocalSlack.WebApi;

namespace SecurityReleaseChatOps.LocalSlack.Control;

/// <summary>Files that people upload in forms and with messages: stored by the workspace, and shown to the app as Slack would.</summary>
internal static class GivenFiles
{
    private const int LongestName = 255;

    // Slack's limit per message.
    private const int Most = 10;

    /// <summary>Stores the files of a message.</summary>
    /// <returns>Their ids.</returns>
    public static IReadOnlyList<string> TakeAll(Workspace workspace, User user, JsonNode? given) => given switch
    {
        null => [],
        JsonArray { Count: <= Most } files => [.. files.Select(file => Take(workspace, user, [], file ?? "").Id)],
        JsonArray => throw ControlError.Bad($"A message takes {Most} files."),
        _ => throw ControlError.Bad("'files' is a list of {name, content}, or {name, base64}."),
    };

    /// <summary>
    /// Stores a file of a form: <c>{name, content}</c> with its text, <c>{name, base64}</c> with its bytes, or <c>{id}</c> if it is stored already.
    /// </summary>
    /// <exception cref="ControlError">It is none of these, or its type is not accepted by the element.</exception>
    public static StoredFile Take(Workspace workspace, User user, JsonObject element, JsonNode given)
    {
        if (given is not JsonObject file)
            throw ControlError.Bad("A file is {name, content}, or {name, base64}.");
        if ((string?)file["id"] is { } id)
        {
            return workspace.Do(_ => workspace.Files.GetValueOrDefault(id)) is { } kept && kept.User == user.Id
                ? kept
                : throw ControlError.NotFound($"{user.Name} has no file {id}.");
        }
        var name = Path.GetFileName((string?)file["name"] ?? "");
        if (name.Length is 0 or > LongestName)
            throw ControlError.Bad($"A file needs a name of at most {LongestName} characters.");
        if (element["filetypes"] is JsonArray { Count: > 0 } types && !types.Any(type => name.EndsWith($".{type}", StringComparison.OrdinalIgnoreCase)))
            throw ControlError.Bad($"“{name}” is none of: {string.Join(", ", types)}.");
        var bytes = Bytes(file);
        if (bytes.Length is 0 or > FileMethods.LargestFile)
            throw ControlError.Bad($"“{name}” {(bytes.Length == 0 ? "is empty" : "is larger than 20 MB")}.");
        var stored = workspace.Do(change => change.Save(new StoredFile
        {
            Id = change.NextId("F"), Name =
                name, Title = name, Length = bytes.Length, User = user.Id, Created = workspace.Seconds, UploadKey = "", Uploaded = true, Completed = true,
        }));
        workspace.WriteContent(stored.Id, bytes);
        return stored;
    }

    private static byte[] Bytes(JsonObject file)
    {
        if (file["content"] is JsonValue content)
            return Encoding.UTF8.GetBytes(content.ToString());
        try
        {
            return Convert.FromBase64String((string?)file["base64"] ?? throw ControlError.Bad("A file needs its content: {name, content}, or {name, base64}."));
        }
        catch (FormatException)
        {
            throw ControlError.Bad("'base64' is not base64.");
        }
    }
}
