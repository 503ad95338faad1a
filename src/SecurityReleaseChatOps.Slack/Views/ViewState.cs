using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>The values of a form, by block id. A field that is empty or missing gives null or an empty list.</summary>
public sealed record ViewState
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, StateValue>> None = [];

    /// <summary>A form without values.</summary>
    public static ViewState Empty { get; } = new();

    /// <summary>Block id → action id → value, as Slack sends it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, StateValue>> Values { get; init => field = NoNulls.In(value) ?? None; } = None;

    /// <summary>The value of a block's (only) element; null if there is none.</summary>
    public StateValue? Value(string blockId) =>
        Values.TryGetValue(blockId, out var actions) ? actions.Values.FirstOrDefault() : null;

    /// <summary>Typed text; null if empty.</summary>
    public string? Text(string blockId) => Value(blockId)?.Value is { Length: > 0 } text ? text : null;

    /// <summary>The value of the chosen option.</summary>
    public string? Option(string blockId) => Value(blockId)?.SelectedOption?.Value;

    /// <summary>The values of the chosen options.</summary>
    public IReadOnlyList<string> Options(string blockId) =>
        Value(blockId)?.SelectedOptions is { } options ? [.. options.Select(o => o.Value)] : [];

    /// <summary>The chosen person's id.</summary>
    public string? User(string blockId) => Value(blockId)?.SelectedUser;

    /// <summary>The chosen people's ids.</summary>
    public IReadOnlyList<string> Users(string blockId) => Value(blockId)?.SelectedUsers ?? [];

    /// <summary>The chosen conversation's id.</summary>
    public string? Conversation(string blockId) => Value(blockId)?.SelectedConversation;

    /// <summary>The chosen conversations' ids.</summary>
    public IReadOnlyList<string> Conversations(string blockId) => Value(blockId)?.SelectedConversations ?? [];

    /// <summary>The chosen date.</summary>
    public DateOnly? Date(string blockId) => Value(blockId)?.SelectedDate;

    /// <summary>The chosen time of day.</summary>
    public TimeOnly? Time(string blockId) => Value(blockId)?.SelectedTime;

    /// <summary>The uploaded files.</summary>
    public IReadOnlyList<FileInfo> Files(string blockId) => Value(blockId)?.Files ?? [];

    /// <summary>The chosen date and time.</summary>
    public DateTimeOffset? DateTime(string blockId) => Value(blockId)?.SelectedDateTime;
}

/// <summary>The value of one element; which property is set depends on its type.</summary>
public sealed record StateValue
{
    /// <summary>The element's type.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>Typed text.</summary>
    public string? Value { get; init; }

    /// <summary>The chosen option.</summary>
    public Option? SelectedOption { get; init; }

    /// <summary>The chosen options.</summary>
    public IReadOnlyList<Option>? SelectedOptions { get; init => field = NoNulls.In(value); }

    /// <summary>The chosen person's id.</summary>
    public string? SelectedUser { get; init; }

    /// <summary>The chosen people's ids.</summary>
    public IReadOnlyList<string>? SelectedUsers { get; init => field = NoNulls.In(value); }

    /// <summary>The chosen conversation's id.</summary>
    public string? SelectedConversation { get; init; }

    /// <summary>The chosen conversations' ids.</summary>
    public IReadOnlyList<string>? SelectedConversations { get; init => field = NoNulls.In(value); }

    /// <summary>The uploaded files.</summary>
    public IReadOnlyList<FileInfo>? Files { get; init => field = NoNulls.In(value); }

    /// <summary>The chosen date.</summary>
    public DateOnly? SelectedDate { get; init; }

    /// <summary>The chosen time of day.</summary>
    [System.Text.Json.Serialization.JsonConverter(typeof(MinuteConverter))]
    public TimeOnly? SelectedTime { get; init; }

    /// <summary>The chosen date and time.</summary>
    [System.Text.Json.Serialization.JsonConverter(typeof(UnixSecondsConverter))]
    public DateTimeOffset? SelectedDateTime { get; init; }
}
