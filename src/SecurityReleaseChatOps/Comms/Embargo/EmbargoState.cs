using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>One release's embargo.</summary>
/// <param name="Facts">Those that no published release carries too.</param>
internal sealed record ReleaseEmbargo(string Id, IReadOnlyList<Secret> Facts, AllowList Allowed);

/// <summary>All that is under embargo now, pure: from the releases, what was said about them, the matrix and the settings.</summary>
/// <param name="Releases">Those that are not published, cancelled ones too.</param>
/// <param name="Published">Ids of those that are.</param>
internal sealed record EmbargoState(IReadOnlyList<ReleaseEmbargo> Releases, IReadOnlySet<string> Published, ChannelSettings Channels)
{
    public static EmbargoState Of(
        IReadOnlyCollection<Release> releases, IReadOnlyDictionary<string, EmbargoNotes> notes, CommsMatrix matrix, DefinitionLibrary definitions, ChannelSettings channels)
    {
        var published = releases.Where(release => release.PublishedAt is not null).ToList();
        // What a rehearsal names is invented: it neither binds nor frees a word of any other.
        var free = published.Where(release => !release.Rehearsal).SelectMany(release => Secret.Of(release, notes.GetValueOrDefault(release.Id))).Select(fact => fact.Key).ToHashSet();
        return new(
            [
                .. releases.Except(published).Select(release => (Release: release, Notes: notes.GetValueOrDefault(release.Id))).Select(known => new ReleaseEmbargo(
                    known.Release.Id,
                    known.Release.Rehearsal ? [] : [.. Secret.Of(known.Release, known.Notes).Where(fact => !free.Contains(fact.Key))],
                    AllowList.Of(known.Release, matrix, definitions, channels, known.Notes))),
            ],
            published.Select(release => release.Id).ToHashSet(),
            channels);
    }

    /// <summary>The embargo of a release; null when it is published. One that is not there yet has no facts.</summary>
    public ReleaseEmbargo? Find(string release) => Published.Contains(release)
        ? null
        : Releases.FirstOrDefault(known => known.Id == release) ?? new(release, [], AllowList.Of(Channels));
}
