using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A release with its customer text.</summary>
/// <param name="Read">The text as it was read; null when nobody wrote one.</param>
/// <param name="Proposed">What it begins with.</param>
internal sealed record CustomerSnapshot(Doc<Release> ReleaseRead, Doc<CustomerText>? Read, CustomerProposal Proposed)
{
    public Release Release => ReleaseRead.Value;

    public CustomerText? Text => Read?.Value;
}

/// <summary>What a customer text begins with: from its template, with all that the release knows filled in.</summary>
/// <param name="Link">Where the post should come to be read; null when nobody can say.</param>
internal sealed record CustomerProposal(string Email, string? Tweet, string? Link)
{
    public static CustomerProposal Of(Release release, MessageTexts texts, Func<string, string> nameOf)
    {
        var facts = new TextFacts(release, [], nameOf);
        var link = PostAddress.Of(release);
        // The address may turn out to be another: it stands in one place only.
        facts = facts with { Post = CustomerText.LinkMark };
        return !CustomerRules.HasTest(release)
            ? new(texts.Render(CustomerTexts.AdvisoryEmail, facts).Trim(), texts.Render(CustomerTexts.Tweet, facts).Trim(), link)
            : new(Whole(texts.CustomerEmail(facts)), null, link);
    }

    private static string Whole((string Subject, string Body) email) => $"Subject: {email.Subject.Trim()}\n\n{email.Body.Trim()}";
}

/// <summary>The customer texts' documents, and the one message in the Communications channel that shows each as it stands.</summary>
internal sealed class CustomerStore(IStore store, SlackDirectory directory, MessageTexts texts, Settings settings) : IReleaseWatcher
{
    private static readonly DocumentKind<CustomerText> Kind = new("customer-text");

    /// <summary>The key under which a release's customer text stands.</summary>
    public static string MessageKey(string releaseId) => "customer/" + releaseId;

    /// <summary>mrkdwn that notifies Communications.</summary>
    public string Communications => directory.Mention(settings.Access.Communications);

    /// <summary>mrkdwn of a person's name, which notifies nobody.</summary>
    public string Shown(string user) => directory.Shown(user);

    /// <summary>The text as it stands, for one person.</summary>
    public Message Card(CustomerText text, Release release, string viewer) => CustomerCard.Render(text, release, Shown, MayWork(viewer));

    /// <summary>Whether this person may write and send: PSIRT and Communications.</summary>
    public bool MayWork(string user) => CustomerPress.Who.Refuse(directory, user) is null;

    public Task<CustomerText?> Find(string releaseId, CancellationToken ct) => Find(store, releaseId, ct);

    internal static async Task<CustomerText?> Find(IStore store, string releaseId, CancellationToken ct) => (await store.Get(Kind, releaseId, ct))?.Value;

    public async Task<CustomerSnapshot> Open(Doc<Release> release, CancellationToken ct) =>
        new(release, await store.Get(Kind, release.Id, ct), CustomerProposal.Of(release.Value, texts, directory.NameOf));

    /// <summary>Saves a text with its audit, and shows it once it was ready for the first time.</summary>
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

    /// <summary>Says something in the thread under the text, once for each change of it.</summary>
    public void Tell(Commit commit, CustomerSnapshot emailSnapshot, Message message) => commit.Show(
        $"{MessageKey(emailSnapshot.Release.Id)}/{(emailSnapshot.Read?.Version ?? 0) + 1}",
        settings.Channels.CommsSecurity, message, About(emailSnapshot.Release), MessageKey(emailSnapshot.Release.Id));

    /// <summary>Says how the text of a changed release stands now; one that is critical only now waits for Communications.</summary>
    public async Task Saving(Commit commit, Release? before, Release after, string by, CancellationToken ct)
    {
        if (before is null || await store.Get(Kind, after.Id, ct) is not { } read)
            return;
        commit.Require(Kind, read.Id, read.Version);
        Show(commit, after, read.Value);
        if (read.Value.Posted && CustomerRules.State(read.Value, after) == CustomerState.Waiting
            && CustomerRules.State(read.Value, before) != CustomerState.Waiting)
        {
            commit.Show(
                $"{MessageKey(after.Id)}/{read.Version}/critical",
                settings.Channels.CommsSecurity,
                $"{Communications}, {after.Named()} is critical now: please approve the text above, or ask for changes.",
                About(after),
                MessageKey(after.Id));
        }
    }

    // As long as it never was ready, Communications has not seen it.
    private void Show(Commit commit, Release release, CustomerText text)
    {
        if (!text.Posted)
            return;
        var key = MessageKey(release.Id);
        commit
            .Show(key, settings.Channels.CommsSecurity, CustomerCard.Render(text, release, Shown, mayWork: true, Communications), About(release))
            .Effect(new FetchPermalink(key));
    }

    private static Classification About(Release release) => Classification.Embargoed(release.Id);
}
