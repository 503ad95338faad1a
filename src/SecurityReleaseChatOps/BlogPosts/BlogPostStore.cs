using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Cves;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>A release with what is known about its post.</summary>
/// <param name="Read">As it was read; null until somebody said or checked something.</param>
/// <param name="Facts">What the post is made from, as of now.</param>
/// <param name="CanonicalPath">Where the post is read, without the host; null when nobody can say.</param>
internal sealed record BlogPostSnapshot(Doc<Release> ReleaseRead, Doc<BlogPost>? Read, PostFacts Facts, string? CanonicalPath)
{
    public Release Release => ReleaseRead.Value;

    public BlogPost Post => Read?.Value ?? new() { Release = ReleaseRead.Id };
}

/// <summary>The documents of posts.</summary>
internal sealed class BlogPostStore(IStore store, ChecklistStore checklists, SlackDirectory directory)
{
    internal static readonly DocumentKind<BlogPost> Kind = new("blog-post");
    private static readonly DocumentKind<KeptPost> TextKind = new("blog-post-text");

    public Task<BlogPostSnapshot> Open(Doc<Release> release, CancellationToken ct) => Open(store, release, directory, ct);

    internal static async Task<BlogPostSnapshot> Open(IStore store, Doc<Release> release, SlackDirectory directory, CancellationToken ct)
    {
        var read = await store.Get(Kind, release.Id, ct);
        var cves = await CveStore.Open(store, release, ct);
        var path = PostAddress.Of(release.Value) is { } address && Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.AbsolutePath : null;
        return new(release, read, PostFactsOf.Of(release.Value, cves, read?.Value.Notes ?? PostNotes.None, directory.NameOf), path);
    }

    /// <summary>The last draft that was delivered.</summary>
    public ValueTask<Doc<KeptPost>?> LastDraft(string release, CancellationToken ct) => store.Get(TextKind, Draft(release), ct);

    /// <summary>The last post that was checked.</summary>
    public ValueTask<Doc<KeptPost>?> LastChecked(string release, CancellationToken ct) => store.Get(TextKind, Checked(release), ct);

    /// <summary>Saves what is known about a post, with its audit; the checklist shows the steps it settles or reopens.</summary>
    /// <param name="what">What was done, in a word.</param>
    /// <param name="found">What a check found; null where nothing was checked.</param>
    public async Task Save(
        Commit commit, BlogPostSnapshot read, BlogPost post, string by, string what, CancellationToken ct, IReadOnlyList<Finding>? found = null)
    {
        commit.Put(Kind, read.Release.Id, post, read.Read?.Version ?? 0).Audit(
            by, what, "blog-post/" + read.Release.Id, null,
            new AuditedPost(post.Draft?.Version, found is null ? null : [.. found.Where(one => one.Level != Level.Note).Take(AuditedPost.Most)]));
        ReleaseStore.Require(commit, read.ReleaseRead);
        var facts = BlogPostEvidence.Of(post, Hash(read.Facts));
        await checklists.Follow(commit, read.ReleaseRead, new Dictionary<Type, IReadOnlyList<Fact>> { [typeof(BlogPostEvidence)] = facts }, by, ct);
    }

    public static void KeepDraft(Commit commit, string release, Doc<KeptPost>? before, KeptPost post) =>
        commit.Put(TextKind, Draft(release), post, before?.Version ?? 0);

    public static void KeepChecked(Commit commit, string release, Doc<KeptPost>? before, KeptPost post) =>
        commit.Put(TextKind, Checked(release), post, before?.Version ?? 0);

    /// <summary>A hash of what a post says about a release: when it changes, the post has to be checked again.</summary>
    public static string Hash(PostFacts facts) => Hash(
        JsonSerializer.Serialize(new { facts.Versions, Fixes = facts.Fixes.Select(fix => fix with { Reporter = null }) }, StoreJson.Options));

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static string Draft(string release) => release + "/draft";

    private static string Checked(string release) => release + "/checked";
}

/// <summary>What a post is made from: a release and its CVEs.</summary>
internal static class PostFactsOf
{
    /// <param name="nameOf">From a Slack user id to the person's name.</param>
    public static PostFacts Of(Release release, ReleaseCvesSnapshot cves, PostNotes notes, Func<string, string> nameOf) => new()
    {
        Form = release.Kind switch { ReleaseKind.AppSec => PostForm.Security, ReleaseKind.OutOfBand => PostForm.Advisory, _ => PostForm.Patch },
        Product = release.Product,
        Versions = release.Versions,
        Date = PostAddress.DayOf(release),
        IsCritical = release.IsCritical,
        Engineers = [.. release.Pair.Select(nameOf)],
        Fixes = [.. release.Fixes.Select(fix => Of(fix, release, cves))],
        Notes = notes,
    };

    private static PostFix Of(ReleaseFix fix, Release release, ReleaseCvesSnapshot cves) =>
        new(fix.Id, fix.CveNumber, fix.Title, fix.Severity, fix.CveId is { } id ? cves.Find(id)?.Record : null)
        {
            NotIn = [.. fix.VersionsIn(release).Where(version => fix.StateIn(version) == FixState.NotIn)],
            Reporter = fix.Reporter,
            // The Runner is the only product released on its own.
            From = fix.From is { } from ? new(from.Release, Products.Runner, from.Versions) : null,
        };
}
