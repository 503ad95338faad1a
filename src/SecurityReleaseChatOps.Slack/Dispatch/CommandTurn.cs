using System.Text.Json;

namespace SecurityReleaseChatOps.Slack;

/// <summary>A slash command: answered in the reply to Slack.</summary>
internal sealed class CommandTurn(SlashCommand command, SlackHandlers handlers, FollowUp followUp, NamesForOne names) : Turn
{
    private static readonly Answer StillWorking = Say("Still working on it. The answer follows here.");

    private readonly string _name = handlers.Unprefixed(command.Command);

    public override string Key => command.DeliveryId;

    public override SlackRequestInfo Info => new(command.UserId, SlackRequestKind.Command, _name, command.ChannelId, command.Text, command.TeamId);

    public override Answer Slow => StillWorking;

    public override async Task<Answer> Handle(CancellationToken cancellation)
    {
        if (!handlers.Commands.TryFind(_name, out var handler))
            return Refuse($"This app does not know the command {command.Command}.");
        var response = await handler.Handle(command, cancellation);
        var answer = response.Message is null ? Answer.Ok : Write(response with { Message = names.In(response.Message) });
        var opens = response.OpenView is not null || response.PushView is not null;
        return opens || response.Message is not null
            ? answer with { After = opens ? c => followUp.Show(command, response, null, c) : null, Late = c => Late(response, c) }
            : answer with { Late = c => followUp.Tell(command, "Done.", c) };
    }

    public override Answer Refuse(string words) =>
        Say(Mrkdwn.Escape(words)) with { Late = c => followUp.Tell(command, words, c) };

    private async Task Late(SlashCommandResponse response, CancellationToken cancellation)
    {
        if (response.Message is { } message)
            await followUp.Respond(command, new() { Message = message, ResponseType = response.ResponseType }, cancellation);
        await followUp.Show(command, response, null, cancellation);
    }

    private static Answer Say(string text) => Write(SlashCommandResponse.Ephemeral(text));

    private static Answer Write(SlashCommandResponse response) =>
        Answer.Json(JsonSerializer.SerializeToUtf8Bytes(
            MessageArguments.Of(response.Message!) with { Channel = null, ResponseType = response.ResponseType }, SlackJson.Web.MessageArguments));
}
