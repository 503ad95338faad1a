using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>An optional service that resolves mentions: what only one person sees then shows names, since a mention there notifies nobody.</summary>
public interface ISlackNames
{
    /// <summary>The name of a mention's target (<c>@U123</c>, <c>!subteam^S123</c>) in plain text; null if unknown.</summary>
    string? NameOf(string target);
}

/// <summary>Replaces mentions with names in answers, modals and App Homes.</summary>
internal sealed class NamesForOne(ISlackNames? names = null)
{
    public Message In(Message message) => names is null ? message : message with
    {
        Text = message.Text is { } text ? Named(text) : null,
        Blocks = message.Blocks is { } blocks ? In(blocks) : null,
    };

    public ViewDefinition In(ViewDefinition view) => names is null ? view : view with { Blocks = In(view.Blocks) };

    /// <summary>The same for text that Slack shows as is.</summary>
    public string InPlain(string words) => names is null ? words : Mrkdwn.Named(words, NameOf, escape: name => name);

    private IReadOnlyList<Block> In(IReadOnlyList<Block> blocks) => [.. blocks.Select(block => block switch
    {
        SectionBlock section =>
            section with { Text = Named(section.Text), Fields = section.Fields is { } fields ? [.. fields.Select(field => Named(field)!)] : null },
        ContextBlock context =>
            context with { Elements = [.. context.Elements.Select(element => element is Markdown text ? text with { Text = Named(text.Text) } : element)] },
        _ => block,
    })];

    private TextObject? Named(TextObject? text) => text is Markdown ? text with { Text = Named(text.Text) } : text;

    private string Named(string mrkdwn) => Mrkdwn.Named(mrkdwn, NameOf);

    // The @ shows that it is a group and not an ordinary word.
    private string? NameOf(string target) =>
        names!.NameOf(target) is not { } name ? null : target.StartsWith("!subteam", StringComparison.Ordinal) ? "@" + name : name;
}
