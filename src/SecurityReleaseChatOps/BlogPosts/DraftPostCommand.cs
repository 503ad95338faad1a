using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary><c>/blogpost draft</c>: the whole post as a file in the PSIRT channel; a new version, with what differs, when something changed.</summary>
internal sealed class DraftPostCommand(ReleaseStore releases, BlogPostStore posts, PostDraft draft, IStore store, Settings settings,
    TimeProvider time)
    : ReleaseCommand(releases, new("its post stays as it is; /blogpost correct tells how to mend it", ReleaseState.Preparing, ReleaseState.Published))
{
    // How much of the difference is shown with the file.
    private const int MostLines = 20;
    private const int LongestLine = 160;

    public override CommandUsage Usage { get; } = new("/blogpost", "draft", "[release]", "the post as a file, from the release and its CVEs",
        Button: "Draft post");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) => store.Run(
        call.Slack.DeliveryId, again => Decide(release, call.UserId, again), SlashCommandResponse.Ephemeral("That draft is in the channel already."), ct);

    private async Task<(Commit? Commit, SlashCommandResponse Answer)> Decide(Doc<Release> release, string by, CancellationToken ct)
    {
        var read = await posts.Open(release, ct);
        var last = await posts.LastDraft(release.Id, ct);
        var text = draft.Write(read.Facts, read.CanonicalPath);
        if (last?.Value.Text == text && read.Post.Draft is { } known)
            return (null, SlashCommandResponse.Ephemeral(string.Create(CultureInfo.InvariantCulture,
                $"Nothing changed since version {known.Version} of the draft.")));
        var drafted = new DraftedPost((read.Post.Draft?.Version ?? 0) + 1, by, time.Now(),
            IsWhole: Unfilled.Gaps(text).Count == 0);
        var commit = new Commit().Effect(new GiveFile(Name(release.Id, drafted), settings.Channels.Psirt, text,
            Comment(read, drafted, text, last?.Value.Text), Classification.Embargoed(release.Id)));
        BlogPostStore.KeepDraft(commit, release.Id, last, new(text, read.Facts));
        await posts.Save(commit, read, read.Post with { Draft = drafted }, by, "drafted", ct);
        return (commit, SlashCommandResponse.Ephemeral(string.Create(CultureInfo.InvariantCulture,
            $"Version {drafted.Version} of the draft of {release.Value.Named()} is in #{Mrkdwn.Plain(settings.Channels.Psirt)}. {Gaps(text)}")));
    }

    /// <summary>Unique to this file, for ever.</summary>
    private static string Name(string release, DraftedPost drafted) =>
        string.Create(CultureInfo.InvariantCulture, $"{release}-blog-post-v{drafted.Version}.md");

    /// <summary>mrkdwn.</summary>
    private static string Comment(BlogPostSnapshot read, DraftedPost drafted, string text, string? before)
    {
        var named = string.Create(CultureInfo.InvariantCulture, $"{read.Release.Named()} · draft of the post, version {drafted.Version}. {Gaps(text)}");
        var file = $"In the repository: `{Mrkdwn.Escape(PostDraft.FileName(read.Facts, read.CanonicalPath))}`";
        var others = read.Facts.Form == PostForm.Advisory ? ". `/blogpost edit` asks for its choices, `/comms email` has its email and tweet." : "";
        return $"{named}\n{file}{others}{(before is null ? "" : Changed(LineDifference.Of(before, text)))}";
    }

    private static string Changed(IReadOnlyList<string> lines)
    {
        var shown = lines.Take(MostLines).Select(line => PlainText.Cut(line.Replace('`', 'ˋ'), LongestLine));
        var more = lines.Count > MostLines ? string.Create(CultureInfo.InvariantCulture, $"\n… and {lines.Count - MostLines} more lines") : "";
        return $"\n*Changed*\n```\n{Mrkdwn.Escape(string.Join('\n', shown))}\n```{more}";
    }

    private static string Gaps(string text) => Unfilled.Gaps(text).Count switch
    {
        0 => "Nothing is left to be filled in.",
        1 => "1 gap is left, marked `[who: what]`.",
        var many => string.Create(CultureInfo.InvariantCulture, $"{many} gaps are left, marked `[who: what]`."),
    };
}
