using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Absences;

/// <summary><c>/rotation away</c>: opens <b>Away</b>; admins for others too.</summary>
internal sealed class AwayCommand(AwayForms forms) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "away", "[@person]", "say when you are away, by days or half days");

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var person = call.UserId;
        if (!call.Rest.IsEmpty && !RosterText.TryParseMention(call.Rest, out person))
            return SlashCommandResponse.Ephemeral("Type `/rotation away` for yourself, or pick someone's name after `@`.");
        return await forms.Refuse(person, call.UserId, ct) is { } no
            ? SlashCommandResponse.Ephemeral(no)
            : SlashCommandResponse.Open(await forms.Open(person, ct));
    }
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
