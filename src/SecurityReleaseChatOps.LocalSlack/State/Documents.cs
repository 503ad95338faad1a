using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.LocalSlack.State;

/// <summary>Something the workspace stores: one row of its database.</summary>
internal abstract class Document
{
    [JsonIgnore] public abstract string Kind { get; }

    [JsonIgnore] public abstract string Key { get; }
}

/// <summary>The workspace itself: its names, secrets, counters and the clock's offset.</summary>
internal sealed class Team : Document
{
    public override string Kind => "team";
    public override string Key => "team";
    public string Id { get; init; } = "T01";
    public string Name { get; init; } = "Local workspace";
    public string Domain { get; init; } = "local-workspace";
    public required string BotToken { get; set; }
    public required string AppToken { get; set; }
    public required string SigningSecret { get; set; }
    public required string VerificationToken { get; init; }
    public long ClockOffsetTicks { get; set; }
    public Dictionary<string, int> Counters { get; init; } = [];
}

internal sealed class User : Document
{
    public override string Kind => "user";
    public override string Key => Id;
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string RealName { get; set; }
    public string Title { get; set; } = "";
    public string Tz { get; set; } = "Etc/UTC";
    public string Color { get; init; } = "4a154b";
    public bool IsBot { get; init; }
    public bool IsAdmin { get; init; }

    /// <summary>A guest in some channels, or in a single one.</summary>
    public bool IsRestricted { get; init; }
    public bool IsUltraRestricted { get; init; }

    /// <summary>The workspace of a person from another organisation; null for our own people.</summary>
    public string? OtherTeam { get; init; }
    public bool Deleted { get; set; }
    public string StatusText { get; set; } = "";

    /// <summary>Such as <c>:palm_tree:</c>.</summary>
    public string StatusEmoji { get; set; } = "";

    /// <summary>When the status expires, in Unix seconds; 0 if it does not.</summary>
    public long StatusExpiration { get; set; }

    [JsonIgnore] public string Email => $"{Name}@example.com";
}

internal sealed class Channel : Document
{
    public override string Kind => "channel";
    public override string Key => Id;
    public required string Id { get; init; }
    public string Name { get; set; } = "";
    public string Topic { get; set; } = "";
    public string Purpose { get; set; } = "";
    public string Creator { get; init; } = "";
    public long Created { get; init; }
    public bool IsPrivate { get; set; }
    public bool IsIm { get; init; }
    public bool IsMpim { get; init; }
    public bool IsArchived { get; set; }
    public bool IsExtShared { get; init; }
    public List<string> Members { get; init; } = [];
    public List<Pin> Pins { get; init; } = [];
    public List<Bookmark> Bookmarks { get; init; } = [];

    /// <summary>The channel's kind in Slack's event and scope names.</summary>
    [JsonIgnore] public string Type => IsIm ? "im" : IsMpim ? "mpim" : IsPrivate ? "group" : "channel";
}

internal sealed record Pin(string Ts, string User, long Created);

internal sealed record Bookmark(string Id, string Title, string Link, string Emoji, long Created, string User);

internal sealed class UserGroup : Document
{
    public override string Kind => "usergroup";
    public override string Key => Id;
    public required string Id { get; init; }
    public required string Handle { get; set; }
    public required string Name { get; set; }
    public string Description { get; set; } = "";
    public long Created { get; init; }
    public long Updated { get; set; }
    public long Disabled { get; set; }
    public List<string> Users { get; set; } = [];
}

internal sealed class Message : Document
{
    public override string Kind => "message";
    public override string Key => $"{Channel}/{Ts}";
    public required string Channel { get; init; }
    public required string Ts { get; init; }
    public required string User { get; init; }
    public string? BotId { get; init; }
    public string? Subtype { get; init; }
    public string Text { get; set; } = "";
    public JsonArray? Blocks { get; set; }
    public JsonArray? Attachments { get; set; }
    public JsonObject? Metadata { get; set; }
    public string? ThreadTs { get; init; }
    public string? EditedTs { get; set; }

    /// <summary>The only person who sees it; null if everyone in the channel does.</summary>
    public string? EphemeralTo { get; init; }
    public List<Reaction> Reactions { get; init; } = [];
    public List<string> Files { get; init; } = [];

    /// <summary>Each person's current choices in the message's elements: user → state.values.</summary>
    public Dictionary<string, JsonObject> Picked { get; init; } = [];

    [JsonIgnore] public List<Message> Replies { get; } = [];
}

internal sealed record Reaction(string Name, List<string> Users);

/// <summary>A modal on someone's stack, or someone's App Home.</summary>
internal sealed class View : Document
{
    public override string Kind => "view";
    public override string Key => Id;
    public required string Id { get; init; }
    public required string User { get; init; }
    public required bool IsHome { get; init; }
    public required string RootId { get; init; }
    public string? PreviousId { get; init; }
    public required JsonObject Definition { get; set; }
    public required string Hash { get; set; }
    public required JsonObject Values { get; set; }
    public JsonObject? Errors { get; set; }
    public int Order { get; init; }

    [JsonIgnore] public string? ExternalId => (string?)Definition["external_id"];
}

/// <summary>A response_url: the app may answer to it five times within 30 minutes.</summary>
internal sealed class ResponseUrl : Document
{
    public override string Kind => "response_url";
    public override string Key => Id;
    public required string Id { get; init; }
    public required string Path { get; init; }
    public required string Channel { get; init; }
    public required string User { get; init; }
    public string? MessageTs { get; set; }
    public required DateTimeOffset IssuedReal { get; init; }
    public int Uses { get; set; }
}

/// <summary>An event on its way to the app.</summary>
internal sealed class PendingEvent : Document
{
    public override string Kind => "event";
    public override string Key => Id;
    public required string Id { get; init; }
    public required JsonObject Envelope { get; init; }

    /// <summary>The number of failed attempts so far.</summary>
    public int Failed { get; set; }
    public string? LastReason { get; set; }
    public DateTimeOffset Due { get; set; }
}

internal sealed class ScheduledMessage : Document
{
    public override string Kind => "scheduled";
    public override string Key => Id;
    public required string Id { get; init; }
    public required string Channel { get; init; }
    public required long PostAt { get; init; }
    public required long Created { get; init; }
    public required string Text { get; init; }
    public JsonArray? Blocks { get; init; }
    public JsonObject? Metadata { get; init; }
    public string? ThreadTs { get; init; }
}

internal sealed class StoredFile : Document
{
    public override string Kind => "file";
    public override string Key => Id;
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required string Title { get; set; }
    public string? AltText { get; init; }
    public required string UploadKey { get; init; }
    public required int Length { get; init; }
    public required string User { get; init; }
    public required long Created { get; init; }
    public bool Uploaded { get; set; }
    public bool Completed { get; set; }
    public List<string> Channels { get; init; } = [];
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(UserGroup))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(View))]
[JsonSerializable(typeof(ResponseUrl))]
[JsonSerializable(typeof(PendingEvent))]
[JsonSerializable(typeof(ScheduledMessage))]
[JsonSerializable(typeof(StoredFile))]
internal sealed partial class DocumentJson : JsonSerializerContext;
