using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The submitted form <b>Hand over</b>.</summary>
/// <param name="Offered">Ids of the collected messages that the form showed.</param>
/// <param name="Keep">Those to include in the handover; the others are dropped.</param>
public sealed record HandoverInput(
    string From, string? To, string? Status, string? Next, string? Notes, IReadOnlyList<string> Offered, IReadOnlyList<string> Keep);

/// <summary>Names of the form's inputs, under which errors are reported.</summary>
public static class HandoverFields
{
    public const string To = "to";
    public const string Status = "status";
    public const string Next = "next";
    public const string Notes = "notes";
    public const string Items = "items";
}

/// <summary>A written handover and what it changes.</summary>
/// <param name="Replaced">The release's open handovers that it replaces, marked so.</param>
/// <param name="Collected">The collected messages that it includes or drops, marked so.</param>
public sealed record WrittenHandover(Handover Handover, IReadOnlyList<Handover> Replaced, IReadOnlyList<Collected> Collected);

/// <summary>What somebody may do who wants to hand a release over.</summary>
public enum HandoverChoice
{
    /// <summary>They have it: they hand it over.</summary>
    HandOver,

    /// <summary>They are the other engineer of the pair and work today: they write a note for the next handover.</summary>
    AddNote,

    /// <summary>Someone else has it.</summary>
    Nothing,
}

public sealed record AcceptedHandover(Handover Handover, Release Release);

public static class HandoverRules
{
    /// <summary>Longest Status, Next or notes, in characters: what Slack's text input takes.</summary>
    public const int MaxLength = 3000;

    /// <summary>Longest text of what the receiver does first, in characters.</summary>
    public const int LongestFirst = 150;

    /// <param name="engineer">As the rotation knows them; null when it does not.</param>
    public static HandoverChoice ChoiceOf(Release release, string by, Engineer? engineer, Instant now) =>
        by == release.Owner ? HandoverChoice.HandOver
        : release.Pair.Contains(by) && engineer is not null && Workdays.WorksToday(engineer, now) ? HandoverChoice.AddNote
        : HandoverChoice.Nothing;

    /// <summary>
    /// The new handover, or what is wrong by field of <see cref="HandoverFields"/>.
    /// The release's holder stays the same until it is accepted.
    /// </summary>
    /// <param name="earlier">All handovers of the release.</param>
    /// <param name="collected">The messages collected for the release.</param>
    public static Decision<WrittenHandover> Write(
        HandoverInput input,
        Release release,
        IReadOnlyList<Engineer> roster,
        IReadOnlyList<Handover> earlier,
        IReadOnlyList<Collected> collected,
        Instant now)
    {
        var errors = new Dictionary<string, string>();
        Check(HandoverFields.To, ReceiverError(input, release, roster));
        Check(HandoverFields.Status, TextError(input.Status, "where the release stands"));
        Check(HandoverFields.Next, TextError(input.Next, "what should happen next"));
        Check(HandoverFields.Notes, TooLong(input.Notes));
        if (errors.Count > 0)
        {
            return Decision<WrittenHandover>.Refuse(errors);
        }

        var mine = earlier.Where(handover => handover.ReleaseId == release.Id).ToList();
        var id = string.Create(CultureInfo.InvariantCulture, $"{release.Id}-H{mine.Count + 1}");
        var offered = collected.Where(item => item.IsWaiting && item.ReleaseId == release.Id && input.Offered.Contains(item.Id)).ToList();
        var used = offered
            .Select(item => input.Keep.Contains(item.Id) ? item with { HandoverId = id } : item with { Dropped = true })
            .ToList();
        var receiver = roster.Single(engineer => engineer.UserId == input.To);
        var handover = new Handover
        {
            Id = id,
            ReleaseId = release.Id,
            From = input.From,
            To = input.To!,
            Status = input.Status!.Trim(),
            Next = input.Next!.Trim(),
            Notes = string.IsNullOrWhiteSpace(input.Notes) ? null : input.Notes.Trim(),
            Items = [.. used.Where(item => !item.Dropped).OrderBy(item => item.AddedAt)],
            Kind = release.Kind,
            Links = release.Links,
            State = release.State,
            DueDate = release.DueDate,
            WrittenAt = now,
            ReceiverBegins = Workdays.IsAtWork(receiver, now) ? null : Workdays.Next(receiver, now)?.Start,
        };
        var replaced = mine.Where(other => other.IsOpen).Select(other => other with { ReplacedBy = id }).ToList();
        return Decision<WrittenHandover>.New(new WrittenHandover(handover, replaced, used));

        void Check(string field, string? error)
        {
            if (error is not null)
            {
                errors[field] = error;
            }
        }
    }

    /// <summary>Only the receiver accepts, and has the release from then on; accepting again changes nothing.</summary>
    public static Decision<AcceptedHandover> Accept(Handover handover, Release release, string by, Instant now)
    {
        if (by != handover.To)
        {
            return Decision<AcceptedHandover>.Refuse(by == handover.From
                ? "Only the receiver can accept this handover: until then the release stays where it is"
                : "Only the person this handover is addressed to can accept it");
        }

        if (handover.AcceptedAt is not null)
        {
            return Decision<AcceptedHandover>.Same(new AcceptedHandover(handover, release), "You have accepted this handover already");
        }

        if (handover.ReplacedBy is not null)
        {
            return Decision<AcceptedHandover>.Refuse("A newer handover took the place of this one");
        }

        if (handover.WithdrawnFor is not null)
        {
            return Decision<AcceptedHandover>.Refuse($"Someone else has had {release.Id} since: this handover came to nothing");
        }

        return release.IsActive
            ? Decision<AcceptedHandover>.New(new AcceptedHandover(
                handover with { AcceptedAt = now, AcceptedBy = by }, release.HeldBy(by, now)))
            : Decision<AcceptedHandover>.Refuse($"{release.Id} is {release.State.ToString().ToLowerInvariant()}: there is nothing left to take over");
    }

    /// <summary>What the receiver does first, said by them when they accept or later.</summary>
    public static Decision<Handover> First(Handover handover, string? words, string by)
    {
        var said = words?.Trim() ?? "";
        return by != handover.AcceptedBy ? Decision<Handover>.Refuse("Only who accepted this handover can say that")
            : said.Length == 0 ? Decision<Handover>.Refuse("Say in a line what you do first")
            : said.Length > LongestFirst ? Decision<Handover>.Refuse($"This has {said.Length:N0} characters: at most {LongestFirst} fit")
            : Decision<Handover>.New(handover with { First = said });
    }

    private static string? ReceiverError(HandoverInput input, Release release, IReadOnlyList<Engineer> roster) =>
        !release.IsActive ? $"{release.Id} is {release.State.ToString().ToLowerInvariant()}: there is nothing left to hand over"
        : string.IsNullOrEmpty(input.To) ? "Choose who takes over"
        : input.To == input.From ? "This is you: choose someone else"
        : roster.All(engineer => engineer.UserId != input.To)
            ? "This person is not on the roster, so their working hours are unknown: an admin adds them with /rotation add"
        : null;

    private static string? TextError(string? text, string what) =>
        string.IsNullOrWhiteSpace(text) ? $"Say in a sentence {what}" : TooLong(text);

    private static string? TooLong(string? text) =>
        text?.Trim().Length > MaxLength
            ? string.Create(
                CultureInfo.InvariantCulture, $"This has {text.Trim().Length:N0} characters, and at most {MaxLength:N0} fit: shorten it, or link to the rest")
            : null;
}
