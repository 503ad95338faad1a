using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Everything that one release's handovers are decided from.</summary>
internal sealed record HandoverSnapshot(
    Doc<Release> Release, IReadOnlyList<Doc<Handover>> Handovers, IReadOnlyList<Doc<Collected>> Collected, IReadOnlyList<Doc<Prompt>> Prompts,
    Doc<HolderAway>? Away = null)
{
    public IReadOnlyList<Handover> AllHandovers => [.. Handovers.Select(d => d.Value)];

    public IReadOnlyList<Collected> AllCollected => [.. Collected.Select(d => d.Value)];

    public IReadOnlyList<Prompt> AllPrompts => [.. Prompts.Select(d => d.Value)];
}

/// <summary>The handovers' documents and the messages that show them.</summary>
internal sealed class HandoverStore(
    IStore store, ReleaseStore releases, IHandoverSource source, KeptRoster keptRoster, SlackDirectory directory, Settings settings, TimeProvider time)
{
    private static readonly DocumentKind<Handover> Kind = new("handover");
    private static readonly DocumentKind<Collected> CollectedKind = new("collected");
    private static readonly DocumentKind<Prompt> PromptKind = new("prompt");
    private static readonly DocumentKind<HolderAway> AwayKind = new("holder-away");

    public static string MessageKey(string handoverId) => "handover/" + handoverId;

    /// <summary>The configured timing of prompts.</summary>
    public PromptSettings Timing { get; } = settings.Handovers;

    public async Task<HandoverSnapshot?> Open(string releaseId, CancellationToken ct) =>
        await releases.Get(releaseId, ct) is { } release ? await Open(release, ct) : null;

    public async Task<HandoverSnapshot> Open(Doc<Release> release, CancellationToken ct) => new(
        release,
        await store.All(Kind, release.Id + "-", ct),
        await store.All(CollectedKind, release.Id + "/", ct),
        await store.All(PromptKind, release.Id + "/", ct),
        await store.Get(AwayKind, release.Id, ct));

    /// <summary>The release of a handover, by the handover's id.</summary>
    public static string ReleaseOf(string handoverId) => handoverId.Split('-')[0];

    public ValueTask<Doc<Prompt>?> GetPrompt(string id, CancellationToken ct) => store.Get(PromptKind, id, ct);

    /// <summary>The handover as already written in this commit; null when it is not.</summary>
    public Handover? Written(Commit commit, Handover handover) => commit.Written(Kind, handover.Id);

    /// <summary>Saves a handover and shows it: the 2023 process hands over in its own channel (row C1).</summary>
    public void Save(Commit commit, Doc<Handover>? read, Handover handover, Release release)
    {
        commit
            .Put(Kind, handover.Id, handover, read?.Version ?? 0)
            .Show(MessageKey(handover.Id), Channel(release), HandoverMessage.Render(
                handover, release, directory.NameOf, source.Open(release.Id)), Classification.Embargoed(release.Id));
        if (read is null)
            commit.Effect(new FetchPermalink(MessageKey(handover.Id)));
        if (!handover.IsOpen && handover.Stage != ReminderStage.None)
            Show(commit, handover, release, $":white_check_mark: {HasIt(release)}");
    }

    /// <summary>The same where the release stays as it was read: when that changes meanwhile it is decided anew.</summary>
    public void Save(Commit commit, Doc<Handover>? read, Handover handover, Doc<Release> release)
    {
        ReleaseStore.Require(commit, release);
        Save(commit, read, handover, release.Value);
    }

    /// <summary>The reminder of a waiting handover, or a line once it no longer waits: in its thread, or in the channel if the receiver left.</summary>
    public void Show(Commit commit, Handover handover, Release release, Message message)
    {
        var left = handover.Stage == ReminderStage.ChannelTold;
        commit.Show(
            $"{MessageKey(handover.Id)}/{(left ? AcceptanceDue.TellChannel : AcceptanceDue.RemindReceiver)}",
            Channel(release), message, Classification.Embargoed(release.Id), left ? null : MessageKey(handover.Id));
    }

    public void Save(Commit commit, Doc<Collected>? read, Collected item) =>
        commit.Put(CollectedKind, item.Id, item, read?.Version ?? 0);

    public void Save(Commit commit, Doc<HolderAway>? read, HolderAway away) => commit.Put(AwayKind, away.ReleaseId, away, read?.Version ?? 0);

    /// <summary>Saves a prompt and shows it; a missed one is shown by the message that lists it.</summary>
    public async Task Save(Commit commit, Doc<Prompt>? read, Prompt prompt, Release release, CancellationToken ct)
    {
        commit.Put(PromptKind, prompt.Id, prompt, read?.Version ?? 0);
        if (prompt.AskedAt is not null)
            await Show(commit, prompt, release, ct);
    }

    /// <summary>The same where the release stays as it was read: when that changes meanwhile it is decided anew.</summary>
    public async Task Save(Commit commit, Doc<Prompt>? read, Prompt prompt, Doc<Release> release, CancellationToken ct)
    {
        ReleaseStore.Require(commit, release);
        await Save(commit, read, prompt, release.Value, ct);
    }

    /// <summary>Shows a prompt in its current state.</summary>
    public async Task Show(Commit commit, Prompt prompt, Release release, CancellationToken ct)
    {
        var to = Receiver.Of(release, prompt.UserId, await keptRoster.Read(ct), time.Now());
        commit.Show(
            PromptMessage.Key(prompt), settings.Channels.Psirt, PromptMessage.Render(prompt, release, directory.NameOf, to),
            Classification.Embargoed(release.Id));
    }

    /// <summary>Tells a handover's sender what the receiver does first.</summary>
    public void TellSender(Commit commit, Handover handover, Release release) => commit.Show(
        $"{MessageKey(handover.Id)}/first", Channel(release),
        $"{Mrkdwn.User(handover.From)}, {Mrkdwn.Plain(directory.NameOf(handover.To))} accepted. *First:* {Mrkdwn.Plain(handover.First)}",
        Classification.Embargoed(release.Id), MessageKey(handover.Id));

    /// <summary>mrkdwn: the state of a release, for somebody who pressed an outdated button.</summary>
    public string HasIt(Release release) => release.IsActive
        ? $"{Mrkdwn.Plain(directory.NameOf(release.Owner))} has {release.Named()}."
        : $"{release.Named()} is {release.State.ToString().ToLowerInvariant()}.";

    /// <summary>A handover collapsed to a line, whole in a modal.</summary>
    public ModalViewDefinition Whole(Handover handover, Release release) => new()
    {
        Title = "Handover",
        Close = "Close",
        Blocks =
        [
            SectionBlock.Of(HandoverMessage.Line(handover, release, directory.NameOf) ?? release.Named()),
            .. HandoverMessage.Body(handover, directory.NameOf),
        ],
    };

    public string Channel(Release release) =>
        release.Kind == ReleaseKind.AppSec ? settings.Channels.AppSec : settings.Channels.Psirt;
}
