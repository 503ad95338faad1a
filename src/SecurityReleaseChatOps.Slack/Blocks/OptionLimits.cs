namespace SecurityReleaseChatOps.Slack.Blocks;

/// <summary>The limits of choices. More than 100 in a menu are put into groups of 100, so that none are lost.</summary>
internal static class OptionLimits
{
    private const int PerGroup = 100;
    private const int Groups = 100;

    private static readonly Option NoChoice = Option.Of("(nothing to choose)", "nothing");

    public static ActionElement Fit(ActionElement element) => element switch
    {
        OverflowMenu menu => menu with { Options = AtMost(menu.Options, 5, markup: false) },
        CheckboxGroup boxes => Fit(boxes),
        RadioButtonGroup radio => Fit(radio),
        StaticSelectMenu menu => Fit(menu),
        StaticMultiSelectMenu menu => Fit(menu),
        ExternalSelectMenu menu => menu with { InitialOption = menu.InitialOption is { } initial ? Fit(initial, markup: false) : null },
        ExternalMultiSelectMenu menu =>
            menu with { InitialOptions = Initial(menu.InitialOptions, null, markup: false), MaxSelectedItems = AtLeastOne(menu.MaxSelectedItems) },
        _ => element,
    };

    /// <summary>The choices for an external select.</summary>
    public static BlockOptionsResponse Fit(BlockOptionsResponse response)
    {
        var (options, groups) = Choices(response.Options, response.OptionGroups, orNone: false);
        return response with { Options = options, OptionGroups = groups };
    }

    private static CheckboxGroup Fit(CheckboxGroup boxes)
    {
        var options = AtMost(boxes.Options, 10, markup: true);
        return boxes with { Options = options, InitialOptions = Initial(boxes.InitialOptions, options, markup: true) };
    }

    private static RadioButtonGroup Fit(RadioButtonGroup radio)
    {
        var options = AtMost(radio.Options, 10, markup: true);
        return radio with { Options = options, InitialOption = Initial(radio.InitialOption, options, markup: true) };
    }

    private static StaticSelectMenu Fit(StaticSelectMenu menu)
    {
        var (options, groups) = Choices(menu.Options, menu.OptionGroups, orNone: true);
        return menu with { Options = options, OptionGroups = groups, InitialOption = Initial(menu.InitialOption, All(options, groups), markup: false) };
    }

    private static StaticMultiSelectMenu Fit(StaticMultiSelectMenu menu)
    {
        var (options, groups) = Choices(menu.Options, menu.OptionGroups, orNone: true);
        return menu with
        {
            Options = options,
            OptionGroups = groups,
            InitialOptions = Initial(menu.InitialOptions, All(options, groups), markup: false),
            MaxSelectedItems = AtLeastOne(menu.MaxSelectedItems),
        };
    }

    private static (IReadOnlyList<Option>? Options, IReadOnlyList<OptionGroup>? Groups) Choices(
        IReadOnlyList<Option>? options, IReadOnlyList<OptionGroup>? groups, bool orNone)
    {
        if (groups is not { Count: > 0 })
        {
            IReadOnlyList<Option> flat = options is { Count: > 0 } ? options : orNone ? [NoChoice] : [];
            if (flat.Count <= PerGroup)
                return ([.. flat.Select(o => Fit(o, markup: false))], null);
            groups = [.. flat.Chunk(PerGroup)
                .Select((chunk, i) => new OptionGroup { Label = $"{(i * PerGroup) + 1}–{(i * PerGroup) + chunk.Length} of {flat.Count}", Options = chunk })];
        }
        var fitted = groups
            .SelectMany(g =>
                g.Options.Chunk(PerGroup).Select((chunk, i) => (Label: i == 0 ? g.Label.Text : $"{TextFit.Plain(g.Label.Text, 65)} ({i + 1})", Options: chunk)))
            .Take(Groups)
            .Select(g => new OptionGroup { Label = TextFit.Plain(g.Label, 75), Options = [.. g.Options.Select(o => Fit(o, markup: false))] })
            .ToList();
        return fitted.Count > 0 ? (null, fitted) : orNone ? ([NoChoice], null) : ([], null);
    }

    private static IReadOnlyList<Option> All(IReadOnlyList<Option>? options, IReadOnlyList<OptionGroup>? groups) =>
        options ?? [.. (groups ?? []).SelectMany(g => g.Options)];

    private static IReadOnlyList<Option> AtMost(IReadOnlyList<Option> options, int max, bool markup) =>
        options.Count == 0 ? [NoChoice] : [.. options.Take(max).Select(o => Fit(o, markup))];

    // Slack refuses an initial choice that is not among the choices.
    private static Option? Initial(Option? initial, IReadOnlyList<Option> options, bool markup) =>
        initial is not null && Fit(initial, markup) is var fitted && options.Contains(fitted) ? fitted : null;

    private static IReadOnlyList<Option>? Initial(IReadOnlyList<Option>? initial, IReadOnlyList<Option>? options, bool markup)
    {
        List<Option> fitted = [.. (initial ?? []).Select(o => Fit(o, markup)).Where(o => options?.Contains(o) != false).Distinct().Take(PerGroup)];
        return fitted.Count > 0 ? fitted : null;
    }

    private static int? AtLeastOne(int? count) => count is < 1 ? 1 : count;

    private static Option Fit(Option option, bool markup)
    {
        var text = ElementLimits.Text(markup || option.Text is PlainText ? option.Text : (PlainText)option.Text.Text, 75);
        var description = ElementLimits.Optional(markup || option.Description is not Markdown m ? option.Description : (PlainText)m.Text, 75);
        var value = option.Value.Length == 0 ? TextFit.Nothing : ElementLimits.Id(option.Value, 150)!;
        return option with { Text = text, Value = value, Description = description, Url = option.Url is { Length: > 3000 } ? null : option.Url };
    }
}
