using NodaTime.Extensions;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

public enum PromptAction
{
    /// <summary>The prompt appears.</summary>
    Ask,

    /// <summary>The snooze is over: the prompt appears again.</summary>
    AskAgain,

    /// <summary>The one reminder.</summary>
    Remind,

    /// <summary>The next workday has begun: no more asking.</summary>
    Pass,

    /// <summary>Too late: listed in the one message about what was missed.</summary>
    Missed,
}

/// <summary>Something due for a prompt.</summary>
/// <param name="Prompt">The document to store with the message.</param>
/// <param name="IsNew">True when there was none before.</param>
/// <param name="At">When it was due.</param>
public sealed record PromptDue(PromptAction Action, Prompt Prompt, bool IsNew, Instant At);

public static class PromptRules
{
    /// <summary>Longest reason why there is nothing to hand over, in characters.</summary>
    public const int LongestReason = 500;

    // After a longer downtime nobody needs to read about each day.
    private const int LookBackDays = 14;

    /// <summary>What is due for an engineer of the pair or the holder, oldest first; nothing for anybody else.</summary>
    /// <param name="prompts">Prompts of this release and engineer; more may be in it.</param>
    /// <param name="handovers">Handovers of this release; more may be in it.</param>
    /// <param name="notes">Notes for its next handover; more may be in it.</param>
    public static IReadOnlyList<PromptDue> Due(
        Release release,
        Engineer engineer,
        IReadOnlyList<Prompt> prompts,
        IReadOnlyList<Handover> handovers,
        PromptSettings settings,
        Instant now,
        IReadOnlyList<Collected>? notes = null)
    {
        if (!release.IsActive || !IsAsked(release, engineer.UserId))
        {
            return [];
        }

        var today = Workdays.Today(engineer, now);
        var (opens, earliest) = (HandoverDays.First(release, engineer, settings.LeadDays), today.AddDays(-LookBackDays));
        var due = new List<PromptDue>();
        for (var date = opens > earliest ? opens : earliest; date <= today.AddDays(1); date = date.AddDays(1))
        {
            var asked = prompts.FirstOrDefault(prompt =>
                prompt.Date == date && prompt.UserId == engineer.UserId && prompt.ReleaseId == release.Id);
            var next = asked is not null ? FollowUp(asked, engineer, settings, now)
                : Workdays.On(engineer, date) is { } workday ? First(release, engineer, workday, settings, now)
                : null;
            if (next is not null && !HandedOverSince(next.Prompt))
            {
                due.Add(next);
            }
        }

        return due;

        // A handover of the same workday, or a note for the next, answers the prompt, also one that was written before it.
        bool HandedOverSince(Prompt prompt) =>
            handovers.Any(handover => handover.ReleaseId == release.Id && handover.From == engineer.UserId && handover.WrittenAt >= prompt.WorkBegan)
            || (notes ?? []).Any(note => note.IsNote && note.ReleaseId == release.Id && note.AddedBy == engineer.UserId && note.AddedAt >= prompt.WorkBegan);
    }

    /// <summary>Whether prompts of this release are for that person: for the pair, and for who has it.</summary>
    public static bool IsAsked(Release release, string person) => release.Owner == person || release.Carriers.Contains(person);

    /// <summary>Makes the prompt appear again later; only its own person can.</summary>
    public static Decision<Prompt> Snooze(Prompt prompt, string by, PromptSettings settings, Instant now) =>
        Answerable(prompt, by) ?? Decision<Prompt>.New(prompt with { SnoozedUntil = now + settings.Snooze.ToDuration(), MissedAt = null });

    /// <summary>Answers the prompt with a reason why there is nothing to hand over; only its own person can.</summary>
    public static Decision<Prompt> Nothing(Prompt prompt, string? why, string by, Instant now)
    {
        var word = why?.Trim() ?? "";
        return Answerable(prompt, by)
            ?? (word.Length == 0 ? Decision<Prompt>.Refuse("Say in a word why there is nothing to hand over")
                : word.Length > LongestReason ? Decision<Prompt>.Refuse($"This has {word.Length:N0} characters: at most {LongestReason} fit")
                : Decision<Prompt>.New(prompt with { AnsweredAt = now, NothingBecause = word }));
    }

    /// <summary>The open prompts that a handover answers, marked as answered.</summary>
    public static IReadOnlyList<Prompt> AnsweredBy(Handover handover, IEnumerable<Prompt> prompts) =>
    [
        .. prompts
            .Where(prompt => prompt.IsOpen && prompt.ReleaseId == handover.ReleaseId && prompt.UserId == handover.From)
            .Select(prompt => prompt with { AnsweredAt = handover.WrittenAt, HandoverId = handover.Id }),
    ];

    /// <summary>The open prompts of whoever wrote a note for the next handover, marked as answered.</summary>
    public static IReadOnlyList<Prompt> AnsweredBy(Collected note, IEnumerable<Prompt> prompts) =>
        [.. prompts.Where(prompt => prompt.IsOpen && prompt.ReleaseId == note.ReleaseId && prompt.UserId == note.AddedBy)
            .Select(prompt => prompt with { AnsweredAt = note.AddedAt, Noted = true })];

    private static Decision<Prompt>? Answerable(Prompt prompt, string by) =>
        by != prompt.UserId ? Decision<Prompt>.Refuse("This prompt is for someone else: only they can answer it")
        : prompt.AnsweredAt is not null ? Decision<Prompt>.Same(prompt, "This prompt is answered already")
        : prompt.PassedAt is not null ? Decision<Prompt>.Same(prompt, "This prompt is past")
        : null;

    private static PromptDue? First(Release release, Engineer engineer, Workday workday, PromptSettings settings, Instant now)
    {
        var before = workday.End - settings.PromptBeforeEnd.ToDuration();
        var since = Since(release, engineer);
        var due = Instant.Max(Instant.Max(before, workday.Start), since);
        if (now < due || since >= workday.End)
        {
            return null;
        }

        var prompt = new Prompt
        {
            ReleaseId = release.Id,
            UserId = engineer.UserId,
            Date = workday.Date,
            WorkBegan = workday.Start,
            WorkEnds = workday.End,
            DueAt = due,
        };
        return InTime(due, settings, now)
            ? new PromptDue(PromptAction.Ask, prompt with { AskedAt = now }, IsNew: true, prompt.DueAt)
            : new PromptDue(PromptAction.Missed, prompt with { MissedAt = now }, IsNew: true, prompt.DueAt);
    }

    private static PromptDue? FollowUp(Prompt prompt, Engineer engineer, PromptSettings settings, Instant now)
    {
        if (!prompt.IsOpen)
            return null;
        var again = prompt.MissedAt is null ? Again(prompt, settings, now) : null;
        var isPast = prompt.SnoozedUntil is null && Workdays.Last(engineer, now)?.Date > prompt.Date;
        // A lapsed prompt may also have been missed: it is listed all the same.
        return again is { Action: PromptAction.Missed } && isPast ? again with { Prompt = again.Prompt with { PassedAt = now } }
            : again ?? (isPast ? new(PromptAction.Pass, prompt with { PassedAt = now }, IsNew: false, now) : null);
    }

    private static PromptDue? Again(Prompt prompt, PromptSettings settings, Instant now)
    {
        var (due, action, next) = prompt switch
        {
            { SnoozedUntil: { } until } => (until, PromptAction.AskAgain, prompt with { SnoozedUntil = null, AskedAgainAt = now }),
            { RemindedAt: null } =>
                ((prompt.AskedAgainAt ?? prompt.AskedAt!.Value) + settings.RemindAfter.ToDuration(), PromptAction.Remind, prompt with { RemindedAt = now }),
            _ => (Instant.MaxValue, PromptAction.Remind, prompt),
        };
        return now < due ? null
            : InTime(due, settings, now) ? new PromptDue(action, next, IsNew: false, due)
            : new PromptDue(PromptAction.Missed, prompt with { SnoozedUntil = null, MissedAt = now }, IsNew: false, due);
    }

    private static bool InTime(Instant due, PromptSettings settings, Instant now) => now <= due + settings.CatchUp.ToDuration();

    // Whoever joined the release, or changed to these hours, after a prompt's time has not missed it.
    private static Instant Since(Release release, Engineer engineer)
    {
        Instant?[] changes =
        [
            release.IsCritical ? HandoverDays.CriticalSince(release) : release.CreatedAt,
            engineer.UserId == release.Owner ? release.OwnerSince : null,
            engineer.UserId == release.Primary ? release.PrimarySince : release.SecondarySince,
            release.Moves is [.., var move] ? move.At : null,
            engineer.ChangedAt,
        ];
        return changes.Max()!.Value;
    }
}
