using System.Text.Json;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Hosting;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Embargo;

/// <summary><c>/comms check</c>: shows what in a text is under embargo, where it may go nevertheless, and where not and why.</summary>
internal sealed class CheckTextCommand(EmbargoStore embargoes, EmbargoGuard guard, ReleaseStore releases, CommsMatrix matrix, Settings settings) : ISubcommand
{
    private const int MostDoubts = 5;

    public CommandUsage Usage { get; } = new("/comms", "check", "text [release]", "what of a text is under embargo, and where it may go", Access.Role.Viewer);

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        if (call.Rest.IsEmpty)
            return SlashCommandResponse.Ephemeral("Write the text behind it: `/comms check The fix is in review`. Only you see the answer.");
        var state = await embargoes.Read(ct);
        var text = NormalText.OfJson(JsonSerializer.Serialize(call.Rest.Sent));
        var found = state.Releases.Where(release => EmbargoRules.Found(release, text).Count > 0).ToList();
        var doubted = state.Releases.Where(release => EmbargoRules.Doubted(release, text).Count > 0).ToList();

        // If a release is named, the text is about it even if it contains none of its facts.
        var named = ReleaseLookup.Split(call.Rest, [.. (await releases.All(ct)).Select(d => d.Value)]).Name is { } name
            && state.Releases.FirstOrDefault(release => release.Id.Equals(name.Folded, StringComparison.OrdinalIgnoreCase)) is { } meant ? meant : null;
        var held = found.Concat(doubted).Append(named).OfType<ReleaseEmbargo>().DistinctBy(release => release.Id).ToList();
        List<string> said =
        [
            found.Count > 0 ? $"*Under embargo in this text:* {Mrkdwn.Plain(EmbargoRules.Listed(found.SelectMany(one => EmbargoRules.Found(one, text))))}."
                : "I found no embargoed fact in this text. That is not permission: I compare words, I don't understand them.",
            .. doubted.SelectMany(one => EmbargoRules.Doubted(one, text)).Take(MostDoubts).Select(near =>
                $"*In doubt:* it comes near {Mrkdwn.Plain($"{near.Named}, {PlainText.Quote(near.Text)}")}."),
        ];
        if (named is not null && found.Count == 0)
            said.Add($"It is about {named.Id}, which is not published.");
        if (held.Count > 0)
            said.Add(Places(held, call.Slack.ChannelId));
        return SlashCommandResponse.Ephemeral(string.Join('\n', said));
    }

    private string Places(IReadOnlyList<ReleaseEmbargo> held, string? here)
    {
        var places = settings.Channels.All
            .Concat(matrix.Audiences.Select(audience => audience.Channel).OfType<string>())
            .Concat(held.SelectMany(release => release.Allowed))
            .Append(here)
            .OfType<string>()
            .Select(place => guard.ReaderOf(place, isLast: false))
            .Where(reader => reader.Channel is not null)
            .DistinctBy(reader => reader.Channel!.Id)
            .Select(reader =>
                (reader.Named, Why: held.Select(release => EmbargoRules.Why(release, reader, settings.Embargo)).FirstOrDefault(why => why is not null)))
            .ToLookup(place => place.Why is null);
        var open = places[true].Select(place => place.Named).Append("PSIRT, release managers and Communications in direct messages");
        return $"*It may go to* {Mrkdwn.Plain(string.Join(", ", open))}.\n*Not to* any other channel or person, such as:\n"
            + string.Join('\n', places[false].Select(place => $"• {Mrkdwn.Plain(place.Why)}"))
            + "\nLeave it out, or ask an admin for `/comms lift`.";
    }
}
