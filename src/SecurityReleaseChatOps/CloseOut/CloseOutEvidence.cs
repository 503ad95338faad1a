using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.CloseOut;

/// <summary>Who agreed to the dry run, and which parts of a close-out are done.</summary>
internal sealed class CloseOutEvidence(CloseOutStore closeOuts, IStore store) : IEvidence
{
    public IReadOnlyCollection<string> Kinds => PartText.Facts;

    public async Task<IReadOnlyList<Fact>> Of(Doc<Release> release, CancellationToken ct) =>
        release.Value.PublishedAt is not null && await closeOuts.Get(release.Id, ct) is { } read
            ? Of(new(release.Value, CloseOutPlan.Of(release.Value, await KnownCve.Read(store, release, ct)), read.Value, null))
            : [];

    public static IReadOnlyList<Fact> Of(CloseOutSnapshot snapshot) => snapshot.Release.PublishedAt is null ? [] :
    [
        .. snapshot.Agreed.Select(agreed => new Fact(PartText.Agreed, agreed.By, agreed.At)),
        .. Enum.GetValues<Part>().Select(part => CloseOutRules.Completed(snapshot, part) is { } done ? new Fact(PartText.Fact(part), done.By, done.At) : null)
            .OfType<Fact>(),
    ];
}

/// <summary>For a step that waits for a part of the close-out: opens <b>Close-out</b>.</summary>
internal sealed class CloseOutEvents(CloseOutReading reading, SlackDirectory directory) : IEventForm
{
    public bool Makes(string kind) => PartText.IsFact(kind);

    public async Task<ActionResponse?> Open(Doc<Release> release, string kind, AboutRelease about, string by, CancellationToken ct) =>
        Who.Psirt.Refuse(directory, by) is not null ? null
        : CloseOutModal.Open.Refuse(release.Value) is { } no ? ActionResponse.Ephemeral(Mrkdwn.Plain(no))
        : ActionResponse.Open(CloseOutModal.Render(await reading.Open(release, ct), about, directory.Shown));
}
