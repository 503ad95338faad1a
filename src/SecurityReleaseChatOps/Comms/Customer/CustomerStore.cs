using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A release with its customer text.</summary>
/// <param name="Read">The text as read; null when nobody has written one.</param>
/// <param name="Proposed">What a new text starts with.</param>
internal sealed record CustomerSnapshot(Doc<Release> ReleaseRead, Doc<CustomerText>? Read, CustomerProposal Proposed)
{
    public Release Release => ReleaseRead.Value;

    public CustomerText? Text => Read?.Value;
}

/// <summary>What a new customer text starts with: its template, filled in with everything known about the release.</summary>
/// <param name="Link">The expected address of the post; null when unknown.</param>
internal sealed record CustomerProposal(string Email, string? Tweet, string? Link)
{
    public static CustomerProposal Of(Release release, MessageTexts texts, Func<string, string> nameOf)
    {
        var facts = new TextFacts(release, [], nameOf);
        var link = PostAddress.Of(release);
        // The final address may be another one, so the text contains only a placeholder for it.
        facts = facts with { Post = CustomerText.LinkMark };
        return !CustomerRules.HasTest(release)
            ? new(texts.Render(CustomerTexts.AdvisoryEmail, facts).Trim(), texts.Render(CustomerTexts.Tweet, facts).Trim(), link)
            : new(Whole(texts.CustomerEmail(facts)), null, link);
    }

    private static string Whole((string Subject, string Body) email) => $"Subject: {email.Subject.Trim()}\n\n{email.Body.Trim()}";
}

/// <summary>Stores customer texts, and keeps one up-to-date message for each in the Communications channel.</summary>
internal sealed class CustomerStore(IStore store, SlackDirectory directory, MessageTexts texts, Settings settings) : IReleaseWatcher
{
    private static readonly DocumentKind<CustomerText> Kind = new("customer-text");

    /// <summary>The key of the message with a release's customer text.</summary>
    public static string MessageKey(string releaseId) => "customer/" + releaseId;

    /// <summary>mrkdwn that notifies Communications.</summary>
    public string Communications => directory.Mention(settings.Access.Communications);

    /// <summary>mrkdwn of a person's name, which notifies nobody.</summary>
    public string Shown(string user) => directory.Shown(user);

    /// <summary>The card of the text, for one person.</summary>
    public Message Card(CustomerText text, Release release, string viewer) => CustomerCard.Render(text, release, Shown, MayWork(viewer));

    /// <summary>Whether this person may write and send: PSIRT and Communications.</summary>
    public bool MayWork(string user) => CustomerPress.Who.Refuse(directory, user) is null;

    public Task<CustomerText?> Find(string releaseId, CancellationToken ct) => Find(store, releaseId, ct);

    internal static async Task<CustomerText?> Find(IStore store, string releaseId, CancellationToken ct) => (await store.Get(Kind, releaseId, ct))?.Value;

    public async Task<CustomerSnapshot> Open(Doc<Release> release, CancellationToken ct) =>
        new(release, await store.Get(Kind, release.Id, ct), CustomerProposal.Of(release.Value, texts, directory.NameOf));

    /// <summary>Saves a text with an audit entry, and shows it from the first time it is ready.</summary>
    public void Save(Commit commit, CustomerSnapshot snapshot, CustomerText text, string by, string what)
    {
        text = text with { Posted = text.Ready is not null || snapshot.Text?.Posted == true };
        commit
            .Put(Kind, text.Release, text, snapshot.Read?.Version ?? 0)
            .Audit(by, what, MessageKey(text.Release), snapshot.Text, text);
        ReleaseStore.Require(commit, snapshot.ReleaseRead);
        Show(commit, snapshot.Release, text);
        ReleaseStore.Homes(commit, snapshot.Release, by);
    }

    /// <summary>Updates the message when the release changes; if that made the text wait for approval, asks Communications.</summary>
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before is null || await store.Get(Kind, after.Id, ct) is not { } read)
            return;
        commit.Require(Kind, read.Id, read.Version);
        Show(commit, after, read.Value);
        if (read.Value.Posted && CustomerRules.State(read.Value, after) == CustomerState.Waiting
            && CustomerRules.State(read.Value, before) != CustomerState.Waiting)
        {
            Tell(
                commit, after, $"{read.Version}/critical",
                $"{Communications}, {after.Named()} is critical now: please approve the text above, or ask for changes.");
        }
    }

    /// <summary>Posts something in the text's thread, once per key.</summary>
    public void Tell(Commit commit, Release release, string key, string words) => commit.Show(
        $"{MessageKey(release.Id)}/{key}", settings.Channels.CommsSecurity, words, Classification.Embargoed(release.Id), MessageKey(release.Id));

    // Communications does not see it before it is ready for the first time.
    private void Show(Commit commit, Release release, CustomerText text)
    {
        if (!text.Posted)
            return;
        var key = MessageKey(release.Id);
        commit
            .Show(key, settings.Channels.CommsSecurity, CustomerCard.Render(
                text, release, Shown, mayWork: true, Communications), Classification.Embargoed(release.Id))
            .Effect(new FetchPermalink(key));
    }
}
