using NodaTime;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>The form <b>Hand over</b> as it was filled.</summary>
/// <param name="Keep">Ids of the collected messages that go into it; the other waiting ones are dropped.</param>
public sealed record HandoverInput(string From, string? To, string? Status, string? Next, string? Notes, IReadOnlyList<string> Keep);

/// <summary>Names of the form's inputs, under which errors are reported.</summary>
public static class HandoverFields
{
    public const string To = "to";
    public const string Status = "status";
    public const string Next = "next";
    public const string Notes = "notes";
    public const string Items = "items";
}

/// <summary>A written handover and what it changed.</summary>
/// <param name="Replaced">Open handovers of the release that it takes the place of, marked so.</param>
/// <param name="Collected">The collected messages that it used or dropped, marked so.</param>
public sealed record WrittenHandover(Handover Handover, IReadOnlyList<Handover> Replaced, IReadOnlyList<Collected> Collected);

public sealed record AcceptedHandover(Handover Handover, Release Release);

public static class HandoverRules
{
    /// <summary>Longest Status, Next or notes, in characters: what Slack's text input takes.</summary>
    public const int MaxLength = 3000;

    /// <param name="earlier">All handovers of the release.</param>
    /// <param name="collected">The messages collected for the release.</param>
    public static FormDecision<WrittenHandover> Write(
        HandoverInput input,
        Release release,
        IReadOnlyList<Engineer> roster,
        IReadOnlyList<Handover> earlier,
        IReadOnlyList<Collected> collected,
        Instant now) => throw new NotSupportedException();

    /// <summary>Only the receiver accepts, and has the release from then on; a second time changes nothing.</summary>
    public static Decision<AcceptedHandover> Accept(Handover handover, Release release, string by, Instant now) =>
        throw new NotSupportedException();
}

/// <summary>What an unaccepted handover asks for.</summary>
public enum AcceptanceDue
{
    Nothing,
    RemindReceiver,
    TellChannel,
}

public static class AcceptanceRules
{
    /// <summary>
    /// One hour into the receiver's first workday that starts after the handover was written the receiver is reminded;
    /// another hour later the channel is told. Each once, the first before the second.
    /// </summary>
    public static AcceptanceDue Due(Handover handover, Release release, Engineer receiver, Instant now) =>
        throw new NotSupportedException();

    /// <summary>The handover with that done, to be stored with the message.</summary>
    public static Handover Done(Handover handover, AcceptanceDue due) => throw new NotSupportedException();
}
