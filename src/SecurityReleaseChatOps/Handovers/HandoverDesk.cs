using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Store;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Everything of one release that its handovers are decided from.</summary>
internal sealed record HandoverFile(
    Doc<Release> Release, IReadOnlyList<Doc<Handover>> Handovers, IReadOnlyList<Doc<Collected>> Collected, IReadOnlyList<Doc<Prompt>> Prompts)
{
    public IReadOnlyList<Handover> AllHandovers => [.. Handovers.Select(d => d.Value)];

    public IReadOnlyList<Collected> AllCollected => [.. Collected.Select(d => d.Value)];

    public IReadOnlyList<Prompt> AllPrompts => [.. Prompts.Select(d => d.Value)];
}

/// <summary>The handovers' documents and the messages that show them.</summary>
internal sealed class HandoverDesk(IStore store, ReleaseDesk releases, SlackDirectory directory, Settings settings)
{
    private static readonly DocumentKind<Handover> Kind = new("handover");
    private static readonly DocumentKind<Collected> CollectedKind = new("collected");
    private static readonly DocumentKind<Prompt> PromptKind = new("prompt");

    public static string MessageKey(string handoverId) => "handover/" + handoverId;

    /// <summary>The timing of prompts, as set.</summary>
    public PromptSettings Timing { get; } = new()
    {
        PromptBeforeEnd = settings.Handovers.PromptBeforeEnd,
        RemindAfter = settings.Handovers.RemindAfter,
        LeadDays = settings.Handovers.LeadDays,
    };

    public async Task<HandoverFile?> Open(string releaseId, CancellationToken ct) =>
        await releases.Get(releaseId, ct) is { } release ? await Open(release, ct) : null;

    public async Task<HandoverFile> Open(Doc<Release> release, CancellationToken ct) => new(
        release,
        await store.All(Kind, release.Id + "-", ct),
        await store.All(CollectedKind, release.Id + "/", ct),
        await store.All(PromptKind, release.Id + "/", ct));

    /// <summary>The release of a handover, by the handover's id.</summary>
    public static string ReleaseOf(string handoverId) => handoverId.Split('-')[0];

    public ValueTask<Doc<Prompt>?> GetPrompt(string id, CancellationToken ct) => store.Get(PromptKind, id, ct);

    /// <summary>Saves a handover, and shows it as it stands: the 2023 process hands over in its own channel (row C1).</summary>
    public void Save(Commit commit, Doc<Handover>? read, Handover handover, Release release)
    {
        commit
            .Put(Kind, handover.Id, handover, read?.Version ?? 0)
            .Show(MessageKey(handover.Id), Channel(release), HandoverMessage.Render(handover, release), Classification.Embargoed(release.Id));
        if (read is null)
            commit.Effect(new FetchPermalink(MessageKey(handover.Id)));
    }

    public void Save(Commit commit, Doc<Collected>? read, Collected item) =>
        commit.Put(CollectedKind, item.Id, item, read?.Version ?? 0);

    /// <summary>Saves a prompt and shows it as it stands; a missed one is shown by whoever names it.</summary>
    public void Save(Commit commit, Doc<Prompt>? read, Prompt prompt, Release release)
    {
        commit.Put(PromptKind, prompt.Id, prompt, read?.Version ?? 0);
        if (prompt.AskedAt is not null)
        {
            var message = PromptMessage.Render(prompt, release, directory.HasLeft(release.OtherThan(prompt.UserId)));
            commit.Show(PromptMessage.Key(prompt), settings.Channels.Psirt, message, Classification.Embargoed(release.Id));
        }
    }

    public string Channel(Release release) =>
        release.Kind == ReleaseKind.AppSec ? settings.Channels.AppSec : settings.Channels.Psirt;
}
