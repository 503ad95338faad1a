using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.LocalSlack.Blocks;

/// <summary>Block Kit's rules for the elements inside blocks.</summary>
internal sealed partial class ElementRules(Problems problems)
{
    /// <summary>Where an element may be used.</summary>
    [Flags]
    public enum Place
    {
        /// <summary>Nowhere.</summary>
        None = 0,

        /// <summary>A section's accessory.</summary>
        Section = 1,

        /// <summary>An actions block.</summary>
        Actions = 2,

        /// <summary>An input block.</summary>
        Input = 4,

        /// <summary>A context block.</summary>
        Context = 8,
    }

    private const int LongestText = 3000;
    private const Place Anywhere = Place.Section | Place.Actions | Place.Input;

    /// <summary>The places each element may be used in, and its fields besides type and action_id.</summary>
    private static readonly Dictionary<string, (Place Places, string[] Fields)> Table = new(StringComparer.Ordinal)
    {
        ["image"] = (Place.Section | Place.Context, ["image_url", "slack_file", "alt_text"]),
        ["button"] = (Place.Section | Place.Actions, ["text", "url", "value", "style", "confirm", "accessibility_label"]),
        ["workflow_button"] = (Place.Section | Place.Actions, ["text", "workflow", "style", "accessibility_label"]),
        ["overflow"] = (Place.Section | Place.Actions, ["options", "confirm"]),
        ["checkboxes"] = (Anywhere, ["options", "initial_options", "confirm", "focus_on_load"]),
        ["radio_buttons"] = (Anywhere, ["options", "initial_option", "confirm", "focus_on_load"]),
        ["datepicker"] = (Anywhere, ["placeholder", "initial_date", "confirm", "focus_on_load"]),
        ["timepicker"] = (Anywhere, ["placeholder", "initial_time", "confirm", "focus_on_load", "timezone"]),
        ["datetimepicker"] = (Place.Actions | Place.Input, ["initial_date_time", "confirm", "focus_on_load"]),
        ["plain_text_input"] = (Place.Input,
            ["placeholder", "initial_value", "multiline", "min_length", "max_length", "dispatch_action_config", "focus_on_load"]),
        ["url_text_input"] = (Place.Input, ["placeholder", "initial_value", "dispatch_action_config", "focus_on_load"]),
        ["email_text_input"] = (Place.Input, ["placeholder", "initial_value", "dispatch_action_config", "focus_on_load"]),
        ["number_input"] = (Place.Input,
            ["placeholder", "initial_value", "is_decimal_allowed", "min_value", "max_value", "dispatch_action_config", "focus_on_load"]),
        ["rich_text_input"] = (Place.Input | Place.Actions, ["placeholder", "initial_value", "dispatch_action_config", "focus_on_load"]),
        ["file_input"] = (Place.Input, ["filetypes", "max_files"]),
        ["static_select"] = (Anywhere, ["placeholder", "options", "option_groups", "initial_option", "confirm", "focus_on_load"]),
        ["multi_static_select"] = (Anywhere, ["placeholder", "options", "option_groups", "initial_options", "confirm", "max_selected_items", "focus_on_load"]),
        ["external_select"] = (Anywhere, ["placeholder", "initial_option", "min_query_length", "confirm", "focus_on_load"]),
        ["multi_external_select"] = (Anywhere, ["placeholder", "initial_options", "min_query_length", "confirm", "max_selected_items", "focus_on_load"]),
        ["users_select"] = (Anywhere, ["placeholder", "initial_user", "confirm", "focus_on_load"]),
        ["multi_users_select"] = (Anywhere, ["placeholder", "initial_users", "confirm", "max_selected_items", "focus_on_load"]),
        ["conversations_select"] = (Anywhere,
            ["placeholder", "initial_conversation", "default_to_current_conversation", "confirm", "response_url_enabled", "filter", "focus_on_load"]),
        ["multi_conversations_select"] = (Anywhere,
            ["placeholder", "initial_conversations", "default_to_current_conversation", "confirm", "max_selected_items", "filter", "focus_on_load"]),
        ["channels_select"] = (Anywhere, ["placeholder", "initial_channel", "confirm", "response_url_enabled", "focus_on_load"]),
        ["multi_channels_select"] = (Anywhere, ["placeholder", "initial_channels", "confirm", "max_selected_items", "focus_on_load"]),
    };

    public void Element(JsonNode? node, string at, Place place)
    {
        if (node is not JsonObject element)
        {
            problems.Add("must provide an object", at);
            return;
        }
        if (!problems.Needs(element, "type", at))
            return;
        var type = Elements.TypeOf(element);
        if (!Table.TryGetValue(type, out var rule) || !rule.Places.HasFlag(place))
        {
            problems.Add($"unsupported type: {type}", $"{at}/type");
            return;
        }
        problems.Object(element, at, [.. rule.Fields, "type", .. type == "image" ? Array.Empty<string>() : ["action_id"]]);
        problems.Text(element, "action_id", at, 255, least: 1);
        problems.TextObject(element, "placeholder", at, 150, plain: true);
        problems.Flag(element, "focus_on_load", at);
        problems.Number(element, "max_selected_items", at, 1, int.MaxValue);
        Confirm(element, at);
        Fields(type, element, at);
    }

    public static void ImageSource(Problems problems, JsonObject image, string at)
    {
        if (image["image_url"] is null && image["slack_file"] is null)
            problems.Add("missing required field: image_url", at);
        problems.Text(image, "image_url", at, LongestText, least: 1);
    }

    private void Fields(string type, JsonObject element, string at)
    {
        switch (type)
        {
            case "image":
                ImageSource(problems, element, at);
                problems.Text(element, "alt_text", at, 2000, required: true, least: 1);
                break;
            case "button":
                problems.TextObject(element, "text", at, 75, plain: true, required: true);
                problems.Text(element, "value", at, 2000);
                problems.Text(element, "url", at, LongestText);
                problems.OneOf(element, "style", at, "primary", "danger");
                problems.Text(element, "accessibility_label", at, 75);
                break;
            case "overflow":
                Options(element, at, "options", 5, plain: true, url: true);
                break;
            case "checkboxes" or "radio_buttons":
                Options(element, at, "options", 10, plain: false);
                Initial(element, at);
                break;
            case "static_select" or "multi_static_select":
                StaticSelect(element, at);
                break;
            case "external_select" or "multi_external_select":
                problems.Number(element, "min_query_length", at, 0, int.MaxValue);
                break;
            case "plain_text_input":
                problems.Text(element, "initial_value", at, LongestText);
                problems.Number(element, "min_length", at, 0, LongestText);
                problems.Number(element, "max_length", at, 1, LongestText);
                problems.Flag(element, "multiline", at);
                break;
            case "number_input":
                problems.Needs(element, "is_decimal_allowed", at);
                problems.Flag(element, "is_decimal_allowed", at);
                break;
            case "datepicker":
                Format(element, "initial_date", at, Date());
                break;
            case "timepicker":
                Format(element, "initial_time", at, Time());
                break;
            case "datetimepicker":
                problems.Number(element, "initial_date_time", at, 1_000_000_000, 9_999_999_999);
                break;
        }
    }

    private void StaticSelect(JsonObject element, string at)
    {
        if (element["options"] is null && element["option_groups"] is null)
            problems.Add("missing required field: options", at);
        if (element["options"] is not null)
            Options(element, at, "options", 100, plain: true);
        OptionGroups(problems, element, at);
        Initial(element, at);
    }

    /// <summary>Checks option groups, if there are any.</summary>
    public static void OptionGroups(Problems problems, JsonObject owner, string at)
    {
        foreach (var (item, place) in problems.Items(owner, "option_groups", at, 100, least: 1))
        {
            if (problems.Object(item, place, "label", "options") is not { } group)
                continue;
            problems.TextObject(group, "label", place, 75, plain: true, required: true);
            new ElementRules(problems).Options(group, place, "options", 100, plain: true);
        }
    }

    /// <summary>Checks a required list of options.</summary>
    public void Options(JsonObject owner, string at, string field, int most, bool plain, bool url = false)
    {
        problems.Needs(owner, field, at);
        foreach (var (item, place) in problems.Items(owner, field, at, most, least: 1))
        {
            if (problems.Object(item, place, ["text", "value", "description", .. url ? ["url"] : Array.Empty<string>()]) is not { } option)
                continue;
            problems.TextObject(option, "text", place, 75, plain, required: true);
            problems.Text(option, "value", place, 150, required: true);
            problems.TextObject(option, "description", place, 75, plain);
            problems.Text(option, "url", place, LongestText);
        }
    }

    /// <summary>Initial choices must be among the options.</summary>
    private void Initial(JsonObject element, string at)
    {
        var groups = (element["option_groups"] as JsonArray ?? []).Select(group => group?["options"]);
        var values = groups.Append(element["options"]).OfType<JsonArray>().SelectMany(options => options).Select(Value).ToHashSet();
        if (element["initial_option"] is { } one && !values.Contains(Value(one)))
            problems.Add("must be one of the options", $"{at}/initial_option");
        foreach (var (item, place) in problems.Items(element, "initial_options", at, 100, least: 1))
        {
            if (!values.Contains(Value(item)))
                problems.Add("must be one of the options", place);
        }

        static string? Value(JsonNode? option) => (option as JsonObject)?["value"]?.ToString();
    }

    private void Confirm(JsonObject element, string at)
    {
        if (element["confirm"] is null || problems.Object(element["confirm"], $"{at}/confirm", "title", "text", "confirm", "deny", "style") is not { } confirm)
            return;
        at = $"{at}/confirm";
        problems.TextObject(confirm, "title", at, 100, plain: true);
        problems.TextObject(confirm, "text", at, 300, plain: false, required: true);
        problems.TextObject(confirm, "confirm", at, 30, plain: true);
        problems.TextObject(confirm, "deny", at, 30, plain: true);
        problems.OneOf(confirm, "style", at, "primary", "danger");
    }

    private void Format(JsonObject element, string field, string at, Regex format)
    {
        problems.Text(element, field, at, 10);
        if (element[field] is JsonValue value && value.TryGetValue<string>(out var text) && !format.IsMatch(text))
            problems.Add("must match the format " + (field == "initial_date" ? "YYYY-MM-DD" : "HH:mm"), $"{at}/{field}");
    }

    [GeneratedRegex(@"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Date();

    [GeneratedRegex(@"^([01]\d|2[0-3]):[0-5]\d$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Time();
}
