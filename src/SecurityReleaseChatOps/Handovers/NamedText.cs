using SecurityReleaseChatOps.Access;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>A message's words, with names in place of mentions.</summary>
internal sealed class NamedText(MentionedNames names)
{
    /// <summary>The beginning of its words, in plain text.</summary>
    public async Task<string> Of(MessageInfo message, CancellationToken cancellation)
    {
        var unknown = new HashSet<string>();
        var words = MessageText.Of(message, target =>
        {
            var name = names.Of(target);
            if (name is null)
                unknown.Add(target);
            return name;
        });
        if (unknown.Count == 0)
            return words;
        await names.Ask(unknown, cancellation);
        return MessageText.Of(message, names.Of);
    }
}
