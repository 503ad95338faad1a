using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Cves;

/// <summary>A subcommand on the CVEs of a release: the one named, the one that has the CVE named, or the only active one.</summary>
/// <param name="onlyShows">Whether it changes nothing, and so is for a release in any state, and for one whose CVEs another took over.</param>
internal abstract class CvesCommand(ReleaseStore releaseStore, CveStore store, bool onlyShows = false)
    : OnReleaseCommand(releaseStore, onlyShows ? null : Open)
{
    /// <summary>Records are worked on while the release is being prepared or is public.</summary>
    public static While Open { get; } = new("its CVEs stay as they are", ReleaseState.Preparing, ReleaseState.Published);

    protected CveStore Cves => store;

    protected override (Lookup Found, Typed Words) Find(Typed typed, IReadOnlyList<Release> releases)
    {
        var (name, words) = ReleaseLookup.Split(typed, releases, endsInText: true);
        if (name is not { IsEmpty: false } && CveLookup.Split(typed).Name is { } cve && CveLookup.Having(releases, cve) is { Count: > 0 } having)
            return (having.Where(release => release is { IsActive: true, HandedTo: null }).DefaultIfEmpty(having[^1]).ToList() is [var one]
                ? new(one, [], null) : new(null, having, null),
                typed);
        var found = ReleaseLookup.Find(name ?? default, releases, Left(releases));
        return (found.Choices.Count > 0 && ReleaseLookup.UnknownId(typed, releases) is { } unknown ? ReleaseLookup.Find(unknown, releases) : found, words);
    }

    protected sealed override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct) =>
        !onlyShows && release.Value.HandedTo is { } taker
            ? SlashCommandResponse.Ephemeral($"{taker} took the CVEs of {release.Value.Named()} over: name it, as in `{Usage.Command} {Usage.Word} {taker}`.")
            : await On(await store.Open(release, ct), call, ct);

    /// <summary>Runs the subcommand; the call's rest is what was typed, without the release's name.</summary>
    protected abstract Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, CommandCall call, CancellationToken ct);
}

/// <summary>A subcommand on one CVE: the one named, or the only one of the release; it asks when there are several.</summary>
/// <inheritdoc cref="CvesCommand" path="/param"/>
internal abstract class OnCveCommand(ReleaseStore releaseStore, CveStore store, bool onlyShows = false) : CvesCommand(releaseStore, store, onlyShows)
{
    // Slack's limit of buttons in a row.
    private const int Most = 25;

    protected sealed override async Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, CommandCall call, CancellationToken ct)
    {
        var (name, words) = CveLookup.Split(call.Rest);
        if (CveLookup.Find(cves, name, out var why) is { } cve)
            return await On(cves, cve, call with { Rest = words }, ct);
        return name is null && cves.Cves.Count > 1 ? SlashCommandResponse.Ephemeral(Ask(cves, words)) : SlashCommandResponse.Ephemeral(Mrkdwn.Plain(why));
    }

    protected abstract Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct);

    private Message Ask(ReleaseCvesSnapshot cves, Typed words) => new()
    {
        Text = "Which CVE?",
        Blocks =
        [
            SectionBlock.Of("*Which CVE?*"),
            new ActionsBlock { Elements =
                [.. cves.Cves.Take(Most).Select(cve => CveButton.Of(cve.Name, $"{Usage.Command} {Usage.Word}", cves.Release, cve, words.Sent))] },
        ],
    };
}

/// <summary>A button that runs a command on a CVE as if typed, for those who may.</summary>
internal static class CveButton
{
    // Slack keeps 2,000 characters in a button's value; the rest of it needs room too.
    private const int Longest = 1800;

    public static Button Of(string label, string command, Release release, ReleaseCve cve, string words = "") => RunCommand.Button(label, command, release) with
    {
        ActionId = $"{RunCommand.ActionId}:{command[(command.LastIndexOf(' ') + 1)..]}-{cve.Id}",
        Value = $"{command} {release.Id} {cve.Id} {(words.Length <= Longest ? words : "")}".TrimEnd(),
    };
}

/// <summary>The start of every button on a CVE: checks who pressed, finds the release, and checks that its CVEs are still worked on.</summary>
internal static class CvePress
{
    /// <param name="value">The button's value: release, CVE and any further words, <paramref name="count"/> in all.</param>
    /// <returns>The CVEs of the release and the words; or the refusal.</returns>
    public static async Task<(ReleaseCvesSnapshot? All, string[] Words, ActionResponse? No)> Gather(
        FormFrame frame, ReleaseStore releases, CveStore store, string user, string? value, int count, CancellationToken ct)
    {
        var words = (value ?? "").Split(' ');
        if (Who.Psirt.Refuse(frame.Directory, user) is { } no)
            return (null, words, ActionResponse.Ephemeral(no));
        if (words.Length != count || await releases.Get(words[0], ct) is not { } read)
            return (null, words, ActionResponse.Ephemeral(ReleaseText.Gone));
        return CvesCommand.Open.Refuse(read.Value) is { } closed
            ? (null, words, ActionResponse.Ephemeral(Mrkdwn.Plain(closed)))
            : (await store.Open(read, ct), words, null);
    }
}
