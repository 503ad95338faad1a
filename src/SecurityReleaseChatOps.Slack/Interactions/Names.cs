using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>An optional service that knows what is mentioned: what one person alone sees then says names, since a mention there calls nobody.</summary>
public interface ISlackNames
{
    /// <summary>The name behind a mention's target (<c>@U123</c>, <c>!subteam^S123</c>) in plain text; null when it is not known.</summary>
    string? NameOf(string target);
}

/// <summary>Answers, modals and homes with names in place of mentions.</summary>
internal sealed class NamesForOne(ISlackNames? names = null)
{
    public Message In(Message message) => names is null ? message : message with
    {
        Text = message.Text is { } text ? Named(text) : null,
        Blocks = message.Blocks is { } blocks ? In(blocks) : null,
    };

    public ViewDefinition In(ViewDefinition view) => names is null ? view : view with { Blocks = In(view.Blocks) };

    /// <summary>Words that Slack shows as they are.</summary>
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

    // A group is told from a word by its @.
    private string? NameOf(string target) =>
        names!.NameOf(target) is not { } name ? null : target.StartsWith("!subteam", StringComparison.Ordinal) ? "@" + name : name;
}
