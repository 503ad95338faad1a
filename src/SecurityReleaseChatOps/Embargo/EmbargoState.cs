using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Embargo;

/// <summary>One release's embargo.</summary>
/// <param name="Facts">Those that no published release carries too.</param>
/// <param name="Allowed">Where it may be spoken of: names and ids of channels.</param>
internal sealed record ReleaseEmbargo(string Id, IReadOnlyList<Secret> Facts, IReadOnlySet<string> Allowed)
{
    public bool MayBeToldIn(Channel channel) => Allowed.Contains(channel.Id) || Allowed.Contains(channel.Name);
}

/// <summary>All that is under embargo now, pure: from the releases, what was said about them, the matrix and the settings.</summary>
/// <param name="Releases">Those that are not published, cancelled ones too.</param>
/// <param name="Published">Ids of those that are.</param>
internal sealed record EmbargoState(IReadOnlyList<ReleaseEmbargo> Releases, IReadOnlySet<string> Published, ChannelSettings Channels)
{
    public static EmbargoState Of(
        IReadOnlyCollection<Release> releases, IReadOnlyDictionary<string, EmbargoNotes> notes, IEnumerable<ConfidentialText> texts, CommsMatrix matrix,
        DefinitionLibrary definitions,
        ChannelSettings channels)
    {
        var described = texts.ToLookup(text => text.Release, text => text.Text);
        var published = releases.Where(release => release.PublishedAt is not null).ToList();
        // What a rehearsal names is invented: it neither binds nor frees a word of any other.
        var free = published.Where(release => !release.Rehearsal)
            .SelectMany(release => Secret.Of(release, notes.GetValueOrDefault(release.Id), described[release.Id])).Select(fact => fact.Key).ToHashSet();
        return new(
            [
                .. releases.Except(published).Select(release => (Release: release, Notes: notes.GetValueOrDefault(release.Id)))
                    .Select(known => new ReleaseEmbargo(
                    known.Release.Id,
                    known.Release.Rehearsal
                        ? []
                        : [.. Secret.Of(known.Release, known.Notes, described[known.Release.Id]).Where(fact => !free.Contains(fact.Key))],
                    AllowList(known.Release, matrix, definitions, channels, known.Notes))),
            ],
            published.Select(release => release.Id).ToHashSet(),
            channels);
    }

    /// <summary>The embargo of a release; null when it is published. One that is not there yet has no facts.</summary>
    public ReleaseEmbargo? Find(string release) => Published.Contains(release)
        ? null
        : Releases.FirstOrDefault(known => known.Id == release) ?? new(release, [], Channels.Embargoed.ToHashSet());

    /// <summary>Those who prepare it, the audiences that its embargoed messages go to, and what PSIRT added. A rehearsal stays with PSIRT.</summary>
    private static HashSet<string> AllowList(Release release, CommsMatrix matrix, DefinitionLibrary definitions, ChannelSettings channels, EmbargoNotes? notes)
    {
        if (release.Rehearsal)
            return [channels.Psirt];
        var told = definitions.MessagesFor(release);
        var embargoed = matrix.Messages.Where(message => message.Embargoed && told.Contains(message.Id)).Select(message => matrix.Find(message.To)?.Channel);
        return [.. channels.Embargoed, .. embargoed.OfType<string>(), .. (notes?.Channels ?? []).Select(added => added.Id)];
    }
}

/// <summary>What PSIRT said about the embargo of one release, beside what the release itself tells.</summary>
internal sealed record EmbargoNotes
{
    public static EmbargoNotes None { get; } = new();

    /// <summary>Further words that are embargoed.</summary>
    public IReadOnlyList<Marked> Marked { get; init; } = [];

    /// <summary>Channels where it may be spoken of too.</summary>
    public IReadOnlyList<AddedChannel> Channels { get; init; } = [];
}

/// <param name="Text">As it was typed.</param>
/// <param name="By">Slack user id.</param>
internal sealed record Marked(string Text, string By, DateTimeOffset At);

/// <param name="Id">Slack's id of the channel.</param>
/// <param name="By">Slack user id.</param>
internal sealed record AddedChannel(string Id, string By, DateTimeOffset At);
