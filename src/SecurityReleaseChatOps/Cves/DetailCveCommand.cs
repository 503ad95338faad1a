using SecurityReleaseChatOps.Commands;
using SecurityReleaseChatOps.Forms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Cves;

/// <summary><c>/cve details</c>: opens <b>Details</b>.</summary>
internal sealed class DetailCveCommand(ReleaseStore releases, CveStore store) : OnCveCommand(releases, store)
{
    public override CommandUsage Usage { get; } = new("/cve", "details", "[cve]", "its issue's details, the council's score, the HackerOne report");

    protected override Task<SlashCommandResponse> On(ReleaseCvesSnapshot cves, ReleaseCve cve, CommandCall call, CancellationToken ct) =>
        Task.FromResult(SlashCommandResponse.Open(DetailsModal.Render(cves, cve, new(cves.Release.Id, call.Slack.ResponseUrl, Of: cve.Id))));
}

/// <summary>The modal <b>Details</b>: what is known about a CVE besides its record.</summary>
internal sealed class DetailsModal(
    FormFrame frame, ReleaseStore releases, CveStore store, CveAnswer answer, TimeProvider time)
    : ReleaseForm<AboutRelease>(frame, releases, Who.Psirt, CvesCommand.Open)
{
    public const string CallbackId = "cve.details";

    private const string EeOnly = "ee";
    private const string First = "first";
    private const string Score = "score";
    private const string Vector = "vector";
    private const string Votes = "votes";
    private const string Report = "report";
    private const string Engineer = "engineer";

    private const int LongestVersion = 30;
    private const int LongestVector = 100;

    private static readonly Option[] editions = [Option.Of("GitLab EE only", "true"), Option.Of("GitLab CE and EE", "false")];

    private static readonly Part<(string Input, string Value)> Each = new("details", one => one.Input, one => one.Value);

    public static ModalViewDefinition Render(ReleaseCvesSnapshot all, ReleaseCve cve, AboutRelease about)
    {
        var shown = Of(cve.Known).ToDictionary(one => one.Input, one => one.Value);
        return FormModal.Of(CallbackId, "Details", "Save", about, Each.ReadAt(Of(cve.Known)),
        [
            ContextBlock.Of($"*{Mrkdwn.Plain(cve.Name)}* of {all.Release.Named()}"),
            Input(EeOnly, "Edition", new StaticSelectMenu { Options = editions,
                InitialOption = editions.FirstOrDefault(option => option.Value == shown.GetValueOrDefault(EeOnly)) }),
            Input(First, "First version affected", new PlainTextInput { InitialValue = shown.GetValueOrDefault(First), MaxLength = LongestVersion,
                Placeholder = "15.4" }),
            Input(Score, "Council's score", new PlainTextInput { InitialValue = shown.GetValueOrDefault(Score), MaxLength = 4, Placeholder = "8.7" }),
            Input(Vector, "Council's vector", new PlainTextInput { InitialValue = shown.GetValueOrDefault(Vector), MaxLength = LongestVector,
                Placeholder = "AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:N" }),
            Input(Votes, "Council's approvals", new NumberInput { IsDecimalAllowed = false, MinValue = "0", MaxValue = "20",
                InitialValue = shown.GetValueOrDefault(Votes) }),
            Input(Report, "HackerOne report", new UrlTextInput { InitialValue = shown.GetValueOrDefault(Report),
                Placeholder = "https://hackerone.com/reports/123" }),
            Input(Engineer, "Its engineer", new UserSelectMenu { InitialUser = shown.GetValueOrDefault(Engineer) })
                with { Hint = "Who imported the report, and is told the version with the fix." },
        ]);
    }

    protected override async Task<(Commit? Commit, ViewSubmissionResponse Answer)> Decide(Submitted<AboutRelease> form, Doc<Release> read, CancellationToken ct)
    {
        var all = await store.Open(read, ct);
        if (all.Find(form.About.Of ?? "") is not { } cve)
            throw new RefusalException("This CVE is not in the release any more. /cve list shows all.");
        var typed = Typed(
            form.State.Option(EeOnly), form.State.Text(First), form.State.Text(Score), form.State.Text(Vector), form.State.Text(Votes),
            form.State.Text(Report), form.State.User(Engineer));
        if (Errors(typed) is { Count: > 0 } errors)
            return Wrong(errors);
        var merged = Each.Merge(form.ReadAt, Of(cve.Known), typed);
        if (merged.Clashes.Count > 0)
            return form.StaysOpen(
                Render(all, cve, form.About), merged.Told,
                $"{await LastBy($"cve/{read.Id}/{cve.Id}", ct, CveAudit.All)} changed the same meanwhile. *Save* puts yours in their place.");
        var value = merged.Values.ToDictionary(one => one.Input, one => one.Value);
        var change = CveRules.Detail(
            all, cve,
            value.ContainsKey(EeOnly) || value.ContainsKey(First)
                ? new(value.TryGetValue(EeOnly, out var edition) ? edition == "true" : null, value.GetValueOrDefault(First))
                : null,
            value.ContainsKey(Score) || value.ContainsKey(Vector) || value.ContainsKey(Votes)
                ? new(value.TryGetValue(Score, out var score)
                ? Number(score)
                : null, value.GetValueOrDefault(Vector), value.TryGetValue(Votes, out var votes) ? (int)(Number(votes) ?? 0) : 0)
                : null,
            value.ContainsKey(Report) || value.ContainsKey(Engineer) ? new(value.GetValueOrDefault(Report) ?? "", value.GetValueOrDefault(Engineer)) : null,
            form.By, time.Now());
        if (Of(change.Cves[0]).SequenceEqual(Of(cve.Known)))
            return (null, Done);
        var commit = new Commit();
        await store.Save(commit, all, change, form.By, CveAudit.Detailed, ct);
        var after = all.After(change);
        answer.Say(commit, form, CveMessage.Checked(after, [after.Find(cve.Id)!], CveFindings.In(after), ":white_check_mark: Details saved."));
        return (commit, Done);
    }

    /// <summary>By input: what is wrong with it, in plain text.</summary>
    private static Dictionary<string, string> Errors(IReadOnlyList<(string Input, string Value)> typed)
    {
        var errors = new Dictionary<string, string>();
        foreach (var (input, value) in typed)
        {
            var error = input switch
            {
                First => VersionText.TryRead(value, out _) ? null : $"{Text.PlainText.Quote(value)} is not a version: write it like 15.4 or 15.4.2",
                Score => Number(value) is >= 0 and <= 10 ? null : $"{Text.PlainText.Quote(value)} is not a score: write it like 8.7",
                Vector => Cvss31.TryRead(value, out _, out var wrong) ? null : char.ToUpperInvariant(wrong[0]) + wrong[1..],
                Report => IsReport(value) ? null : "Give the report's address, like https://hackerone.com/reports/123",
                _ => null,
            };
            if (error is not null)
                errors[input] = error;
        }
        if (typed.Any(one => one.Input == Engineer) && typed.All(one => one.Input != Report))
            errors.TryAdd(Report, "Name the report that they imported");
        return errors;
    }

    private static IReadOnlyList<(string Input, string Value)> Of(Cve? cve) => Typed(
        cve?.Details?.EeOnly switch { true => "true", false => "false", null => null }, cve?.Details?.FirstVersion,
        cve?.Council?.Score?.ToString("0.0", CultureInfo.InvariantCulture), cve?.Council?.Vector, cve?.Council?.Votes.ToString(CultureInfo.InvariantCulture),
        cve?.Report?.Url, cve?.Report?.Engineer);

    private static IReadOnlyList<(string Input, string Value)> Typed(
        string? edition, string? first, string? score, string? vector, string? votes, string? report, string? engineer) =>
    [
        .. from one in new[] { (EeOnly, edition), (First, first), (Score, score), (Vector, vector), (Votes, votes), (Report, report), (Engineer, engineer) }
           where !string.IsNullOrWhiteSpace(one.Item2)
           select (one.Item1, one.Item2!.Trim()),
    ];

    private static InputBlock Input(string id, string label, BlockElement element) => new() { BlockId = id, Label = label, Element = element, Optional = true };

    private static bool IsReport(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Host == "hackerone.com"
            && url.AbsolutePath.StartsWith("/reports/", StringComparison.Ordinal);

    private static decimal? Number(string text) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
