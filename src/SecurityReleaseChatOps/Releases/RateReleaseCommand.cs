using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release severity</c>: sets the severity of the worst vulnerability, which decides who is told (row G1). Lowering it takes a reason.</summary>
internal sealed class RateReleaseCommand(ReleaseMove move) : ReleaseTextCommand(move.Store, SeverityModal.Open)
{
    private const string Known = "critical, high, medium, low, none or unknown";

    public override CommandUsage Usage { get; } = new(
        "/release", "severity", "critical|high|medium|low|none|unknown [why] [release]", "say how severe its worst vulnerability is; why, to lower it",
        Button: "Severity");

    protected override bool EndsInText => true;

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var (word, reason) = call.Rest.Split();
        // A version or date alone names the release and is not a reason.
        if (ReleaseLookup.Find(reason, [release.Value]).Release is not null)
            reason = default;
        var severity = release.Value.WorstSeverity;
        if (!call.Rest.IsEmpty && !TryParse(word, out severity))
            return Task.FromResult(SlashCommandResponse.Ephemeral($"{Mrkdwn.Plain(Text.PlainText.Quote(call.Rest.Own))} is not a severity: say {Known}."));
        return call.Rest.IsEmpty || (reason.IsEmpty && SeverityRules.Lowers(release.Value, severity))
            ? Task.FromResult(SlashCommandResponse.Open(SeverityModal.Render(release.Value, severity)))
            : move.Make(
                call, release.Id, "rated", (r, now) => SeverityRules.Rate(r, severity, reason.Own, call.UserId, now), ct,
                rated => Told(rated, severity, reason.Own), rated => $"The severity of {rated.Named()} is {rated.SeverityAndWhence()}");
    }

    /// <summary>mrkdwn: the message after the name of whoever rated it.</summary>
    internal static string Told(Release release, Severity? severity, string? reason) =>
        $"set the severity of {release.Named()} to {severity.Name()}{ReleaseText.Because(reason)}";

    private static bool TryParse(Typed word, out Severity? severity)
    {
        severity = Enum.GetValues<Severity>().Cast<Severity?>().FirstOrDefault(known => known.Name().Equals(word.Bare, StringComparison.OrdinalIgnoreCase));
        return severity is not null || word.Bare.Equals(default(Severity?).Name(), StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>The modal <b>Severity</b>; lowering asks why.</summary>
internal sealed class SeverityModal(FormFrame frame, ReleaseStore releases, ReleaseMove move, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, Open)
{
    public const string CallbackId = "release.severity";
    private const string Reason = "reason";
    private const string Judged = "judged";

    public static While Open { get; } = new("its severity stays", ReleaseState.Preparing, ReleaseState.Published);

    /// <param name="severity">The initial choice.</param>
    public static ModalViewDefinition Render(Release release, Severity? severity) => FormModal.Of(
        CallbackId, "Severity", "Save", new AboutRelease(release.Id), ReadAt.Of(Judged, What(release)),
        [
            ContextBlock.Of($"{release.Named()} is {release.SeverityAndWhence()}"),
            new InputBlock
            {
                BlockId = ReleaseFields.Severity,
                Label = "Severity",
                Element = new StaticSelectMenu { Options = [.. Enum.GetValues<Severity>().Reverse().Cast<Severity?>().Append(null).Select(Choice)],
                    InitialOption = Choice(severity) },
            },
            InputBlock.Of(
                Reason, "Why",
                new PlainTextInput { MaxLength = NewRelease.LongestReason },
                "Needed to lower it. It holds until a fix is added or raised", optional: true),
        ]);

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        Severity? severity = Enum.TryParse<Severity>(form.State.Option(ReleaseFields.Severity), out var chosen) ? chosen : null;
        if (SeverityRules.Lowers(read.Value, severity) && !form.ReadAt.Is(Judged, What(read.Value)))
        {
            return form.StaysOpen(
                Render(read.Value, severity),
                ReadAt.Of(Judged, What(read.Value)),
                $"By now it is {read.Value.SeverityAndWhence()}, with {read.Value.FixesCounted()}. *Save* lowers it all the same.");
        }
        var reason = form.State.Text(Reason);
        var decided = SeverityRules.Rate(read.Value, severity, reason, form.By, time.Now());
        if (decided.Refused || !decided.Changed)
            return Wrong(SeverityRules.Lowers(read.Value, severity) ? Reason : ReleaseFields.Severity, decided.Words!);
        var commit = new Commit();
        await move.Save(commit, read, decided.Value, form.By, "rated", ct, rated => RateReleaseCommand.Told(rated, severity, reason));
        return (commit, Done);
    }

    private static Option Choice(Severity? severity) => Option.Of(severity?.ToString() ?? "Unknown", severity?.ToString() ?? "unknown");

    // A severity judged lower than it looks.
    private static object What(Release release) => new { release.WorstSeverity, Fixes = release.Fixes.Select(fix => new { fix.Id, fix.Severity }) };
}
