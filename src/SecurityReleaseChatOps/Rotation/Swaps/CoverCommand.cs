using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Rotation.Swaps;

/// <summary><c>/rotation cover</c>: opens <b>Cover</b>; admins for others too.</summary>
internal sealed class CoverCommand(CoverForms forms) : OfPersonCommand
{
    public override CommandUsage Usage { get; } = new("/rotation", "cover", "[@person]", "have someone do what is yours, for hours or days");

    protected override async Task<SlashCommandResponse> Of(string person, string by, CancellationToken ct) =>
        SlashCommandResponse.Open(await forms.Open(person, ct));
}
