using NodaTime;
using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;
using SecurityReleaseChatOps.Store;
using SecurityReleaseChatOps.Text;

namespace SecurityReleaseChatOps.Releases;

/// <summary><c>/release severity</c>: says how severe the worst vulnerability is, which decides who is told (row G1). Lowering it takes a reason.</summary>
internal sealed class RateRelease(ReleaseMove move) : WordsOnRelease(move.Desk)
{
    private const string Known = "critical, high, medium, low, none or unknown";

    public override CommandWord Word { get; } = new(
        "/release", "severity", "critical|high|medium|low|none|unknown [why] [release]", "say how severe its worst vulnerability is; why, to lower it");

    protected override bool EndsInText => true;

    protected override Task<SlashCommandResponse> On(Doc<Release> release, CommandCall call, CancellationToken ct)
    {
        var (word, reason) = call.Rest.Split();
        // The release's version or date alone is its name, and no reason.
        if (ReleaseLookup.Find(reason, [release.Value]).Release is not null)
            reason = default;
        if (!TryParse(word, out var severity))
        {
            return Task.FromResult(SlashCommandResponse.Ephemeral(call.Rest.IsEmpty
                ? $"The severity of {release.Value.Named()} is {release.Value.SeverityAndWhence()}. Say {Known} to change it."
                : $"{Mrkdwn.Plain(Text.Words.Quote(call.Rest.Own))} is no severity: say {Known}."));
        }
        return reason.IsEmpty && SeverityRules.Lowers(release.Value, severity)
            ? Task.FromResult(SlashCommandResponse.Open(LowerModal.Render(release.Value, severity)))
            : move.Make(
                call, release.Id, "rated", (r, now) => SeverityRules.Rate(r, severity, reason.Own, call.UserId, now), ct,
                rated => Told(rated, severity, reason.Own), rated => $"The severity of {rated.Named()} is {rated.SeverityAndWhence()}");
    }

    /// <summary>mrkdwn: what is told behind the name of who rated it.</summary>
    internal static string Told(Release release, Severity? severity, string? reason) =>
        $"set the severity of {release.Named()} to {severity.Name()}{ReleaseWords.Because(reason)}";

    private static bool TryParse(Typed word, out Severity? severity)
    {
        severity = Enum.GetValues<Severity>().Cast<Severity?>().FirstOrDefault(known => known.Name().Equals(word.Bare, StringComparison.OrdinalIgnoreCase));
        return severity is not null || word.Bare.Equals(default(Severity?).Name(), StringComparison.OrdinalIgnoreCase);
    }
}

/// <summary>A severity that is lower than a release's.</summary>
internal sealed record LowerTo(string Release, Severity? Severity) : IAboutRelease;

/// <summary>The modal <b>Lower the severity</b>: asks why.</summary>
internal sealed class LowerModal(FormFrame frame, ReleaseDesk desk, Hosting.Settings settings, TimeProvider time) : ReleaseForm<LowerTo>(frame, desk)
{
    public const string CallbackId = "release.lower";
    private const string Reason = "reason";
    private const string Judged = "judged";

    public static While Open { get; } = new("its severity stays", ReleaseState.Preparing, ReleaseState.Published);

    public override Who Who => Who.Psirt;

    public override While While => Open;

    public static ModalViewDefinition Render(Release release, Severity? severity) => new()
    {
        CallbackId = CallbackId,
        PrivateMetadata = Carried.Write(new LowerTo(release.Id, severity), ReadAt.Of(Judged, What(release))),
        Title = "Lower the severity",
        Submit = "Lower",
        Close = "Cancel",
        Blocks =
        [
            new ContextBlock { Elements = [new Markdown($"{release.Named()} is {release.SeverityAndWhence()}. *Lower* makes it {severity.Name()}")] },
            new InputBlock
            {
                BlockId = Reason,
                Label = "Why",
                Hint = "Shown with the release. It holds until a fix is added or raised",
                Element = new PlainTextInput { MaxLength = NewRelease.LongestReason },
            },
        ],
    };

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<LowerTo> form, Doc<Release> read, CancellationToken ct)
    {
        if (!form.ReadAt.Is(Judged, What(read.Value)))
        {
            return form.StaysOpen(
                Render(read.Value, form.About.Severity),
                ReadAt.Of(Judged, What(read.Value)),
                $"By now it is {read.Value.SeverityAndWhence()}, with {read.Value.FixesCounted()}. *Lower* lowers it all the same.");
        }
        var reason = form.State.Text(Reason);
        var decided = SeverityRules.Rate(read.Value, form.About.Severity, reason, form.By, Instant.FromDateTimeOffset(time.GetUtcNow()));
        if (decided.Refused || !decided.Changed)
            return Wrong(Reason, decided.Words!);
        var commit = new Commit();
        await Releases.Save(commit, read, decided.Value, form.By, "rated", ct);
        ReleaseMove.Tell(commit, decided.Value, read.Version + 1, $"{Mrkdwn.User(form.By)} {RateRelease.Told(decided.Value, form.About.Severity, reason)}", settings);
        return (commit, Done);
    }

    // What was judged to be less severe than it looks.
    private static object What(Release release) => new { release.WorstSeverity, Fixes = release.Fixes.Select(fix => new { fix.Id, fix.Severity }) };
}
