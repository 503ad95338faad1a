using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>Something inside a block that is seen, clicked or filled in.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Button), "button")]
[JsonDerivedType(typeof(ImageElement), "image")]
[JsonDerivedType(typeof(OverflowMenu), "overflow")]
[JsonDerivedType(typeof(StaticSelectMenu), "static_select")]
[JsonDerivedType(typeof(StaticMultiSelectMenu), "multi_static_select")]
[JsonDerivedType(typeof(ExternalSelectMenu), "external_select")]
[JsonDerivedType(typeof(ExternalMultiSelectMenu), "multi_external_select")]
[JsonDerivedType(typeof(UserSelectMenu), "users_select")]
[JsonDerivedType(typeof(UserMultiSelectMenu), "multi_users_select")]
[JsonDerivedType(typeof(ConversationSelectMenu), "conversations_select")]
[JsonDerivedType(typeof(ConversationMultiSelectMenu), "multi_conversations_select")]
[JsonDerivedType(typeof(DatePicker), "datepicker")]
[JsonDerivedType(typeof(TimePicker), "timepicker")]
[JsonDerivedType(typeof(DateTimePicker), "datetimepicker")]
[JsonDerivedType(typeof(PlainTextInput), "plain_text_input")]
[JsonDerivedType(typeof(UrlTextInput), "url_text_input")]
[JsonDerivedType(typeof(EmailTextInput), "email_text_input")]
[JsonDerivedType(typeof(NumberInput), "number_input")]
[JsonDerivedType(typeof(FileInput), "file_input")]
[JsonDerivedType(typeof(CheckboxGroup), "checkboxes")]
[JsonDerivedType(typeof(RadioButtonGroup), "radio_buttons")]
public abstract record BlockElement;

/// <summary>An element whose use is reported to the app.</summary>
public abstract record ActionElement : BlockElement
{
    /// <summary>Selects the handler; unique within its block; ≤ 255 characters. <c>name:detail</c> goes to the handler registered as <c>name</c>.</summary>
    public string? ActionId { get; init; }

    /// <summary>Asks for confirmation first.</summary>
    public ConfirmationDialog? Confirm { get; init; }
}

/// <summary>An element that can have a placeholder and the initial focus.</summary>
public abstract record InputElement : ActionElement
{
    /// <summary>Shown while the element is empty, ≤ 150 characters.</summary>
    public PlainText? Placeholder { get; init; }

    /// <summary>Whether it has the focus when the view opens; at most one element of a view.</summary>
    public bool? FocusOnLoad { get; init; }
}

/// <summary>An image inside a section or context block.</summary>
public sealed record ImageElement : BlockElement, IContextElement
{
    /// <summary>Its URL, ≤ 3000 characters.</summary>
    public required string ImageUrl { get; init; }

    /// <summary>A description for screen readers.</summary>
    public required string AltText { get; init; }
}

/// <summary>A button; with a <see cref="Url"/> it also opens that page, and still sends its action.</summary>
public sealed record Button : ActionElement
{
    /// <summary>≤ 75 characters.</summary>
    public required PlainText Text { get; init; }

    /// <summary>Returned with the action, ≤ 2000 characters.</summary>
    public string? Value { get; init; }

    /// <summary>≤ 3000 characters.</summary>
    public string? Url { get; init; }

    /// <summary>Its colour; the plain default if not given.</summary>
    public ButtonStyle? Style { get; init; }

    /// <summary>The label for screen readers, ≤ 75 characters.</summary>
    public string? AccessibilityLabel { get; init; }
}

/// <summary>The colour of a button.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ButtonStyle>))]
public enum ButtonStyle
{
    /// <summary>Green: the main action.</summary>
    [JsonStringEnumMemberName("primary")] Primary,

    /// <summary>Red: a destructive action.</summary>
    [JsonStringEnumMemberName("danger")] Danger,
}

/// <summary>“Are you sure?”</summary>
public sealed record ConfirmationDialog
{
    /// <summary>≤ 100 characters.</summary>
    public PlainText? Title { get; init; }

    /// <summary>≤ 300 characters.</summary>
    public required TextObject Text { get; init; }

    /// <summary>The label of the confirm button, ≤ 30 characters.</summary>
    public PlainText? Confirm { get; init; }

    /// <summary>The label of the cancel button, ≤ 30 characters.</summary>
    public PlainText? Deny { get; init; }

    /// <summary>The colour of the confirm button.</summary>
    public ButtonStyle? Style { get; init; }
}

/// <summary>An element of a context block: <see cref="PlainText"/>, <see cref="Markdown"/> or <see cref="ImageElement"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(PlainText), "plain_text")]
[JsonDerivedType(typeof(Markdown), "mrkdwn")]
[JsonDerivedType(typeof(ImageElement), "image")]
public interface IContextElement;
