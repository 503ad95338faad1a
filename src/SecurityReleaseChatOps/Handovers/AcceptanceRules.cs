using NodaTime;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Rotation;

namespace SecurityReleaseChatOps.Handovers;

/// <summary>What an unaccepted handover asks for.</summary>
public enum AcceptanceDue
{
    Nothing,
    RemindReceiver,
    TellChannel,
}

public static class AcceptanceRules
{
    private static readonly Duration Patience = Duration.FromHours(1);

    /// <summary>
    /// One hour into the receiver's first workday that starts after the handover was written the receiver is reminded;
    /// another hour later the channel is told. Each once, the first before the second. Of a receiver who left the channel is told at once.
    /// </summary>
    public static AcceptanceDue Due(Handover handover, Release release, Engineer receiver, Instant now)
    {
        if (handover.IsOpen && release.IsActive && receiver.Left)
        {
            return handover.Stage == ReminderStage.ChannelTold ? AcceptanceDue.Nothing : AcceptanceDue.TellChannel;
        }

        if (!handover.IsOpen || !release.IsActive
            || Workdays.Next(receiver, Instant.FromDateTimeOffset(handover.WrittenAt)) is not { } workday)
        {
            return AcceptanceDue.Nothing;
        }

        return handover.Stage switch
        {
            ReminderStage.None when now >= workday.Start + Patience => AcceptanceDue.RemindReceiver,
            ReminderStage.ReceiverReminded when now >= workday.Start + Patience + Patience => AcceptanceDue.TellChannel,
            _ => AcceptanceDue.Nothing,
        };
    }

    /// <summary>The handover with that done, to be stored with the message.</summary>
    public static Handover Done(Handover handover, AcceptanceDue due) => due switch
    {
        AcceptanceDue.RemindReceiver => handover with { Stage = ReminderStage.ReceiverReminded },
        AcceptanceDue.TellChannel => handover with { Stage = ReminderStage.ChannelTold },
        _ => handover,
    };
}
