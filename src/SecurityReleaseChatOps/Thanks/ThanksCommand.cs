using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Thanks;

/// <summary>A subcommand on a public release: without a name the recently published one; it asks when there are several.</summary>
internal abstract class ThanksCommand(ReleaseStore releases, TimeProvider time) : ISubcommand, IOffered
{
    public abstract CommandUsage Usage { get; }

    public bool Offers(Release release, string by) => ThanksRules.TooEarly(release) is null;

    public async Task<SlashCommandResponse> Run(CommandCall call, CancellationToken ct)
    {
        var all = await releases.All(ct);
        var known = all.Select(read => read.Value).ToList();
        var meant = call.Rest.IsEmpty ? ThanksRules.Meant(known, await Done(ct), time.Now()) : [];
        var found = meant switch
        {
            [var one] => new(one, [], null),
            [_, _, ..] => new(null, meant, null),
            _ => ReleaseLookup.Find(call.Rest, known),
        };
        if (found.Release is { } release)
        {
            return ThanksRules.TooEarly(release) is { } early
                ? SlashCommandResponse.Ephemeral(early)
                : await On(all.First(read => read.Id == release.Id), call, ct);
        }
        return SlashCommandResponse.Ephemeral(
            found.Words is { } words ? Mrkdwn.Plain(words) : ChooseRelease.Ask($"{Usage.Command} {Usage.Word}".TrimEnd(), found.Choices));
    }

    /// <summary>Ids of the releases that are no longer meant unless named.</summary>
    protected virtual Task<IReadOnlySet<string>> Done(CancellationToken ct) => Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    /// <summary>Runs the subcommand on the release, which is public.</summary>
    protected abstract Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct);
}

/// <summary><c>/thanks</c>: opens <b>Thanks</b>.</summary>
internal sealed class WriteThanksCommand(ThanksStore thanks, ReleaseStore releases, TimeProvider time) : ThanksCommand(releases, time)
{
    public override CommandUsage Usage { get; } = new("/thanks", "", "[release]", "thank everyone who made a release", Button: "Thanks");

    protected override Task<IReadOnlySet<string>> Done(CancellationToken ct) => thanks.Thanked(ct);

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var snapshot = await thanks.Open(release, ct);
        return snapshot.Posted is { } posted
            ? SlashCommandResponse.Ephemeral(ThanksRules.Already(posted, release.Value, thanks.Channel, snapshot.Address))
            : SlashCommandResponse.Open(ThanksModal.Render(snapshot, thanks.Channel, new(release.Id, call.Slack.ResponseUrl)));
    }
}

/// <summary><c>/thanks researcher</c>: the texts for and about those who reported, ready to copy.</summary>
internal sealed class ThankResearchersCommand(ReleaseStore releases, TimeProvider time) : ThanksCommand(releases, time)
{
    public override CommandUsage Usage { get; } = new(
        "/thanks", "researcher", "[release]", "the email, the acknowledgement and the CHANGELOG line for who reported", Button: "Researchers");

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) => Task.FromResult(
        ResearcherTexts.Of(release.Value) is { Count: > 0 } researchers
            ? SlashCommandResponse.Open(ResearcherModal.Render(release.Value, researchers))
            : SlashCommandResponse.Ephemeral(
                $"Nobody is known to have reported what {release.Value.Named()} fixes. {(release.Value.IsActive ? "`/release fixes` adds it: end a fix's line with `| reported by name`." : "")}".TrimEnd()));
}
