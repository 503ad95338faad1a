using System.Text.Json;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;

namespace SecurityReleaseChatOps.Log;

/// <summary>
/// Puts the audit into plain words; the only place that does. Entries are read as JSON, because those of earlier versions stay as they were
/// written; what an entry lacks is left out.
/// </summary>
internal sealed partial class LogText(CommsMatrix matrix, Func<string, string> nameOf)
{
    private const int Longest = 160;

    // By kind and deed. Null: another line says it, or nobody needs it.
    internal static readonly Dictionary<string, string?> Table = new(StringComparer.Ordinal)
    {
        ["release/started"] = "started the release",
        ["release/set versions"] = "set the versions: {versions}",
        ["release/set links"] = "set links",
        ["release/set fixes"] = "set the fixes: {fixes}",
        ["release/set a fix"] = "said more of its fixes: {fixes}",
        ["release/shared"] = "handed its CVEs to the general release",
        ["release/took"] = "took the fixes of another release: {fixes}",
        ["release/rated"] = "set the severity: {severity}{why}",
        ["release/moved due date"] = "moved the due date to {due}{why}",
        ["release/merged"] = "said that the fixes are merged",
        ["release/published"] = "published the release{why}",
        ["release/closed"] = "closed the release",
        ["release/cancelled"] = "cancelled the release{why}",
        ["release/undid"] = "took the last step of the release back",
        ["release/wrote handover"] = "handed the release over to {to}",
        ["release/accepted handover"] = "accepted the handover",
        ["release/took over"] = "took the release over from {from}{taken}",
        ["release/changed pair"] = "changed the pair: {pair}",
        ["release/added note"] = "added a note to the next handover",
        ["release/nothing to hand over"] = "had nothing to hand over{why}",
        ["release/set embargo"] = "changed what is under embargo",
        ["release/lifted embargo"] = "let a message through the embargo{why}",
        ["release/over"] = null,
        [$"release/{AuditCheck.TookOut}"] = "took out what was embargoed, and what people typed",
        ["handover/wrote"] = null,
        ["handover/accepted"] = null,
        ["handover/said first"] = null,
        ["checklist/Started"] = null,
        ["checklist/Restored"] = "restored the checklist from an export",
        ["checklist/Claimed"] = "claimed {steps}",
        ["checklist/TakenOver"] = "took over {steps}",
        ["checklist/Unclaimed"] = "gave back {steps}",
        ["checklist/Confirmed"] = "confirmed {steps}, which needs a second person",
        ["checklist/Done"] = "did {steps}{why}",
        ["checklist/NotNeeded"] = "marked {steps} as not needed{why}",
        ["checklist/Forced"] = "forced {steps} before its turn{why}",
        ["checklist/Reopened"] = "opened {steps} again",
        ["checklist/Commented"] = "commented on {steps}{why}",
        ["checklist/ToolFailed"] = "said that the tool failed for {steps}{why}",
        ["checklist/Added"] = "added {steps}",
        ["checklist/Imported"] = "imported {steps}",
        ["checklist/Undone"] = "took back {steps}",
        ["checklist/Moved"] = "moved the checklist to another version",
        ["checklist/StageComplete"] = "completed {steps}",
        ["checklist/Early"] = null,
        ["ping/scheduled"] = "scheduled a message to {audience}",
        ["ping/sent"] = "told {audience}",
        ["ping/told elsewhere"] = "told {audience} elsewhere",
        ["ping/answered"] = "answered for {audience}",
        ["ping/answered elsewhere"] = "took down an answer of {audience}",
        ["ping/took an answer back"] = "took an answer for {audience} back",
        ["ping/reminded"] = "reminded {audience}",
        ["ping/escalated"] = "said that no answer came from {audience}",
        ["ping/missed"] = "was too late to tell {audience}",
        ["ping/cancelled"] = "cancelled a message to {audience}",
        ["told/change said"] = "told {audience} of a change",
        ["told/change left to a person"] = "could not tell {audience} of a change",
        ["told/told of the change elsewhere"] = "told {audience} of a change elsewhere",
        ["ready/asked"] = "asked whether PSIRT is ready",
        ["ready/confirmed"] = "confirmed that PSIRT is ready",
        ["ready/overrode"] = "confirmed that PSIRT is ready, though something was missing",
        ["ready/withdrew"] = "made PSIRT not ready again",
        ["customer/wrote"] = "wrote the customer email",
        ["customer/edited"] = "edited the customer email",
        ["customer/changed"] = "changed the customer email",
        ["customer/approved"] = "approved the customer email",
        ["customer/asked for changes"] = "asked for changes of the customer email",
        ["customer/asked for the test email"] = "asked for the test email",
        ["customer/checked the test email"] = "checked the test email",
        ["customer/asked to send"] = "asked for the customer email to be sent",
        ["customer/sent"] = "sent the customer email",
        ["cve/added"] = "added {cve}",
        ["cve/edited"] = "changed {cve}",
        ["cve/removed"] = "took {cve} out of the release",
        ["cve/restored"] = "brought {cve} back",
        ["cve/detailed"] = "changed what is known of {cve}",
        ["cve/validated"] = "validated {cve}",
        ["cve/marked invalid"] = "marked {cve} as invalid",
        ["cve/marked valid"] = "marked {cve} as no longer invalid",
        ["cve/fixed"] = "fixed what a check found in {cve}",
        ["cve/filled"] = "filled {cve} from the release",
        ["cve/retitled"] = null,
        ["blog-post/drafted"] = "drafted the blog post",
        ["blog-post/checked"] = "checked the blog post",
        ["blog-post/edited"] = "edited what the blog post says",
        ["thanks/thanked"] = "thanked everyone",
        ["close-out/agreed"] = "agreed to the dry run of the close-out",
        ["close-out/told engineers"] = "told the engineers of HackerOne reports",
        ["close-out/closed out"] = "did a part of the close-out",
        ["close-out/asked"] = "asked whether the CVE records are public",
    };

    /// <summary>The audit subjects that make up a release's log; one that ends in <c>/</c> is a prefix.</summary>
    public static IReadOnlyList<string> Subjects(string releaseId) =>
        [
            $"release/{releaseId}", $"checklist/{releaseId}", $"ping/{releaseId}/", $"told/{releaseId}/", $"ready/{releaseId}", $"customer/{releaseId}",
            $"thanks/{releaseId}",
            $"close-out/{releaseId}", $"cve/{releaseId}/", $"blog-post/{releaseId}",
        ];

    /// <summary>Plain text: who did it.</summary>
    public string Who(AuditEntry entry) => entry.Who is ['U' or 'W', ..] ? nameOf(entry.Who) : "The app";

    /// <summary>mrkdwn: what was done, to follow a name; null when it is not shown.</summary>
    /// <param name="same">Like entries of one moment: the first stands for all.</param>
    public string? Of(IReadOnlyList<AuditEntry> same)
    {
        var entry = same[0];
        var words = Table.GetValueOrDefault($"{Root(entry)}/{entry.What}", entry.What);
        if (words is null)
            return null;
        using var json = JsonDocument.Parse(entry.After ?? entry.Before ?? "{}");
        return Place().Replace(words, place => Fill(place.ValueSpan[1..^1].ToString(), same, json.RootElement));
    }

    /// <summary>The kind of thing it was done to.</summary>
    public static string Root(AuditEntry entry) => entry.Subject.Split('/')[0];

    private string Fill(string place, IReadOnlyList<AuditEntry> same, JsonElement it) => place switch
    {
        "steps" => same.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{same.Count} steps") : $"*{Cut(Text(it, "title"))}*",
        "cve" => same.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{same.Count} CVEs") : $"*{Cut(Text(it, "id"))}*",
        "why" => ReleaseText.Because(
            Cut(Text(it, "detail")
                ?? Text(it, "publishedWhy")
                ?? Text(it, "nothingBecause") ?? Text(it, "lowered", "reason") ?? Text(it, "changed", "reason") ?? Text(it, "reason"))),
        "to" => Mrkdwn.Plain(nameOf(Text(it, "lastHandover", "to") ?? "")),
        "from" => Mrkdwn.Plain(nameOf(Text(it, "takenOver", "from") ?? "")),
        "taken" => ReleaseText.Because(Cut(Text(it, "takenOver", "reason"))),
        "pair" => Mrkdwn.Plain($"{nameOf(Text(it, "primary") ?? "")} and {nameOf(Text(it, "secondary") ?? "")}"),
        "due" => DateOnly.TryParse(Text(it, "dueDate"), CultureInfo.InvariantCulture, out var date)
            ? SecurityReleaseChatOps.Text.PlainText.Say(date)
            : "another day",
        "versions" => Mrkdwn.Plain(string.Join(", ", Each(it, "versions").Select(version => version.ToString()))),
        "fixes" => Each(it, "fixes").Count() is var fixes && fixes == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{fixes} now"),
        "severity" => Text(it, "severity")?.ToLowerInvariant() ?? "as its fixes say",
        _ => Enum.TryParse<Audience>(Text(it, "audience") ?? same[0].Subject.Split('/')[^1], ignoreCase: true, out var audience)
            && matrix.Find(audience) is { } known ? Mrkdwn.Plain(known.Name) : "an audience",
    };

    private static string Cut(string? text) => Mrkdwn.Plain(SecurityReleaseChatOps.Text.PlainText.Cut((text ?? "").ReplaceLineEndings(" "), Longest));

    private static string? Text(JsonElement it, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (it.ValueKind != JsonValueKind.Object || !it.TryGetProperty(name, out it))
                return null;
        }
        return it.ValueKind == JsonValueKind.String && it.GetString() is { Length: > 0 } text ? text : null;
    }

    private static IEnumerable<JsonElement> Each(JsonElement it, string name) =>
        it.ValueKind == JsonValueKind.Object && it.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    [GeneratedRegex("{[a-z]+}", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Place();
}
