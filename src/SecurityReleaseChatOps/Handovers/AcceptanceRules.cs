using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>What is due for an unaccepted handover.</summary>
public enum AcceptanceDue
{
    Nothing,
    RemindReceiver,
    TellChannel,
}

public static class AcceptanceRules
{
    private static readonly Duration Patience = Duration.FromMinutes(30);
    private static readonly Duration AtCritical = Duration.FromMinutes(15);
    private static readonly Duration IntoTheDay = Duration.FromHours(1);

    /// <summary>
    /// A handover its receiver has not accepted is brought up once: half an hour after it was written if they are at work (a quarter at
    /// Critical), else an hour into their next workday. If the receiver left, the channel is told at once.
    /// </summary>
    public static AcceptanceDue Due(Handover handover, Release release, Engineer receiver, Instant now) =>
        !handover.IsOpen || !release.IsActive || handover.Stage == ReminderStage.ChannelTold ? AcceptanceDue.Nothing
        : receiver.Left ? AcceptanceDue.TellChannel
        : handover.Stage == ReminderStage.None && now >= Moment(handover, release, receiver) ? AcceptanceDue.RemindReceiver
        : AcceptanceDue.Nothing;

    private static Instant? Moment(Handover handover, Release release, Engineer receiver)
    {
        var soon = handover.WrittenAt + (release.IsCritical ? AtCritical : Patience);
        return Workdays.At(receiver, handover.WrittenAt)?.Contains(soon) == true ? soon : Workdays.Next(receiver, handover.WrittenAt)?.Start + IntoTheDay;
    }

    /// <summary>The handover with that done, to be stored with the message.</summary>
    public static Handover Done(Handover handover, AcceptanceDue due) => due switch
    {
        AcceptanceDue.RemindReceiver => handover with { Stage = ReminderStage.ReceiverReminded },
        AcceptanceDue.TellChannel => handover with { Stage = ReminderStage.ChannelTold },
        _ => handover,
    };
}
