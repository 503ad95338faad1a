using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release severity</c>: says how severe the worst vulnerability is, which decides who is told (row G1).</summary>
internal sealed class RateRelease(ReleaseDesk desk, IStore store, Hosting.Settings settings) : WordsOnRelease(desk)
{
    private const string Known = "critical, high, medium, low, none or unknown";

    private readonly ReleaseDesk _desk = desk;

    public override CommandWord Word { get; } = new("/release", "severity", "critical|high|medium|low|none|unknown [release]", "say how severe its worst vulnerability is");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        if (!TryParse(call.Rest, out var severity))
        {
            return SlashCommandResponse.Ephemeral(call.Rest.IsEmpty
                ? $"The severity of {release.Value.Named()} is {release.Value.SeverityAndWhence()}. Say {Known} to change what was said."
                : $"{Mrkdwn.Plain(Text.Words.Quote(call.Rest.Own))} is no severity: say {Known}.");
        }
        return await store.Run(call.Slack.DeliveryId, async token =>
        {
            var read = await _desk.Get(release.Id, token) ?? throw new InvalidOperationException("A release is never deleted.");
            var decided = ReleaseRules.Rate(read.Value, severity);
            if (decided.Refused || !decided.Changed)
                return (null, SlashCommandResponse.Ephemeral(Mrkdwn.Plain(decided.Words) + "."));
            var commit = new Commit();
            await _desk.Save(commit, read, decided.Value, call.UserId, "rated", token);
            ReleaseMove.Tell(commit, decided.Value, read.Version + 1, $"{Mrkdwn.User(call.UserId)} set the severity of {decided.Value.Named()} to {severity.Name()}", settings);
            return (commit, SlashCommandResponse.Ephemeral(decided.Value.WorstSeverity == severity
                ? $"The severity of {decided.Value.Named()} is {severity.Name()} now."
                : $"Kept. What counts for {decided.Value.Named()} is {decided.Value.SeverityAndWhence()}: correct its fixes with `{Word.Command} fixes`."));
        }, SlashCommandResponse.Ephemeral("That was done already."), ct);
    }

    private static bool TryParse(Typed word, out Severity? severity)
    {
        severity = Enum.GetValues<Severity>().Cast<Severity?>().FirstOrDefault(known => known.Name().Equals(word.Bare, StringComparison.OrdinalIgnoreCase));
        return severity is not null || word.Bare.Equals(default(Severity?).Name(), StringComparison.OrdinalIgnoreCase);
    }
}
