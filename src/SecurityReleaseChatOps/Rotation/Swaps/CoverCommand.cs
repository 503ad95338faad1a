using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary><c>/rotation cover</c>: opens <b>Cover</b>; admins for others too.</summary>
internal sealed class CoverCommand(CoverForms forms) : ISubcommand
{
    public CommandUsage Usage { get; } = new("/rotation", "cover", "[@person]", "have someone do what is yours, for hours or days");

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var person = call.UserId;
        if (!call.Rest.IsEmpty && !RosterText.TryParseMention(call.Rest, out person))
            return SlashCommandResponse.Ephemeral("Type `/rotation cover` for yourself, or pick someone's name after `@`.");
        return person != call.UserId && call.Role != Role.Admin
            ? SlashCommandResponse.Ephemeral("Only an admin can have someone else covered.")
            : SlashCommandResponse.Open(await forms.Open(person, ct));
    }
}
