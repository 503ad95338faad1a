using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What PSIRT lacks to be ready, who may confirm that it is, and what breaks a confirmation. Pure.</summary>
public static class ReadinessRules
{
    /// <summary>Each required step before PSIRT's confirmation that it is ready, else before publication; those due after the merge are left out.</summary>
    /// <param name="board">Null when the release has no checklist: then nothing is known to be missing.</param>
    /// <param name="shown">mrkdwn of a person's name, which notifies nobody.</param>
    public static IReadOnlyList<Missing> Missing(Board? board, Func<string, string> shown) =>
        board is null ? [] : Of(board, board.Before("ready", "published").Where(step => step.Item.Due?.Anchor is not DueAnchor.Merge), shown);

    /// <summary>
    /// The required steps before a gate, if a step represents the gate. Before publication: what PSIRT lacks to be ready, its confirmation,
    /// and whatever else comes before. Closing has its own list, see the close-out.
    /// </summary>
    /// <inheritdoc cref="Missing" path="/param"/>
    public static IReadOnlyList<Missing> Before(Gate gate, Board? board, Func<string, string> shown) => board is null ? [] : gate switch
    {
        Gate.Cut => Of(board, UpTo(board, "cut.sent"), shown),
        Gate.Draft => Of(board, UpTo(board, "linked.draft-blog-post"), shown),
        Gate.Canonical => Missing(board, shown),
        Gate.Publish => Of(board, board.Before("published", "ready"), shown),
        _ => [],
    };

    /// <summary>Adds somebody who asks; nobody is listed twice.</summary>
    public static Readiness Ask(Readiness? before, string release, string by, Instant now)
    {
        var known = before ?? new Readiness { Release = release };
        return known.Asked.Any(asked => asked.By == by) ? known : known with { Asked = [.. known.Asked, new(by, now)] };
    }

    /// <param name="override">Why an admin accepts it; null when nobody does.</param>
    public static Decision<Readiness> Confirm(
        Readiness? before, Release release, IReadOnlyList<Missing> missing, string by, string? @override, Instant now)
    {
        var known = before ?? new Readiness { Release = release.Id };
        var why = string.IsNullOrWhiteSpace(@override) ? null : @override.Trim();
        return release.State != ReleaseState.Preparing
            ? Decision<Readiness>.Refuse($"{release.Id} is {release.State.ToString().ToLowerInvariant()}: nobody waits for that any more")
            : known.Confirmed is not null ? Decision<Readiness>.Same(known, "It is confirmed already")
            : missing.Count > 0 && why is null ? Decision<Readiness>.Refuse("Something is missing still")
            : Decision<Readiness>.New(known with
            {
                Confirmed = new(by, now, [.. missing.Select(one => one.Key)], Fixes(release), missing.Count > 0 ? why : null),
                Withdrawn = null,
            });
    }

    /// <summary>What breaks a confirmation, in mrkdwn; null while it holds, or when there is none.</summary>
    public static string? Broken(Readiness? readiness, Release release, IReadOnlyList<Missing> missing) =>
        readiness?.Confirmed is not { } confirmed || release.State != ReleaseState.Preparing ? null
        : Changed(confirmed, release)
        ?? missing.FirstOrDefault(one => !confirmed.Lacking.Contains(one.Key))?.Words;

    /// <summary>What changed in the fixes and versions since the confirmation, in mrkdwn; null for nothing.</summary>
    public static string? Changed(ReadyConfirmed confirmed, Release release)
    {
        var now = Fixes(release);
        return now.Except(confirmed.Fixes).ToList() is [var first, ..] added
            ? $"the fix {Mrkdwn.Plain(first)} was added{(added.Count > 1 ? ", and others" : "")}"
            : confirmed.Fixes.Except(now).FirstOrDefault() is { } removed ? $"the fix {Mrkdwn.Plain(removed)} was removed"
            : release.Edits.LastOrDefault(edit => edit.Part is ReleasePart.Versions or ReleasePart.Fixes && edit.At > confirmed.At)?.Part switch
            {
                null => null,
                ReleasePart.Versions => $"its versions are {Mrkdwn.Plain(string.Join(", ", release.Versions))} now",
                _ => "what is known of its fixes changed",
            };
    }

    public static Readiness Withdraw(Readiness readiness, string why, Instant now) =>
        readiness with { Withdrawn = new(readiness.Confirmed!, now, why), Confirmed = null };

    private static IReadOnlyList<string> Fixes(Release release) => [.. release.Fixes.Select(fix => fix.Id).Order(StringComparer.Ordinal)];

    /// <summary>The steps before the one that a fact settles, and that step.</summary>
    private static IEnumerable<Step> UpTo(Board board, string kind) =>
        board.Before(kind).Concat(board.Steps.Where(step => step.Blocks && step.Item.SettledBy.Any(term => term.Fact == kind)));

    private static IReadOnlyList<Missing> Of(Board board, IEnumerable<Step> steps, Func<string, string> shown) =>
        [.. steps.Select(step => new Missing("step:" + step.Key, Words(step, shown), board.Has(step, shown)))];

    private static string Words(Step step, Func<string, string> shown) => Checklists.ChecklistText.Name(step)
        + (step.Item.NeedsSecondPerson && step.State.Confirmations is [.., var one]
            ? $": {shown(one.By)} has confirmed it, a second person of PSIRT must too"
            : "");
}

/// <summary>Whether PSIRT is ready for a release to go out (row D6): asked by release managers, confirmed by PSIRT.</summary>
public sealed record Readiness
{
    public required string Release { get; init; }

    /// <summary>Who asked, each once, oldest first: they are told the outcome.</summary>
    public IReadOnlyList<Did> Asked { get; init; } = [];

    /// <summary>Null until somebody confirms it, and again once something breaks it.</summary>
    public ReadyConfirmed? Confirmed { get; init; }

    /// <summary>What broke the last confirmation; null when nothing did.</summary>
    public ReadyWithdrawn? Withdrawn { get; init; }

    /// <summary>The key of the message in the release managers' channel whose thread tells them; null before the first message.</summary>
    public string? Thread { get; init; }
}

/// <param name="Lacking">Keys of what was missing and accepted; empty when nothing was.</param>
/// <param name="Fixes">The fixes it was confirmed for.</param>
/// <param name="Why">Why an admin accepted what was missing; null otherwise.</param>
public sealed record ReadyConfirmed(string By, Instant At, IReadOnlyList<string> Lacking, IReadOnlyList<string> Fixes, string? Why = null);

/// <param name="Why">mrkdwn.</param>
public sealed record ReadyWithdrawn(ReadyConfirmed Was, Instant At, string Why);
