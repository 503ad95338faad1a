using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>Chooses a person.</summary>
public sealed record UserSelectMenu : InputElement
{
    /// <summary>The id of the initially chosen person.</summary>
    public string? InitialUser { get; init; }
}

/// <summary>Chooses people.</summary>
public sealed record UserMultiSelectMenu : InputElement
{
    /// <summary>The initially chosen ids.</summary>
    public IReadOnlyList<string>? InitialUsers { get; init; }

    /// <summary>The maximum number of choices.</summary>
    public int? MaxSelectedItems { get; init; }
}

/// <summary>Chooses a channel or another conversation.</summary>
public sealed record ConversationSelectMenu : InputElement
{
    /// <summary>The id of the initially chosen conversation.</summary>
    public string? InitialConversation { get; init; }

    /// <summary>Whether the conversation the user is in is chosen initially.</summary>
    public bool? DefaultToCurrentConversation { get; init; }
}

/// <summary>Chooses channels and other conversations.</summary>
public sealed record ConversationMultiSelectMenu : InputElement
{
    /// <summary>The initially chosen ids.</summary>
    public IReadOnlyList<string>? InitialConversations { get; init; }

    /// <summary>The maximum number of choices.</summary>
    public int? MaxSelectedItems { get; init; }
}

/// <summary>A date.</summary>
public sealed record DatePicker : InputElement
{
    /// <summary>The initial date.</summary>
    public DateOnly? InitialDate { get; init; }
}

/// <summary>A time of day, to the minute.</summary>
public sealed record TimePicker : InputElement
{
    /// <summary>The initial time.</summary>
    [JsonConverter(typeof(MinuteConverter))]
    public TimeOnly? InitialTime { get; init; }

    /// <summary>The time zone shown beside it, as an IANA name.</summary>
    public string? Timezone { get; init; }
}

/// <summary>A date and time, shown in the user's own time zone.</summary>
public sealed record DateTimePicker : ActionElement
{
    /// <summary>The initial date and time.</summary>
    [JsonConverter(typeof(UnixSecondsConverter))]
    public DateTimeOffset? InitialDateTime { get; init; }

    /// <summary>Whether it has the focus when the view opens.</summary>
    public bool? FocusOnLoad { get; init; }
}

/// <summary>A text field.</summary>
public sealed record PlainTextInput : InputElement
{
    /// <summary>The initial text; at most <see cref="MaxLength"/>, and never more than 3000 characters.</summary>
    public string? InitialValue { get; init; }

    /// <summary>Whether it takes several lines.</summary>
    public bool? Multiline { get; init; }

    /// <summary>The minimum number of characters, 0–3000.</summary>
    public int? MinLength { get; init; }

    /// <summary>The maximum number of characters, 1–3000.</summary>
    public int? MaxLength { get; init; }
}

/// <summary>Uploads files to Slack; allowed in input blocks of modals only.</summary>
public sealed record FileInput : ActionElement
{
    /// <summary>The accepted extensions, without the dot; all if not given.</summary>
    public IReadOnlyList<string>? Filetypes { get; init; }

    /// <summary>The maximum number of files, 1–10; 10 if not given.</summary>
    public int? MaxFiles { get; init; }
}

/// <summary>A URL.</summary>
public sealed record UrlTextInput : InputElement
{
    /// <summary>The initial URL.</summary>
    public string? InitialValue { get; init; }
}

/// <summary>An e-mail address.</summary>
public sealed record EmailTextInput : InputElement
{
    /// <summary>The initial address.</summary>
    public string? InitialValue { get; init; }
}

/// <summary>A number.</summary>
public sealed record NumberInput : InputElement
{
    /// <summary>Whether decimals are allowed.</summary>
    public required bool IsDecimalAllowed { get; init; }

    /// <summary>The initial number, in digits.</summary>
    public string? InitialValue { get; init; }

    /// <summary>The minimum, in digits.</summary>
    public string? MinValue { get; init; }

    /// <summary>The maximum, in digits.</summary>
    public string? MaxValue { get; init; }
}
