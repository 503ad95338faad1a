using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>Chooses a person.</summary>
public sealed record UserSelectMenu : InputElement
{
    /// <summary>The id of the person chosen at first.</summary>
    public string? InitialUser { get; init; }
}

/// <summary>Chooses people.</summary>
public sealed record UserMultiSelectMenu : InputElement
{
    /// <summary>The ids of those chosen at first.</summary>
    public IReadOnlyList<string>? InitialUsers { get; init; }

    /// <summary>At most so many.</summary>
    public int? MaxSelectedItems { get; init; }
}

/// <summary>Chooses a channel or another conversation.</summary>
public sealed record ConversationSelectMenu : InputElement
{
    /// <summary>The id of the one chosen at first.</summary>
    public string? InitialConversation { get; init; }

    /// <summary>Whether the conversation that the user is in is chosen at first.</summary>
    public bool? DefaultToCurrentConversation { get; init; }
}

/// <summary>Chooses channels and other conversations.</summary>
public sealed record ConversationMultiSelectMenu : InputElement
{
    /// <summary>The ids of those chosen at first.</summary>
    public IReadOnlyList<string>? InitialConversations { get; init; }

    /// <summary>At most so many.</summary>
    public int? MaxSelectedItems { get; init; }
}

/// <summary>A day.</summary>
public sealed record DatePicker : InputElement
{
    /// <summary>The day at first.</summary>
    public DateOnly? InitialDate { get; init; }
}

/// <summary>A time of day, to the minute.</summary>
public sealed record TimePicker : InputElement
{
    /// <summary>The time at first.</summary>
    [JsonConverter(typeof(MinuteConverter))]
    public TimeOnly? InitialTime { get; init; }

    /// <summary>The zone that is named beside it, as an IANA name.</summary>
    public string? Timezone { get; init; }
}

/// <summary>A moment, shown in the user's own zone.</summary>
public sealed record DateTimePicker : ActionElement
{
    /// <summary>The moment at first.</summary>
    [JsonConverter(typeof(UnixSecondsConverter))]
    public DateTimeOffset? InitialDateTime { get; init; }

    /// <summary>Whether the cursor starts here.</summary>
    public bool? FocusOnLoad { get; init; }
}

/// <summary>Words.</summary>
public sealed record PlainTextInput : InputElement
{
    /// <summary>The words at first; no more than <see cref="MaxLength"/>, and never over 3000 characters.</summary>
    public string? InitialValue { get; init; }

    /// <summary>Whether it has several lines.</summary>
    public bool? Multiline { get; init; }

    /// <summary>At least so many characters, 0–3000.</summary>
    public int? MinLength { get; init; }

    /// <summary>At most so many characters, 1–3000.</summary>
    public int? MaxLength { get; init; }
}

/// <summary>Files of the person's own, which Slack keeps; stands in input blocks of modals only.</summary>
public sealed record FileInput : ActionElement
{
    /// <summary>The endings that are taken, without a dot; all if not given.</summary>
    public IReadOnlyList<string>? Filetypes { get; init; }

    /// <summary>At most so many, 1–10; 10 if not given.</summary>
    public int? MaxFiles { get; init; }
}

/// <summary>A link.</summary>
public sealed record UrlTextInput : InputElement
{
    /// <summary>The link at first.</summary>
    public string? InitialValue { get; init; }
}

/// <summary>An e-mail address.</summary>
public sealed record EmailTextInput : InputElement
{
    /// <summary>The address at first.</summary>
    public string? InitialValue { get; init; }
}

/// <summary>A number.</summary>
public sealed record NumberInput : InputElement
{
    /// <summary>Whether it may have a fraction.</summary>
    public required bool IsDecimalAllowed { get; init; }

    /// <summary>The number at first, in digits.</summary>
    public string? InitialValue { get; init; }

    /// <summary>The least, in digits.</summary>
    public string? MinValue { get; init; }

    /// <summary>The greatest, in digits.</summary>
    public string? MaxValue { get; init; }
}
