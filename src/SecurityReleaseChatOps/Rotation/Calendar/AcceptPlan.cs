using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Calendar;

/// <summary>The button <b>Accept</b> of a plan: makes the plan again, saves it if it is still the same, and tells those concerned.</summary>
internal sealed class AcceptPlan(
    FormFrame frame, RotationReader rotation, Proposals proposals, ShiftChanges changes, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.plan.accept";
    public const string Anew = "anew";

    public static Button Button(Proposal proposal) => new()
    {
        ActionId = ActionId,
        Text = "Accept",
        Style = ButtonStyle.Primary,
        Value = proposal.Anew ? $"{proposal.Mark} {Anew}" : proposal.Mark,
    };

    public Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) => frame.Store.Run(
        request.DeliveryId,
        async ct =>
        {
            if (Who.Admins.Refuse(frame.Directory, request.UserId) is { } no)
                return (null, ActionResponse.Ephemeral(no));
            var (calendar, now, words) = (await rotation.Read(ct), time.Now(), (action.Value ?? "").Split(' '));
            var proposal = proposals.Of(calendar, words.Contains(Anew));
            if (proposal.Mark != words[0])
            {
                return (null, ActionResponse.Replace(PlanMessage.Render(
                    proposal, calendar.Cadences, frame.Directory.NameOf, frame.Directory.TodayOf(request.UserId, now),
                    "Something changed meanwhile: nothing is accepted. This is the plan now.")));
            }
            var commit = new Commit();
            var change = await changes.Save(commit, [.. proposal.Changes.Select(shift => (shift.Before, shift.After))], request.UserId, "planned", ct);
            return (commit, ActionResponse.Replace(UndoShiftChange.Offer("The plan is accepted. Everyone concerned is told.", change)));
        },
        ActionResponse.None,
        cancellation);
}

/// <summary>The button <b>Show all</b> of a plan.</summary>
internal sealed class ShowPlan(RotationReader rotation, Proposals proposals, SlackDirectory directory, TimeProvider time) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.plan.show";

    public static Button Button(Proposal proposal) => new() { ActionId = ActionId, Text = "Show all", Value = proposal.Anew ? AcceptPlan.Anew : "all" };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (Who.Admins.Refuse(directory, request.UserId) is { } no)
            return ActionResponse.Ephemeral(no);
        var (calendar, now) = (await rotation.Read(cancellation), time.Now());
        return ActionResponse.Open(PlanMessage.Whole(
            proposals.Of(calendar, action.Value == AcceptPlan.Anew), calendar.Cadences, directory.NameOf, directory.TodayOf(request.UserId, now)));
    }
}
