namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>One choice of a select, overflow, checkbox or radio group.</summary>
public sealed record Option
{
    /// <summary>≤ 75 characters; plain text, except that checkboxes and radio buttons take mrkdwn.</summary>
    public required TextObject Text { get; init => field = value ?? ""; }

    /// <summary>Returned when chosen, ≤ 150 characters.</summary>
    public required string Value { get; init => field = value ?? ""; }

    /// <summary>Small print, ≤ 75 characters.</summary>
    public TextObject? Description { get; init; }

    /// <summary>The URL of a page to open; overflow menus only.</summary>
    public string? Url { get; init; }

    /// <summary>A choice with this text and value.</summary>
    public static Option Of(string text, string value) => new() { Text = text, Value = value };
}

/// <summary>A labelled group of 1–100 choices.</summary>
public sealed record OptionGroup
{
    /// <summary>≤ 75 characters.</summary>
    public required PlainText Label { get; init; }

    /// <summary>The choices.</summary>
    public required IReadOnlyList<Option> Options { get; init; }
}

/// <summary>A “…” menu of 1–5 choices.</summary>
public sealed record OverflowMenu : ActionElement
{
    /// <summary>The choices.</summary>
    public required IReadOnlyList<Option> Options { get; init; }
}

/// <summary>Up to 10 checkboxes.</summary>
public sealed record CheckboxGroup : ActionElement
{
    /// <summary>The checkboxes.</summary>
    public required IReadOnlyList<Option> Options { get; init; }

    /// <summary>The initially ticked ones, equal to those in <see cref="Options"/>.</summary>
    public IReadOnlyList<Option>? InitialOptions { get; init; }
}

/// <summary>Up to 10 radio buttons, of which one can be chosen.</summary>
public sealed record RadioButtonGroup : ActionElement
{
    /// <summary>The choices.</summary>
    public required IReadOnlyList<Option> Options { get; init; }

    /// <summary>The initially chosen one, equal to the one in <see cref="Options"/>.</summary>
    public Option? InitialOption { get; init; }
}

/// <summary>A menu of up to 100 choices, or of up to 100 groups of them.</summary>
public sealed record StaticSelectMenu : InputElement
{
    /// <summary>The choices, if not in groups.</summary>
    public IReadOnlyList<Option>? Options { get; init; }

    /// <summary>The groups of choices.</summary>
    public IReadOnlyList<OptionGroup>? OptionGroups { get; init; }

    /// <summary>The initially chosen one.</summary>
    public Option? InitialOption { get; init; }
}

/// <summary>A menu that allows several choices.</summary>
public sealed record StaticMultiSelectMenu : InputElement
{
    /// <summary>The choices, if not in groups.</summary>
    public IReadOnlyList<Option>? Options { get; init; }

    /// <summary>The groups of choices.</summary>
    public IReadOnlyList<OptionGroup>? OptionGroups { get; init; }

    /// <summary>The initially chosen ones.</summary>
    public IReadOnlyList<Option>? InitialOptions { get; init; }

    /// <summary>The maximum number of choices.</summary>
    public int? MaxSelectedItems { get; init; }
}

/// <summary>A menu whose choices an <see cref="IBlockOptionProvider"/> provides while the user types.</summary>
public sealed record ExternalSelectMenu : InputElement
{
    /// <summary>How many characters must be typed before Slack asks; its default is 3.</summary>
    public int? MinQueryLength { get; init; }

    /// <summary>The initially chosen one.</summary>
    public Option? InitialOption { get; init; }
}

/// <summary>Like <see cref="ExternalSelectMenu"/>, but allows several choices.</summary>
public sealed record ExternalMultiSelectMenu : InputElement
{
    /// <summary>How many characters must be typed before Slack asks; its default is 3.</summary>
    public int? MinQueryLength { get; init; }

    /// <summary>The initially chosen ones.</summary>
    public IReadOnlyList<Option>? InitialOptions { get; init; }

    /// <summary>The maximum number of choices.</summary>
    public int? MaxSelectedItems { get; init; }
}
