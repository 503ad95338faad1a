namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>One choice of a select, overflow, checkbox or radio group.</summary>
public sealed record Option
{
    /// <summary>≤ 75 characters; plain text, except that checkboxes and radio buttons take mrkdwn.</summary>
    public required TextObject Text { get; init => field = value ?? ""; }

    /// <summary>What comes back, ≤ 150 characters.</summary>
    public required string Value { get; init => field = value ?? ""; }

    /// <summary>Small print, ≤ 75 characters.</summary>
    public TextObject? Description { get; init; }

    /// <summary>A page to open; overflow menus only.</summary>
    public string? Url { get; init; }

    /// <summary>A choice of this text and value.</summary>
    public static Option Of(string text, string value) => new() { Text = text, Value = value };
}

/// <summary>1–100 choices under a label.</summary>
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

/// <summary>Up to 10 boxes to tick.</summary>
public sealed record CheckboxGroup : ActionElement
{
    /// <summary>The boxes.</summary>
    public required IReadOnlyList<Option> Options { get; init; }

    /// <summary>Those ticked at first, as they stand in <see cref="Options"/>.</summary>
    public IReadOnlyList<Option>? InitialOptions { get; init; }
}

/// <summary>Up to 10 choices, of which one is taken.</summary>
public sealed record RadioButtonGroup : ActionElement
{
    /// <summary>The choices.</summary>
    public required IReadOnlyList<Option> Options { get; init; }

    /// <summary>The one taken at first, as it stands in <see cref="Options"/>.</summary>
    public Option? InitialOption { get; init; }
}

/// <summary>A menu of up to 100 choices, or of up to 100 groups of them.</summary>
public sealed record StaticSelectMenu : InputElement
{
    /// <summary>The choices, unless in groups.</summary>
    public IReadOnlyList<Option>? Options { get; init; }

    /// <summary>The groups of choices.</summary>
    public IReadOnlyList<OptionGroup>? OptionGroups { get; init; }

    /// <summary>The one taken at first.</summary>
    public Option? InitialOption { get; init; }
}

/// <summary>A menu of which several choices may be taken.</summary>
public sealed record StaticMultiSelectMenu : InputElement
{
    /// <summary>The choices, unless in groups.</summary>
    public IReadOnlyList<Option>? Options { get; init; }

    /// <summary>The groups of choices.</summary>
    public IReadOnlyList<OptionGroup>? OptionGroups { get; init; }

    /// <summary>Those taken at first.</summary>
    public IReadOnlyList<Option>? InitialOptions { get; init; }

    /// <summary>At most so many.</summary>
    public int? MaxSelectedItems { get; init; }
}

/// <summary>A menu whose choices an <see cref="IBlockOptionProvider"/> gives while the user types.</summary>
public sealed record ExternalSelectMenu : InputElement
{
    /// <summary>Typed characters before it asks; Slack's default is 3.</summary>
    public int? MinQueryLength { get; init; }

    /// <summary>The one taken at first.</summary>
    public Option? InitialOption { get; init; }
}

/// <summary>As <see cref="ExternalSelectMenu"/>, for several choices.</summary>
public sealed record ExternalMultiSelectMenu : InputElement
{
    /// <summary>Typed characters before it asks; Slack's default is 3.</summary>
    public int? MinQueryLength { get; init; }

    /// <summary>Those taken at first.</summary>
    public IReadOnlyList<Option>? InitialOptions { get; init; }

    /// <summary>At most so many.</summary>
    public int? MaxSelectedItems { get; init; }
}
