using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary><c>/rotation swap</c>: opens <b>Swap</b>; admins for others too.</summary>
internal sealed class SwapCommand(SwapForms forms) : OfPersonCommand
{
    public override CommandUsage Usage { get; } = new("/rotation", "swap", "[@person]", "give a shift to someone else");

    protected override async Task<SlashCommandResponse> Of(string person, string by, CancellationToken ct) =>
        SlashCommandResponse.Open(await forms.Open(person, by, ct));
}

/// <summary>The buttons <b>Swap</b> and <b>Find cover</b>: open the same; for an admin, about the person whose shift they are beside.</summary>
internal sealed class SwapButton(SwapForms forms, SlackDirectory directory) : IBlockActionHandler<ButtonAction>
{
    public const string ActionId = "rotation.swap";

    public static Button Button { get; } = new() { ActionId = ActionId, Text = "Swap" };

    public static Button FindCover(string shift, string person) => new() { ActionId = ActionId, Text = "Find cover", Value = $"{person} {shift}" };

    public async Task<ActionResponse> Handle(ButtonAction action, BlockActionRequest request, CancellationToken cancellation)
    {
        if (directory.RoleOf(request.UserId) < Role.Psirt)
            return ActionResponse.Ephemeral("This is for PSIRT, about its own rotation.");
        var (person, shift) = (action.Value ?? "").Split(' ') is [{ Length: > 0 } of, var id] ? (of, id) : (request.UserId, null);
        return person != request.UserId && directory.RoleOf(request.UserId) != Role.Admin
            ? ActionResponse.Ephemeral($"{directory.Shown(person)} or an admin finds cover for this.")
            : ActionResponse.Open(await forms.Open(person, request.UserId, cancellation, shift));
    }
}
