using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>Records the last time others were told that nobody at work has a release; one for each release.</summary>
/// <param name="Holder">Slack user id of the holder.</param>
/// <param name="Since">When they left work, or received it while away.</param>
/// <param name="Over">Whether somebody at work has it again.</param>
/// <param name="Handover">The handover whose acceptance the message waits for; null when it names none.</param>
public sealed record HolderAway(string ReleaseId, string Holder, Instant Since, Instant ToldAt, bool Over = false, string? Handover = null)
{
    [JsonIgnore]
    public string Key => $"away/{ReleaseId}/{Holder}/{Since.ToUnixTimeSeconds()}";
}

/// <summary>Decides when others are told that a release's holder is not at work. Pure.</summary>
public static class HolderAwayRules
{
    private static readonly Duration Patience = Duration.FromMinutes(30);

    /// <summary>
    /// Half an hour after the holder went home without handing over, or received it while away, others are told once. At Critical
    /// handing over is not enough: somebody at work must have accepted.
    /// </summary>
    /// <param name="holder">As the rotation knows them; null when it does not.</param>
    /// <param name="handovers">Of this release.</param>
    /// <param name="prompts">Of this release.</param>
    /// <param name="told">What others were told last.</param>
    /// <param name="left">Whether someone left.</param>
    /// <returns>Since when they are away, if it is to be told now; else null.</returns>
    public static Instant? Due(
        Release release, Engineer? holder, IReadOnlyList<Handover> handovers, IReadOnlyList<Prompt> prompts, HolderAway? told, Func<string, bool> left,
        int leadDays, Instant now)
    {
        if (!release.IsActive || (holder is not null && Workdays.IsAtWork(holder, now)))
            return null;
        var held = release.OwnerSince ?? release.CreatedAt;
        var last = holder is null ? null : Workdays.Last(holder, now);
        var since = last is not null ? Instant.Max(last.End, held) : held;
        if (now < since + Patience || (told?.Holder == release.Owner && told.ToldAt >= since))
            return null;
        if (release.IsCritical || holder is null or { Left: true })
            return since;
        var day = last is not null && last.End >= held ? last.Date : Workdays.Today(holder, held);
        return day < HandoverDays.First(release, holder, leadDays) || Said(Instant.Max(last?.Start ?? held, held)) ? null : since;

        // An answer to an earlier day's prompt says nothing about today.
        bool Said(Instant from) =>
            handovers.Any(handover => handover.IsOpen && handover.From == release.Owner && handover.WrittenAt >= from && !left(handover.To))
            || prompts.Any(prompt =>
                prompt.UserId == release.Owner && prompt.NothingBecause is not null && prompt.AnsweredAt >= from && prompt.Date >= day);
    }

    /// <summary>Who can help: the other engineer of the pair and the receiver, if at work; empty when the admins have to.</summary>
    public static IReadOnlyList<string> Helpers(Release release, IReadOnlyList<Handover> handovers, IReadOnlyList<Engineer> roster, Instant now) =>
    [
        .. release.Carriers.Concat(handovers.Where(handover => handover.IsOpen).Select(handover => handover.To)).Distinct()
            .Where(person => person != release.Owner && roster.Any(engineer => engineer.UserId == person && Workdays.IsAtWork(engineer, now))),
    ];
}
