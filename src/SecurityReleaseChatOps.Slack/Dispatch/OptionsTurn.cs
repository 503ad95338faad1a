using System.Text.Json;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Slack;

/// <summary>Someone types in an external select. A repeated delivery is handled again, since it changes nothing.</summary>
internal sealed class OptionsTurn(BlockOptionsRequest request, IBlockOptionProvider? provider) : Turn
{
    private static readonly Answer None = Write(BlockOptionsResponse.None);

    public override string? Key => null;

    public override SlackRequestInfo Info => new(request.UserId, SlackRequestKind.Options, request.ActionId, request.ChannelId, TeamId: request.TeamId);

    public override Answer Slow => None;

    public override async Task<Answer> Handle(CancellationToken cancellation) =>
        provider is null ? None : Write(OptionLimits.Fit(await provider.GetOptions(request, cancellation)));

    public override Answer Refuse(string words) => None;

    private static Answer Write(BlockOptionsResponse response) =>
        Answer.Json(JsonSerializer.SerializeToUtf8Bytes(response, SlackJson.Web.BlockOptionsResponse));
}
