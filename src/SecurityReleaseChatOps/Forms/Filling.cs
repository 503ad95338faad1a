using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Forms;

/// <summary>Draws a form again with what was filled in.</summary>
internal static class Filling
{
    /// <param name="words">mrkdwn, at its top.</param>
    public static ModalViewDefinition Of(ModalViewDefinition form, ViewState typed, string words) => form with
    {
        Blocks =
        [
            SectionBlock.Of(":warning: " + words),
            .. form.Blocks.Select(block =>
                block is InputBlock { BlockId: { } id } input && typed.Value(id) is { } value ? input with { Element = Filled(input.Element, value) } : block),
        ],
    };

    private static BlockElement Filled(BlockElement element, StateValue value) => element switch
    {
        PlainTextInput text => text with { InitialValue = Text(value) },
        NumberInput number => number with { InitialValue = Text(value) },
        UrlTextInput url => url with { InitialValue = Text(value) },
        DatePicker day => day with { InitialDate = value.SelectedDate },
        TimePicker time => time with { InitialTime = value.SelectedTime },
        DateTimePicker moment => moment with { InitialDateTime = value.SelectedDateTime },
        UserSelectMenu person => person with { InitialUser = value.SelectedUser },
        ConversationSelectMenu channel => channel with { InitialConversation = value.SelectedConversation },
        ConversationMultiSelectMenu channels => channels with { InitialConversations = value.SelectedConversations },
        StaticSelectMenu menu => menu with { InitialOption = One(menu.Options, value) },
        StaticMultiSelectMenu menu => menu with { InitialOptions = Several(menu.Options, value) },
        CheckboxGroup boxes => boxes with { InitialOptions = Several(boxes.Options, value) },
        // Slack cannot prefill files: they have to be given again.
        FileInput file => file,
        RadioButtonGroup buttons => buttons with { InitialOption = One(buttons.Options, value) },
        _ => throw new InvalidOperationException($"A form with {element.GetType().Name} cannot be drawn again: say here how."),
    };

    private static string? Text(StateValue value) => value.Value is { Length: > 0 } text ? text : null;

    // Only options still in the form: Slack refuses an initial option that is missing, and another may have its value by now.
    private static Option? One(IReadOnlyList<Option>? options, StateValue value) =>
        options?.FirstOrDefault(option => option.Value == value.SelectedOption?.Value);

    private static IReadOnlyList<Option>? Several(IReadOnlyList<Option>? options, StateValue value) =>
        options?.Where(option => value.SelectedOptions?.Any(chosen => chosen.Value == option.Value) == true).ToList() is { Count: > 0 } chosen ? chosen : null;
}
