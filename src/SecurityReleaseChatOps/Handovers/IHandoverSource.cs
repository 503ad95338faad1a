using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Status and Next of a handover as a feature drafts them: plain text, for a person to edit.</summary>
public sealed record HandoverWords(string Status, string Next);

/// <summary>Whoever knows what was done on a release and what comes next.</summary>
public interface IHandoverSource
{
    /// <summary>Null when it has nothing to say of this release.</summary>
    /// <param name="to">Slack user id of the receiver.</param>
    /// <param name="since">When the last handover was written; null: from the start.</param>
    Task<HandoverWords?> Draft(Doc<Release> release, string to, DateTimeOffset? since, CancellationToken ct);
}

/// <summary>The form <b>Hand over</b>, filled with what others know.</summary>
internal sealed class HandoverForm(IEnumerable<IHandoverSource> sources, CollectedAnew collected)
{
    /// <param name="to">Who receives it; null: the other engineer.</param>
    public async Task<ModalViewDefinition> For(HandoverFile file, string from, CancellationToken ct, string? to = null)
    {
        to ??= file.Release.Value.OtherThan(from);
        var drafted = new List<HandoverWords>();
        var last = file.AllHandovers.Select(handover => (DateTimeOffset?)handover.WrittenAt).Max();
        foreach (var source in sources)
        {
            if (await source.Draft(file.Release, to, last, ct) is { } words)
                drafted.Add(words);
        }
        return HandoverModal.Render(await collected.Take(file, ct), to, drafted);
    }
}
