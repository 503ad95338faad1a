using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Comms;

/// <summary><c>/comms ping</c>: opens <b>Ping</b> for an audience or a message.</summary>
internal sealed class PingCommand(ReleaseStore releases, CommsStore comms, PingForms forms) : ReleaseTextCommand(releases, PingModal.Open)
{
    public override CommandUsage Usage { get; } = new(
        "/comms", "ping", "[audience or message] [release]", "tell an audience, now or at a time", Button: "Ping");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var snapshot = await comms.Open(release, ct);
        var found = PingTarget.Find(snapshot, call.Rest);
        if (found.Words is { } words)
            return SlashCommandResponse.Ephemeral(Mrkdwn.Plain(words));
        return SlashCommandResponse.Open(
            forms.For(snapshot, new(new(release.Id, call.Slack.ResponseUrl), found.Messages), call.UserId, found.Audiences));
    }
}

/// <summary>What the words after <c>/comms ping</c> mean.</summary>
/// <param name="Words">Why they mean nothing, in plain text; null otherwise.</param>
internal sealed record PingTarget(IReadOnlyList<string> Messages, IReadOnlyList<Audience> Audiences, string? Words)
{
    /// <summary>Nothing typed: the most urgent message and those due with it; else an audience by name, word or channel, or a message's id.</summary>
    public static PingTarget Find(CommsSnapshot snapshot, Typed typed)
    {
        var plan = snapshot.Plan();
        if (typed.IsEmpty)
        {
            var open = plan.Where(entry => entry.IsOpen && entry.Closed.Count == 0).OrderBy(entry => !entry.Required).ThenBy(entry => !IsReady(entry))
                .ThenBy(entry => entry.Step.Due ?? Instant.MaxValue).ToList();
            var together = open.Skip(1).Where(entry =>
                entry.Required && !entry.IsElsewhere && !open[0].IsElsewhere && IsReady(entry) && entry.Step.Due <= open[0].Step.Due);
            return new([.. open.Take(1).Concat(together).Select(entry => entry.Message.Id)], [], null);
        }
        // Some messages have the name of their audience: the audience is meant, since it can be told more than that message.
        if (snapshot.Matrix.Audiences.FirstOrDefault(audience => Means(audience, typed)) is { } audience)
            return new([], [audience.Id], null);
        if (snapshot.Matrix.Messages.FirstOrDefault(message => message.Id.Equals(typed.Folded, StringComparison.OrdinalIgnoreCase)) is { } message)
            return Message(snapshot, plan, message);
        var known =
            snapshot.Matrix.Audiences.SelectMany(Names).Concat(snapshot.Matrix.Messages.Select(other => other.Id)).Select(name => name.ToLowerInvariant())
                .Distinct().ToList();
        var near = CommandRouter.Nearest(typed.Folded, known);
        return new(
            [], [],
            $"{Text.PlainText.Quote(typed.Own)} is not an audience or message. {(near is null ? "Type /comms ping to choose one." : $"Did you mean {near}?")}");

        bool IsReady(PlanEntry entry) => Agenda.IsReady(snapshot.Checklist!.Board, entry.Step);
    }

    private static PingTarget Message(
        CommsSnapshot snapshot, IReadOnlyList<PlanEntry> plan, CommsMessage message) => plan.FirstOrDefault(entry => entry.Message.Id == message.Id) switch
        {
            null => new([], [], $"{message.Id} is not for such a release. Name the audience to write in your own words."),
            { IsToWrite: false, Ping: { } ping } => new([], [], PingRules.Known(snapshot, ping)),
            _ => new([message.Id], [], null),
        };

    // A channel or group picked from Slack's list arrives as a mention: its plain name is compared.
    private static bool Means(AudienceEntry audience, Typed typed) => Names(audience).Any(name => Plain(name) == Plain(((Typed)typed.Own).Folded));

    private static IEnumerable<string> Names(AudienceEntry audience) =>
        new[] { audience.Name, audience.Id.ToString(), audience.Channel }.Concat(audience.Mentions).OfType<string>();

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
