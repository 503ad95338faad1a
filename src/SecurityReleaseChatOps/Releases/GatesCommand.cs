using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release gates</c>: what is missing before each gate, and who has it.</summary>
internal sealed class GatesCommand(ReleaseStore releases, Gates gates)
    : ReleaseCommand(releases, new("it has passed its gates", ReleaseState.Preparing, ReleaseState.Published))
{
    public override CommandUsage Usage { get; } = new(
        "/release", "gates", "[release]", "what is missing before each gate, and who has it", Role.Viewer, Button: "Gates");

    protected override async Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var found = new List<(Gate, IReadOnlyList<Missing>)>();
        foreach (var gate in GatesMessage.ToCome(release.Value))
            found.Add((gate, await gates.Before(gate, release, ct)));
        return SlashCommandResponse.Ephemeral(GatesMessage.Render(release.Value, found));
    }
}

/// <summary>The gates a release has still to pass, for the person who asks.</summary>
internal static class GatesMessage
{
    private const int MostOfEach = 4;

    /// <summary>The gates not passed yet: once published, only the last one.</summary>
    public static IReadOnlyList<Gate> ToCome(Release release) =>
        release.State == ReleaseState.Preparing ? [Gate.Cut, Gate.Draft, Gate.Canonical, Gate.Publish] : [Gate.Close];

    public static Message Render(Release release, IReadOnlyList<(Gate Gate, IReadOnlyList<Missing> Missing)> gates) => new()
    {
        Text = $"Gates of {release.Named()}",
        Blocks =
        [
            SectionBlock.Of($"{release.Named()}, due {release.Due()}"),
            .. gates.Select(gate => new SectionBlock { Text = new Markdown(gate.Missing.Count == 0
                ? $":white_check_mark: *{Name(gate.Gate)}*: nothing is missing"
                : string.Create(
                    CultureInfo.InvariantCulture, $":white_circle: *{Name(gate.Gate)}*: {gate.Missing.Count} missing\n{gate.Missing.Listed(MostOfEach)}")) }),
        ],
    };

    /// <summary>Plain text.</summary>
    private static string Name(Gate gate) => gate switch
    {
        Gate.Cut => "48 hours before",
        Gate.Draft => "Draft post",
        Gate.Canonical => "To canonical",
        Gate.Publish => "Publish",
        _ => "Close",
    };
}
