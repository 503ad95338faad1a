using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.BlogPosts;

/// <summary>The values of a post's templates, all Markdown already. A gap says who fills it: <c>[who: what]</c>.</summary>
internal sealed record PostText
{
    public required string Title { get; init; }

    /// <summary>As the title has them.</summary>
    public required string Versions { get; init; }

    /// <summary>In a sentence.</summary>
    public required string ListedVersions { get; init; }

    public required bool Several { get; init; }

    public required string Editions { get; init; }

    public required string Product { get; init; }

    /// <summary><c>May 22, 2024</c>.</summary>
    public required string Day { get; init; }

    public required string CanonicalPath { get; init; }

    public required string Author { get; init; }

    public required string AuthorGitlab { get; init; }

    public required IReadOnlyList<EntryText> Entries { get; init; }

    public required IReadOnlyList<UpdateText> Updates { get; init; }

    public required IReadOnlyList<BugsText> Bugs { get; init; }

    /// <summary>Releases that ship at the same time: <c>GitLab Runner 18.6.3, 18.5.4</c>.</summary>
    public required IReadOnlyList<string> Also { get; init; }

    public bool HasEntries => Entries.Count > 0;

    public bool HasBugs => Bugs.Count > 0;

    /// <param name="canonicalPath">Where it is read; null when nobody can say yet.</param>
    public static PostText Of(PostFacts snapshot, string? canonicalPath)
    {
        var gaps = new Gaps(snapshot);
        var versions = snapshot.Versions.Count == 0 ? [gaps.Versions] : snapshot.Versions;
        var isToday = snapshot.Form == PostForm.Patch;
        return new()
        {
            Title = PostTitle.Of(snapshot) ?? $"{PostTitle.Start(snapshot)}: {gaps.Versions}",
            Versions = string.Join(", ", versions),
            ListedVersions = isToday ? string.Join(", ", versions) : Text.PlainText.Series(versions),
            Several = versions.Count > 1,
            Product = snapshot.Product,
            Editions = snapshot.Product == Products.GitLab ? "GitLab Community Edition (CE) and Enterprise Edition (EE)" : snapshot.Product,
            Day = snapshot.Date.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture),
            CanonicalPath = canonicalPath ?? gaps.Address,
            Author = snapshot.Author,
            AuthorGitlab = snapshot.Notes.AuthorGitlab ?? gaps.AuthorGitlab,
            Entries = [.. PostOrder.Of(snapshot.Fixes).Select(fix => EntryText.Of(fix, snapshot.Form, gaps))],
            Also = [.. snapshot.Also.Select(from => $"{from.Product} {string.Join(", ", from.Versions)}")],
            Updates = [.. snapshot.Notes.Updates.Select(UpdateText.Of)],
            Bugs = [.. snapshot.Versions.Select(version => BugsText.Of(version, snapshot.Notes.Bugs)).OfType<BugsText>()],
        };
    }
}

/// <summary>An updated dependency, as the post describes it.</summary>
internal sealed record UpdateText(string Name, string Sentence)
{
    public static UpdateText Of(ThirdPartyUpdate update)
    {
        var name = PostMarkdown.Line(update.Name);
        var cves = string.Join(", ", update.Cves.Select(cve => $"[{cve}](https://www.cve.org/CVERecord?id={cve})"));
        var fixes = cves.Length == 0 ? "" : $" This update includes {(update.Cves.Count == 1 ? "a security fix" : "security fixes")} for {cves}.";
        return new(name, $"{name} has been updated{(update.To is { } to ? $" to {PostMarkdown.Line(to)}" : "")}.{fixes}");
    }
}

/// <summary>The bug fixes of a version.</summary>
internal sealed record BugsText(string Version, IReadOnlyList<string> Fixes)
{
    public static BugsText? Of(string version, IReadOnlyList<BugFix> bugs) =>
        bugs.Where(bug => bug.Version == version).Select(bug => $"[{PostMarkdown.Line(bug.Title)}]({bug.Link})").ToList() is { Count: > 0 } fixes
            ? new(version, fixes) : null;
}

/// <summary>What is not known yet, and whom to ask.</summary>
internal sealed record Gaps(PostFacts Snapshot)
{
    public string Versions => Gap("release managers", "versions");

    public string AuthorGitlab => Gap(Snapshot.Author, "user name on GitLab");

    public string Address => Gap("release managers", "address of the post");

    /// <summary>A gap for the engineer on rotation, who completes the CVEs.</summary>
    public string Ask(string what) => Gap(Snapshot.Engineers[0], what);

    public static string Gap(string who, string what) => $"[{who.Replace(':', ' ').Replace('[', '(').Replace(']', ')')}: {what}]";
}
