using System.Security.Cryptography;
using System.Text;

namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>The limits of texts, ids and elements. Whatever is within them is returned unchanged.</summary>
internal static class ElementLimits
{
    public static T Text<T>(T text, int max)
        where T : TextObject
    {
        var cut = TextFit.Cut(text.Text, max, text is Markdown);
        return ReferenceEquals(cut, text.Text) ? text : (T)(text with { Text = cut });
    }

    /// <summary>An optional text; null if it is blank.</summary>
    public static T? Optional<T>(T? text, int max)
        where T : TextObject => string.IsNullOrWhiteSpace(text?.Text) ? null : Text(text, max);

    public static IReadOnlyList<TextObject> Texts(IReadOnlyList<TextObject> texts, int max) => [.. texts.Select(t => Text(t, max))];

    /// <summary>An id or value that Slack returns to the app: a long one becomes its head and a hash, the same each time; an empty one becomes null.</summary>
    public static string? Id(string? id, int max) =>
        string.IsNullOrEmpty(id) ? null :
        id.Length <= max ? id : $"{TextFit.Plain(id, max - 17)}~{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 8))}";

    public static IContextElement InContext(IContextElement element) => element switch
    {
        TextObject text => (IContextElement)Text(text, 3000),
        ImageElement image => (IContextElement)Image(image),
        _ => element,
    };

    /// <summary>The element with its texts, values, choices and ids within their limits.</summary>
    public static BlockElement Fit(BlockElement element)
    {
        if (element is not ActionElement action)
            return element is ImageElement image ? Image(image) : element;
        var confirm = action.Confirm is { } dialog ? Fit(dialog) : null;
        var id = Id(action.ActionId, 255);
        if (id != action.ActionId || confirm != action.Confirm)
            action = action with { ActionId = id, Confirm = confirm };
        if (action is InputElement { Placeholder: { } placeholder } input)
            action = input with { Placeholder = Optional(placeholder, 150) };
        return action switch
        {
            Button button => button with
            {
                Text = Text(button.Text, 75),
                Value = Id(button.Value, 2000),
                Url = button.Url is { Length: > 3000 } ? null : button.Url,
                AccessibilityLabel = button.AccessibilityLabel is { } label ? TextFit.Plain(label, 75) : null,
            },
            PlainTextInput text => Fit(text),
            FileInput file =>
                file with
                {
                    Filetypes = file.Filetypes is { Count: > 0 } ? file.Filetypes : null,
                    MaxFiles = file.MaxFiles is { } most ? Math.Clamp(most, 1, 10) : null
                },
            UserMultiSelectMenu menu => menu with { InitialUsers = menu.InitialUsers is { Count: > 0 } users ? [.. users.Distinct()] : null },
            ConversationMultiSelectMenu menu =>
                menu with { InitialConversations = menu.InitialConversations is { Count: > 0 } chosen ? [.. chosen.Distinct()] : null },
            _ => OptionLimits.Fit(action),
        };
    }

    /// <summary>The element of an input block; more than 10 checkboxes or radio buttons become a menu, whose state reads the same.</summary>
    public static BlockElement InInput(InputBlock input) => Fit(input.Element switch
    {
        CheckboxGroup { Options.Count: > 10 } boxes when input.DispatchAction != true =>
            new StaticMultiSelectMenu { ActionId = boxes.ActionId, Confirm = boxes.Confirm, Options = boxes.Options, InitialOptions = boxes.InitialOptions },
        RadioButtonGroup { Options.Count: > 10 } radio when input.DispatchAction != true =>
            new StaticSelectMenu { ActionId = radio.ActionId, Confirm = radio.Confirm, Options = radio.Options, InitialOption = radio.InitialOption },
        var other => other,
    });

    /// <summary>The elements of one block with unique action ids: the second <c>name</c> becomes <c>name:2</c>.</summary>
    public static IReadOnlyList<BlockElement> UniqueIds(IReadOnlyList<BlockElement> elements)
    {
        var ids = new HashSet<string>();
        return [.. elements.Select(element =>
        {
            if (element is not ActionElement { ActionId: { Length: > 0 } id } action || ids.Add(id))
                return element;
            var n = 2;
            while (!ids.Add(Id($"{id}:{n}", 255)!))
                n++;
            return action with { ActionId = Id($"{id}:{n}", 255) };
        })];
    }

    private static BlockElement Image(ImageElement image) =>
        image.AltText.Length is > 0 and <= 2000 ? image : image with { AltText = TextFit.Plain(image.AltText, 2000) };

    private static PlainTextInput Fit(PlainTextInput text)
    {
        var max = text.MaxLength is { } most ? Math.Clamp(most, 1, 3000) : (int?)null;
        return text with
        {
            MaxLength = max,
            MinLength = text.MinLength is { } least ? Math.Clamp(least, 0, max ?? 3000) : null,
            InitialValue = string.IsNullOrWhiteSpace(text.InitialValue) ? null : TextFit.Plain(text.InitialValue, max ?? 3000),
        };
    }

    private static ConfirmationDialog Fit(ConfirmationDialog confirm) => confirm with
    {
        Title = Optional(confirm.Title, 100),
        Text = Text(confirm.Text, 300),
        Confirm = Optional(confirm.Confirm, 30),
        Deny = Optional(confirm.Deny, 30),
    };
}
