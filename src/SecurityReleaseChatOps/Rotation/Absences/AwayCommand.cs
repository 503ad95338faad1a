using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary><c>/rotation away</c>: opens <b>Away</b>; for admins also about others.</summary>
internal sealed class AwayCommand(AwayForms forms) : OfPersonCommand
{
    public override CommandUsage Usage { get; } = new("/rotation", "away", "[@person]", "say when you are away, by days or half days");

    protected override async Task<SlashCommandResponse> Of(string person, string by, CancellationToken ct) => await forms.Refuse(person, by, ct) is { } no
        ? SlashCommandResponse.Ephemeral(no)
        : SlashCommandResponse.Open(await forms.Open(person, ct));
}

/// <summary>The button <b>Away</b>.</summary>
internal sealed class AwayButton(AwayForms forms) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.away";

    public static Button Button { get; } = new() { ActionId = ActionId, Text = "Away" };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation) =>
        await forms.Refuse(request.UserId, request.UserId, cancellation) is { } no
            ? ActionResponse.Ephemeral(no)
            : ActionResponse.Open(await forms.Open(request.UserId, cancellation));
}
