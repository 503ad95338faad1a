using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;

namespace SecurityReleaseChatOps.Rotation;

/// <summary>A subcommand about one's own part in the rotation; admins may name somebody else after it.</summary>
internal abstract class OfPersonCommand : ISubcommand
{
    public const string NotForOthers = "Only an admin can do this for someone else.";

    public abstract CommandUsage Usage { get; }

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var person = call.UserId;
        if (!call.Rest.IsEmpty && !RosterText.TryParseMention(call.Rest, out person))
            return SlashCommandResponse.Ephemeral($"Type `{Usage.Command} {Usage.Word}` for yourself, or pick someone's name after `@`.");
        return person != call.UserId && call.Role != Role.Admin
            ? SlashCommandResponse.Ephemeral(NotForOthers)
            : await Of(person, call.UserId, ct);
    }

    /// <param name="person">Slack user id of the person it is about.</param>
    /// <param name="by">Slack user id of whoever asks: the same, or an admin.</param>
    protected abstract Task<SlashCommandResponse> Of(string person, string by, CancellationToken ct);
}
