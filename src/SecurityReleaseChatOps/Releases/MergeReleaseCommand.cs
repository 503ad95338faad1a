using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release merged</c>: the fixes are merged, and the 60 minutes of row A5 start. It can be undone until something follows.</summary>
internal sealed class MergeReleaseCommand(ReleaseMove move, SlackDirectory directory, TimeProvider time) : ReleaseTextCommand(move.Store)
{
    private const string Merged = "merged";

    public override CommandUsage Usage { get; } = new(
        "/release", Merged, "[12:40|yesterday 23:50] [release]", "say that the fixes are merged: all is announced within 60 minutes", Role.Viewer,
        Button: "Merged");

    public override bool Offers(Release release, string by) => release is { State: ReleaseState.Preparing, MergedAt: null };

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        if (Who.PsirtAndReleaseManagers.Refuse(directory, call.UserId) is { } no)
            return SlashCommandResponse.Ephemeral(no);
        if (call.Rest.IsEmpty)
            return await move.Make(call, release.Id, Merged, ReleaseRules.Merge, ct);
        var (zone, started, now) =
            (directory.ZoneOf(call.UserId), release.Value.CreatedAt, time.Now());
        if (!MergeTime.TryParse(call.Rest, started, zone, now, out var at, out var error, out var instead))
            return SlashCommandResponse.Ephemeral(
                $"{Mrkdwn.Plain(error)}. Write it like `{Usage.Command} {Merged} {instead}`, by your own clock ({Mrkdwn.Plain(zone.Id)}).");
        // The answer repeats the date, since a time alone does not say which day was meant.
        var when = Mrkdwn.Date(at);
        return await move.Make(
            call, release.Id, Merged, (r, _) => ReleaseRules.Merge(r, at), ct, r => $"{Merged} {r.Named()} {when}", r => $"{r.Named()} is {Merged}, {when}");
    }
}
