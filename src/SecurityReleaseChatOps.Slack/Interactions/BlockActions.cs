using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>The use of one element.</summary>
public abstract record BlockAction
{
    /// <summary>The element's action id.</summary>
    public string ActionId { get; init; } = "";

    /// <summary>The id of its block.</summary>
    public string BlockId { get; init; } = "";

    /// <summary>The part of <see cref="ActionId"/> after the first colon; empty without one.</summary>
    public string Detail => ActionId.IndexOf(':') is >= 0 and var colon ? ActionId[(colon + 1)..] : "";
}

/// <summary>A button was pressed.</summary>
public sealed record ButtonAction : BlockAction
{
    /// <summary>The button's value.</summary>
    public string? Value { get; init; }
}

/// <summary>A choice in a static, external, overflow or radio element; <see cref="Selected"/> is null when it was cleared.</summary>
public abstract record OptionAction : BlockAction
{
    /// <summary>The choice.</summary>
    public Option? Selected { get; init; }

    /// <summary>The choice's value.</summary>
    public string? Value => Selected?.Value;
}

/// <summary>Several choices.</summary>
public abstract record OptionsAction : BlockAction
{
    /// <summary>All current choices.</summary>
    public IReadOnlyList<Option> Selected { get; init; } = [];

    /// <summary>Their values.</summary>
    public IReadOnlyList<string> Values => [.. Selected.Select(o => o.Value)];
}

/// <summary>A <see cref="StaticSelectMenu"/>'s choice.</summary>
public sealed record StaticSelectAction : OptionAction;

/// <summary>An <see cref="ExternalSelectMenu"/>'s choice.</summary>
public sealed record ExternalSelectAction : OptionAction;

/// <summary>An <see cref="OverflowMenu"/>'s choice.</summary>
public sealed record OverflowAction : OptionAction;

/// <summary>A <see cref="RadioButtonGroup"/>'s choice.</summary>
public sealed record RadioButtonGroupAction : OptionAction;

/// <summary>A <see cref="StaticMultiSelectMenu"/>'s choices.</summary>
public sealed record StaticMultiSelectAction : OptionsAction;

/// <summary>An <see cref="ExternalMultiSelectMenu"/>'s choices.</summary>
public sealed record ExternalMultiSelectAction : OptionsAction;

/// <summary>A <see cref="CheckboxGroup"/>'s ticked boxes.</summary>
public sealed record CheckboxGroupAction : OptionsAction;

/// <summary>A <see cref="UserSelectMenu"/>'s choice.</summary>
public sealed record UserSelectAction : BlockAction
{
    /// <summary>The person's id.</summary>
    public string? SelectedUser { get; init; }
}

/// <summary>A <see cref="UserMultiSelectMenu"/>'s choices.</summary>
public sealed record UserMultiSelectAction : BlockAction
{
    /// <summary>The people's ids.</summary>
    public IReadOnlyList<string> SelectedUsers { get; init; } = [];
}

/// <summary>A <see cref="ConversationSelectMenu"/>'s choice.</summary>
public sealed record ConversationSelectAction : BlockAction
{
    /// <summary>The conversation's id.</summary>
    public string? SelectedConversation { get; init; }
}

/// <summary>A <see cref="DatePicker"/>'s date.</summary>
public sealed record DatePickerAction : BlockAction
{
    /// <summary>The date.</summary>
    public DateOnly? SelectedDate { get; init; }
}

/// <summary>A <see cref="TimePicker"/>'s time.</summary>
public sealed record TimePickerAction : BlockAction
{
    /// <summary>The time of day.</summary>
    public TimeOnly? SelectedTime { get; init; }
}

/// <summary>A <see cref="DateTimePicker"/>'s date and time.</summary>
public sealed record DateTimePickerAction : BlockAction
{
    /// <summary>The date and time.</summary>
    public DateTimeOffset? SelectedDateTime { get; init; }
}

/// <summary>The text of an input that dispatches actions changed.</summary>
public sealed record PlainTextInputAction : BlockAction
{
    /// <summary>The text.</summary>
    public string? Value { get; init; }
}
