using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>Where an unpublished release may be spoken of: names and ids of channels.</summary>
internal sealed record AllowList(IReadOnlySet<string> Channels)
{
    /// <summary>That of a release: those who prepare it, the audiences that its embargoed messages go to, and what PSIRT added. A rehearsal stays with PSIRT.</summary>
    public static AllowList Of(Release release, CommsMatrix matrix, DefinitionLibrary definitions, ChannelSettings channels, EmbargoNotes? notes)
    {
        if (release.Rehearsal)
            return new(new HashSet<string> { channels.Psirt });
        var told = definitions.MessagesFor(release);
        return new(
            channels.Embargoed
                .Concat(matrix.Messages
                    .Where(message => message.Embargoed && told.Contains(message.Id))
                    .Select(message => matrix.Find(message.To)?.Channel)
                    .OfType<string>())
                .Concat((notes?.Channels ?? []).Select(added => added.Id))
                .ToHashSet());
    }

    /// <summary>That of a release that is not there yet.</summary>
    public static AllowList Of(ChannelSettings channels) => new(channels.Embargoed.ToHashSet());

    public bool Has(Channel channel) => Channels.Contains(channel.Id) || Channels.Contains(channel.Name);
}
