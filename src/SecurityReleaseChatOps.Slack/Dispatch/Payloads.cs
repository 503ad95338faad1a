using System.Text.Json;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

// Slack's JSON as it arrives. Fields not named here are ignored.

internal sealed record InteractionPayload
{
    public string? Type { get; init; }

    public IdName? Team { get; init; }

    public UserPayload? User { get; init; }

    public IdName? Channel { get; init; }

    public ContainerPayload? Container { get; init; }

    public string? TriggerId { get; init; }

    public string? ResponseUrl { get; init; }

    public string? CallbackId { get; init; }

    public string? ActionId { get; init; }

    public string? BlockId { get; init; }

    public string? Value { get; init; }

    public bool IsCleared { get; init; }

    public MessageInfo? Message { get; init; }

    public ViewInfo? View { get; init; }

    public ViewState? State { get; init; }

    public IReadOnlyList<ActionPayload>? Actions { get; init => field = NoNulls.In(value); }
}

internal sealed record IdName(string? Id, string? Name);

internal sealed record UserPayload(string? Id, string? Name, string? Username);

internal sealed record ContainerPayload(string? MessageTs, string? ChannelId, string? ThreadTs, bool IsEphemeral);

internal sealed record ActionPayload
{
    public string Type { get; init => field = value ?? ""; } = "";

    public string ActionId { get; init => field = value ?? ""; } = "";

    public string BlockId { get; init => field = value ?? ""; } = "";

    public string? Value { get; init; }

    public Option? SelectedOption { get; init; }

    public IReadOnlyList<Option>? SelectedOptions { get; init => field = NoNulls.In(value); }

    public string? SelectedUser { get; init; }

    public IReadOnlyList<string>? SelectedUsers { get; init => field = NoNulls.In(value); }

    public string? SelectedConversation { get; init; }

    public DateOnly? SelectedDate { get; init; }

    [JsonConverter(typeof(MinuteConverter))]
    public TimeOnly? SelectedTime { get; init; }

    [JsonConverter(typeof(UnixSecondsConverter))]
    public DateTimeOffset? SelectedDateTime { get; init; }

    /// <summary>The action as handlers see it; null for an unknown kind.</summary>
    public BlockAction? Typed() => Type switch
    {
        "button" => new ButtonAction { ActionId = ActionId, BlockId = BlockId, Value = Value },
        "static_select" => new StaticSelectAction { ActionId = ActionId, BlockId = BlockId, Selected = SelectedOption },
        "external_select" => new ExternalSelectAction { ActionId = ActionId, BlockId = BlockId, Selected = SelectedOption },
        "overflow" => new OverflowAction { ActionId = ActionId, BlockId = BlockId, Selected = SelectedOption },
        "radio_buttons" => new RadioButtonGroupAction { ActionId = ActionId, BlockId = BlockId, Selected = SelectedOption },
        "multi_static_select" => new StaticMultiSelectAction { ActionId = ActionId, BlockId = BlockId, Selected = SelectedOptions ?? [] },
        "multi_external_select" => new ExternalMultiSelectAction { ActionId = ActionId, BlockId = BlockId, Selected = SelectedOptions ?? [] },
        "checkboxes" => new CheckboxGroupAction { ActionId = ActionId, BlockId = BlockId, Selected = SelectedOptions ?? [] },
        "users_select" => new UserSelectAction { ActionId = ActionId, BlockId = BlockId, SelectedUser = SelectedUser },
        "multi_users_select" => new UserMultiSelectAction { ActionId = ActionId, BlockId = BlockId, SelectedUsers = SelectedUsers ?? [] },
        "conversations_select" => new ConversationSelectAction { ActionId = ActionId, BlockId = BlockId, SelectedConversation = SelectedConversation },
        "datepicker" => new DatePickerAction { ActionId = ActionId, BlockId = BlockId, SelectedDate = SelectedDate },
        "timepicker" => new TimePickerAction { ActionId = ActionId, BlockId = BlockId, SelectedTime = SelectedTime },
        "datetimepicker" => new DateTimePickerAction { ActionId = ActionId, BlockId = BlockId, SelectedDateTime = SelectedDateTime },
        "plain_text_input" or "url_text_input" or "email_text_input" or "number_input" =>
            new PlainTextInputAction { ActionId = ActionId, BlockId = BlockId, Value = Value },
        _ => null,
    };
}

internal sealed record EventPayload
{
    public string? Type { get; init; }

    public string? Challenge { get; init; }

    public string? TeamId { get; init; }

    public string? EventId { get; init; }

    public bool IsExtSharedChannel { get; init; }

    public IReadOnlyList<AuthorizationPayload>? Authorizations { get; init => field = NoNulls.In(value); }

    /// <summary>The workspace it was sent to; in a channel shared between organisations it may have happened in another.</summary>
    [JsonIgnore]
    public string? OurTeam => IsExtSharedChannel ? Authorizations?.FirstOrDefault()?.TeamId : TeamId;

    public JsonElement Event { get; init; }
}

internal sealed record AuthorizationPayload(string? TeamId);

internal sealed record ChallengeAnswer(string Challenge);

/// <summary>A slash command as it arrives over a socket.</summary>
internal sealed record CommandPayload(
    string? Command, string? Text, string? TeamId, string? UserId, string? UserName, string? ChannelId, string? ChannelName, string? TriggerId,
    string? ResponseUrl);

/// <summary>
/// Guards against values Slack leaves out or sends as null where the type promises one: a property keeps its initial value (the serializer
/// sets an init-only property to null in both cases), and a list has no null items.
/// </summary>
internal static class NoNulls
{
    public static IReadOnlyList<T>? In<T>(IReadOnlyList<T>? list)
        where T : class => list is not null && list.Contains(null!) ? [.. list.OfType<T>()] : list;

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, TValue>>? In<TValue>(
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, TValue>>? values)
        where TValue : class => values is not null && values.Values.Any(inner => inner is null || inner.Values.Contains(null!))
            ? values.Where(outer => outer.Value is not null).ToDictionary(
                outer => outer.Key,
                IReadOnlyDictionary<string, TValue> (outer) => outer.Value.Where(inner => inner.Value is not null).ToDictionary())
            : values;
}
