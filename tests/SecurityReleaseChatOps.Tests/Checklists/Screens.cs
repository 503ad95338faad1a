using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SecurityReleaseChatOps.Checklists;
using SecurityReleaseChatOps.Evidence;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Tests.Driving;
using Said = SecurityReleaseChatOps.Tests.Driving.Words;

namespace SecurityReleaseChatOps.Tests.Checklists;

/// <summary>What the screens say about a release at one moment, read as a person reads them: each agrees with the board and with the others.</summary>
/// <param name="nameOf">What a person is called where they are not mentioned.</param>
internal sealed partial class Screens(Board board, Release release, Instant now, Func<string, string> nameOf)
{
    public const string Progress = "progress message";
    public const string Next = "/checklist";
    public const string All = "/checklist all";
    public const string Stage = "stage ";
    public const string Tell = "/comms";
    public const string Card = "card";
    public const string Status = "/release status";
    public const string List = "/release list";
    public const string Home = "Home";
    public const string ManagersHome = "Home of a release manager";
    public const string ManagersNext = "/checklist of a release manager";
    public const string Ready = "/release ready?";
    public const string Publish = "Publish";
    public const string Message = "message ";

    // How many of a person's own steps the Home tab and the checklist show.
    private const int Top = 3;

    private const string MySteps = "My steps of ";

    // Home shows the steps of one release.
    private bool _stepsOfOthers;

    private readonly Dictionary<string, JsonArray> _shown = new(StringComparer.Ordinal);

    public JsonArray this[string screen] => _shown[screen];

    public bool Has(params IEnumerable<string> screens) => screens.All(_shown.ContainsKey);

    /// <summary>Whether a screen shows the release's steps: once closed it stands on the Home of whoever has one.</summary>
    private bool IsOn(string screen) => Has(screen) && (release.IsActive || screen is not (Home or ManagersHome) || RowsOf(screen).Any());

    public void Add(string screen, JsonNode? blocks)
    {
        var shown = blocks?.DeepClone() as JsonArray ?? [];
        _shown[screen] = screen is Home or ManagersHome ? WithoutOthers(shown) : shown;
    }

    /// <summary>Home without the steps and lines of other releases.</summary>
    private JsonArray WithoutOthers(JsonArray home)
    {
        var (kept, others) = (new JsonArray(), false);
        foreach (var block in home.Select(block => block!.DeepClone()))
        {
            var text = (string?)block["text"]?["text"] ?? "";
            if ((string?)block["type"] == "header")
                others = text.StartsWith(MySteps, StringComparison.Ordinal) && text != MySteps + release.Id;
            _stepsOfOthers |= others;
            if (!others && (LineOf().Match(text) is not { Success: true } line || line.Groups["id"].Value == release.Id))
                kept.Add(block);
        }
        return kept;
    }

    /// <summary>Every contradiction, in words.</summary>
    public IReadOnlyList<string> Contradictions() =>
        [.. Counts(), .. Stages(), .. Rows(), .. Lines(), .. Mine(), .. Telling(), .. States(), .. Dates(), .. Announcing(), .. Lacks(), .. Messages()];

    private IEnumerable<string> Names => _shown.Keys;

    private string Text(string screen) => _shown.TryGetValue(screen, out var blocks) ? Said.Of(blocks) : "";

    private static IEnumerable<string> Same(string what, string screen, object? expected, object? seen)
    {
        if (!Equals(expected, seen))
            yield return $"{screen}: {what} is {seen ?? "not said"}, and should be {expected ?? "not said"}";
    }

    /// <summary>Each screen that counts steps counts the same; the plan counts those that tell somebody.</summary>
    private IEnumerable<string> Counts()
    {
        foreach (var screen in new[] { Progress, Next, All, Tell, Home, ManagersHome, ManagersNext }.Where(IsOn))
        {
            var steps = screen == Tell ? [.. board.Steps.Where(step => step.Item.Tells.Count > 0)] : board.Steps;
            var expected = string.Create(CultureInfo.InvariantCulture, $"{steps.Count(step => !step.Open)} of {steps.Count}");
            var counts = Counted().Matches(Text(screen)).Select(match => match.Groups[1].Value).Distinct().ToList();
            foreach (var said in Same("the count of steps", screen, expected, string.Join(" and ", counts)))
                yield return said;
        }
    }

    /// <summary>A stage's line reads the same on every screen, and counts its steps.</summary>
    private IEnumerable<string> Stages()
    {
        foreach (var stage in board.Definition.Stages)
        {
            var steps = board.Steps.Where(step => step.StageId == stage.Id).ToList();
            var lines =
                Names.SelectMany(screen =>
                    StageLine().Matches(Text(screen)).Where(line => line.Groups["title"].Value == stage.Title).Select(line => (screen, line))).ToList();
            foreach (var (screen, line) in lines)
            {
                foreach (var said in Same(
                    $"stage {stage.Title}", screen, string.Create(CultureInfo.InvariantCulture, $"{steps.Count(step => !step.Open)}/{steps.Count}"),
                    line.Groups["count"].Value))
                    yield return said;
                var overdue = Overdue().Match(line.Value) is { Success: true } match ? match.Groups[1].Value : "0";
                foreach (var said in screen == Progress
                    ? []
                    : Same($"the number of overdue steps of {stage.Title}", screen, steps.Count(step => Agenda.IsOverdue(board, step, now))
                        .ToString(CultureInfo.InvariantCulture), overdue))
                    yield return said;
            }
            if (steps.Count > 0 && Has(Progress) && lines.TrueForAll(found => found.screen != Progress))
                yield return $"{Progress}: stage {stage.Title} is missing";
        }
    }

    /// <summary>A step is one row with the same words on every screen, and they tell its state.</summary>
    private IEnumerable<string> Rows()
    {
        foreach (var same in Names.SelectMany(screen => RowsOf(screen).Select(row => (screen, row.Title, row.Text))).GroupBy(row => row.Title))
        {
            if (board.Steps.Where(step => SecurityReleaseChatOps.Checklists.ChecklistText.Title(step) == same.Key).ToList() is not [var step])
            {
                yield return $"{same.First().screen}: no one step is called “{same.Key}”";
                continue;
            }
            var first = same.First();
            foreach (var row in same)
            {
                foreach (var said in Same($"“{same.Key}”", row.screen, first.Text, row.Text))
                    yield return said;
            }
            foreach (var said in Row(step, first.Text))
                yield return $"{first.screen}: “{same.Key}” {said}: {first.Text}";
        }
        foreach (var stage in board.Definition.Stages.Where(stage => Has(Stage + stage.Id)))
        {
            var (expected, seen) = (board.Steps.Where(step => step.StageId == stage.Id).Take(12).Select(SecurityReleaseChatOps.Checklists.ChecklistText.Title),
                RowsOf(Stage + stage.Id).Select(row => row.Title));
            foreach (var said in Same("the list of its steps", Stage + stage.Id, string.Join("; ", expected), string.Join("; ", seen)))
                yield return said;
        }
    }

    private IEnumerable<string> Row(Step step, string row)
    {
        var blockers = step.Open && step.State.ForcedWhy is null ? board.Blockers(step) : [];
        var mark = step.State.Status == StepStatus.Done ? ":white_check_mark:" : step.State.Status == StepStatus.NotNeeded ? ":heavy_minus_sign:"
            : blockers.Count > 0 ? ":lock:"
            : step.State.ClaimedBy is not null || step.State.Confirmations.Count > 0 ? ":large_blue_circle:" : ":white_circle:";
        if (!row.StartsWith(mark, StringComparison.Ordinal))
            yield return $"should begin with {mark}";
        var due = step is { Open: true, Due: { } at } && !board.Waits(step).Any()
            ? string.Create(CultureInfo.InvariantCulture, $"{(Agenda.IsOverdue(board, step, now) ? "overdue since" : "due")} <!date^{at.ToUnixTimeSeconds()}^")
            : null;
        if (due is null ? DueWord().IsMatch(row) : !row.Contains(due, StringComparison.Ordinal))
            yield return due is null ? "should not be due" : $"should say {due}";
        foreach (var person in step.State.Confirmations.Select(said => said.By).Where(by => !row.Contains(nameOf(by), StringComparison.Ordinal)))
            yield return $"should name {nameOf(person)}";
        var blocked = blockers.Count > 0 ? $"blocked by {blockers.Count} step" : "blocked by";
        if (row.Contains(blocked, StringComparison.Ordinal) != blockers.Count > 0)
            yield return $"should {(blockers.Count == 0 ? "not " : "")}be {blocked}";
        if (!step.Open && row.Contains("waiting for", StringComparison.Ordinal))
            yield return "should wait for nobody";
    }

    /// <summary>What is not shown is counted.</summary>
    private IEnumerable<string> Lines()
    {
        var overdue = board.Steps.Count(step => Agenda.IsOverdue(board, step, now));
        if (Has(Next))
        {
            foreach (var said in Same(
                "the number of overdue steps", Next, overdue,
                CountOf(Next, "overdue") + RowsOf(Next).Count(row => row.Text.Contains(":warning: overdue", StringComparison.Ordinal))))
                yield return said;
            foreach (var said in Same(
                "the number of blocked steps", Next, board.Steps.Count(step => step.Open && step.State.ForcedWhy is null && board.Blockers(step).Count > 0),
                CountOf(Next, "blocked")))
                yield return said;
        }
        foreach (var screen in new[] { Home, ManagersHome }.Where(IsOn))
        {
            foreach (var said in Same(
                "the number of overdue steps", screen, overdue,
                Overdue().Match(Text(screen)) is { Success: true } home ? int.Parse(home.Groups[1].Value, CultureInfo.InvariantCulture) : 0))
                yield return said;
        }
    }

    /// <summary>A person's own steps in the Home tab are those that the checklist calls next.</summary>
    private IEnumerable<string> Mine()
    {
        foreach (var (next, home) in new[] { (Next, Home), (ManagersNext, ManagersHome) }.Where(pair => Has(pair.Item1, pair.Item2) && !_stepsOfOthers))
        {
            var own = Text(next).Contains("Next for you", StringComparison.Ordinal) ? RowsOf(next).Select(row => row.Title) : [];
            foreach (var said in Same(
                "one's own steps", home, string.Join("; ", own.Take(Top)), string.Join("; ", RowsOf(home).Select(row => row.Title).Take(Top))))
                yield return said;
        }
    }

    /// <summary>The communications plan is the steps that tell somebody, each once.</summary>
    private IEnumerable<string> Telling()
    {
        if (!Has(Tell))
            yield break;
        var steps = board.Steps.Where(step => step.Item.Tells.Count > 0).ToList();
        var open = steps.Where(step => step.Open).Select(SecurityReleaseChatOps.Checklists.ChecklistText.Title).ToList();
        var seen = RowsOf(Tell).Select(row => row.Title).ToList();
        foreach (var title in seen.Where(title =>
            !steps.Any(step => SecurityReleaseChatOps.Checklists.ChecklistText.Title(step) == title && (step.Open || board.Outdated(step).Any())))
            .Concat(seen.GroupBy(title => title).Where(group => group.Count() > 1).Select(group => group.Key)))
            yield return $"{Tell}: “{title}” should not stand there";
        foreach (var said in Same(
            "the number of open steps", Tell, open.Count,
            seen.Count(open.Contains) + CountOf(Tell, "overdue") + CountOf(Tell, "waiting") + CountOf(Tell, "later") + CountOf(Tell, "blocked")))
            yield return said;
        if (Text(Tell).Contains("Everyone is told", StringComparison.Ordinal) != (open.Count == 0 && steps.Count > 0))
            yield return $"{Tell}: whether everyone is told is said wrongly";
    }

    /// <summary>Either every screen shows the release as merged and public, or none does.</summary>
    private IEnumerable<string> States()
    {
        var gates = board.Steps.Where(step => step.Item.SettledBy.Any(term => term.Facts.Contains("published"))).ToList();
        var isPublic = release.State is ReleaseState.Published or ReleaseState.Closed;
        foreach (var gate in gates.Where(gate => gate.Open == isPublic))
            yield return $"“{gate.Title}” is {(gate.Open ? "open" : "settled")}, and the release {release.State}";
        var word = release.State == ReleaseState.Preparing && release.MergedAt is not null ? "Merged" : release.State.ToString();
        foreach (var screen in new[] { Card, Status }.Where(screen => Has(screen)))
        {
            foreach (var said in Same("the state", screen, word, StateField().Match(Text(screen)).Groups["state"].Value))
                yield return said;
        }
        if (Has(Card, Status) && Text(Card) != Text(Status))
            yield return $"{Card} and {Status} differ:\n{Text(Card)}\n---\n{Text(Status)}";
        foreach (var screen in new[] { List, Home, ManagersHome }.Where(screen => Has(screen)))
        {
            var open = board.Steps.Count(step => step.Blocks);
            string[] says =
            [
                .. IsOn(screen) && (release.IsActive || screen != List) ? [$"{release.Kind.Name()} · {release.State} · due"] : Array.Empty<string>(),
                .. release.IsActive ? []
                    : screen != List ? ["No release is under way."]
                    : new[] { $"{release.Named()} ({release.State.ToString().ToLowerInvariant()}{(open == 0 ? ")" : $", {open} step")}" },
            ];
            foreach (var said in says.Where(said => !Text(screen).Contains(said, StringComparison.Ordinal)))
                yield return $"{screen}: it should say “{said}”";
        }
        if (Has(Progress) && Text(Progress).Contains(" · " + release.State, StringComparison.Ordinal) != (release.State != ReleaseState.Preparing))
            yield return $"{Progress}: it should say {release.State}";
    }

    /// <summary>When it is due, and who has it, is the same everywhere.</summary>
    private IEnumerable<string> Dates()
    {
        foreach (var screen in new[] { Progress, Next, All, Tell, Card, Status, List, Home, ManagersHome }.Where(screen =>
            IsOn(screen) && (release.IsActive || screen != List)))
        {
            if (!Text(screen).Contains(release.Due(), StringComparison.Ordinal))
                yield return $"{screen}: it should be due {release.Due()}";
        }
        foreach (var screen in new[] { List, Home, ManagersHome }.Where(screen => IsOn(screen) && (release.IsActive || screen != List)))
        {
            var owner = screen == Home && release.Owner == release.Primary ? "you" : nameOf(release.Owner);
            if (!Text(screen).Contains($"now with {owner}", StringComparison.Ordinal))
                yield return $"{screen}: it should be with {owner}";
        }
    }

    /// <summary>The 60 minutes after the merge list exactly what is still to be announced.</summary>
    private IEnumerable<string> Announcing()
    {
        var open = board.Steps.Where(step => step.Open && step.Item is { Optional: false, Due.Anchor: DueAnchor.Merge })
            .Select(SecurityReleaseChatOps.Checklists.ChecklistText.Title).ToList();
        var announced = board.Steps.Any(step => step.Item is { Optional: false, Due.Anchor: DueAnchor.Merge });
        if (Has(Progress))
        {
            var line = Window().Match(Text(Progress));
            if (line.Success != (release.MergedAt is not null && announced))
                yield return $"{Progress}: it should {(line.Success ? "not " : "")}say what is to be announced";
            if (line.Success && line.Value.Contains("all announced", StringComparison.Ordinal) != (open.Count == 0))
                yield return $"{Progress}: whether all is announced is said wrongly: {line.Value}";
            var named = Bold().Matches(line.Value).Select(match => match.Groups[1].Value).Where(title => !title.EndsWith("left", StringComparison.Ordinal))
                .ToList();
            foreach (var said in Same(
                "what is to be announced", Progress, line.Success ? string.Join("; ", open.Take(Math.Max(1, named.Count))) : "", string.Join("; ", named)))
                yield return said;
        }
        foreach (var screen in new[] { Next, ManagersNext }.Where(screen => Has(screen)))
        {
            var said = ToAnnounce().Match(Text(screen)) is { Success: true } match ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
            foreach (var wrong in Same("the number of announcements", screen, release.MergedAt is null ? 0 : open.Count, said))
                yield return wrong;
        }
    }

    private int CountOf(string screen, string word) =>
        Regex.Match(Text(screen), $@"(\d+) {word}(?! since)", RegexOptions.None, TimeSpan.FromSeconds(1)) is { Success: true } match
            ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>PSIRT is ready exactly when nothing before publication is open; <b>Publish</b> lists what is, and whether PSIRT confirmed.</summary>
    private IEnumerable<string> Lacks()
    {
        var lacks = Has(Ready) ? Listed(Ready) : [];
        var confirmed = board.Happened.Any(fact => fact.Kind == "ready");
        if (Has(Ready) && !confirmed)
        {
            var before = board.Before("ready", "published").Where(step => step.Item.Due?.Anchor is not DueAnchor.Merge).ToList();
            foreach (var said in Same("the number of missing steps", Ready, before.Count, lacks.Count))
                yield return said;
            if (Text(Ready).Contains("Nothing is missing", StringComparison.Ordinal) != (before.Count == 0))
                yield return $"{Ready}: whether something is missing is said wrongly:\n{Text(Ready)}";
        }
        if (!Has(Publish))
            yield break;
        var fixes = FixRules.Missing(release, author => author);
        var all = Listed(Publish);
        // Findings of the CVE and post checks have a line too, which is no step.
        var findings = all.Where(line => line.StartsWith("• *CVE-", StringComparison.Ordinal) || line.StartsWith("• *The post* has", StringComparison.Ordinal))
            .ToList();
        foreach (var said in Same("the number of what is missing", Publish, board.Before("published", "ready").Count + fixes.Count + findings.Count, all.Count))
            yield return said;
        var missing = all.Except(findings).Where(line => !fixes.Any(fix => line.StartsWith($"• {fix.Words}", StringComparison.Ordinal))).ToList();
        foreach (var lack in confirmed ? [] : lacks.Where(lack => lack[0] != '…' && !missing.Contains(lack) && all.Count <= 10))
            yield return $"{Publish}: what {Ready} says is missing: {lack}";
        foreach (var line in missing.Concat(lacks)
            .Where(line =>
                line[0] != '…' && Bold().Match(line) is { } title
                    && !board.Steps.Any(step => step.Blocks && SecurityReleaseChatOps.Checklists.ChecklistText.Title(step) == title.Groups[1].Value)))
            yield return $"{line} is missing, and no such required step is open";
    }

    /// <summary>One line for each, also for those that are only counted.</summary>
    private List<string> Listed(string screen) =>
    [
        .. Text(screen).Split('\n').Where(line => line.StartsWith("• ", StringComparison.Ordinal)),
        .. Text(screen).Split('\n').Where(line => line.StartsWith("… and ", StringComparison.Ordinal))
            .SelectMany(line => Enumerable.Repeat("…", int.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture))),
    ];

    /// <summary>A message waits for an answer as long as its step does.</summary>
    private IEnumerable<string> Messages()
    {
        foreach (var screen in Names.Where(name => name.StartsWith(Message, StringComparison.Ordinal)))
        {
            var (id, text) = (screen[Message.Length..], Text(screen));
            var of = board.Happened.Where(fact => Kinds.Message(fact.Kind) == id).ToList();
            var waits = text.Contains("waiting for", StringComparison.Ordinal);
            var asked = of.Where(fact => fact.Kind == id + ".sent").Max(fact => (Instant?)fact.At);
            if (of.Where(fact => Kinds.IsAnswer(fact.Kind) && !(fact.At < asked)).MaxBy(fact => fact.At) is { } answer)
            {
                if (!text.Contains(nameOf(answer.By), StringComparison.Ordinal))
                    yield return $"{screen}: it should say what {nameOf(answer.By)} answered: {text}";
            }
            else if (board.Telling(id) is { } step
                && step.Item.SettledBy.Any(term => term.Facts.Any(kind => Kinds.IsAnswer(kind) && Kinds.Message(kind) == id))
                && waits != (step.Open && of.Exists(fact => fact.Kind == id + ".sent" && fact.About is not null)))
            {
                yield return $"{screen}: it {(waits ? "waits" : "does not wait")} for an answer, and “{step.Title}” is {(step.Open ? "open" : "settled")}";
            }
        }
    }

    /// <summary>The steps that a screen shows each in a block of its own.</summary>
    private IEnumerable<(string Title, string Text)> RowsOf(string screen) => _shown.GetValueOrDefault(screen, []).OfType<JsonObject>()
        .Select(block => (string?)block["text"]?["text"] ?? "")
        .Select(text => (Match: StepRow().Match(text), Text: text))
        .Where(row => row.Match.Success)
        .Select(row => (row.Match.Groups["title"].Value, row.Text));

    [GeneratedRegex(@"\A\*(?<id>R\d+)\*[^\n]* · due ")]
    private static partial Regex LineOf();

    [GeneratedRegex(@"(?<!\S)\*?(\d+ of \d+) (?:steps|announcements)")]
    private static partial Regex Counted();

    [GeneratedRegex(@"\*(?<title>[^*\n]+)\* (?<count>\d+/\d+)[^*\n]*")]
    private static partial Regex StageLine();

    [GeneratedRegex(@"(\d+) overdue")]
    private static partial Regex Overdue();

    [GeneratedRegex(@"\A:(?:white_check_mark|heavy_minus_sign|lock|large_blue_circle|white_circle): \*(?<title>[^\n]+)\*(?:\n.*)?\z", RegexOptions.Singleline)]
    private static partial Regex StepRow();

    [GeneratedRegex(@"(?:^|· )(?:due|:warning: overdue since) <!date", RegexOptions.Multiline)]
    private static partial Regex DueWord();

    [GeneratedRegex(@"^:[a-z_]+: (?<state>\w+)[^\n]* · R\d+ · ", RegexOptions.Multiline)]
    private static partial Regex StateField();

    [GeneratedRegex(@"^:[a-z_]+: Merged <!date[^\n]*", RegexOptions.Multiline)]
    private static partial Regex Window();

    [GeneratedRegex(@"(?:to announce|are over), (\d+) (?:open|not announced)")]
    private static partial Regex ToAnnounce();

    [GeneratedRegex(@"\*([^\n*]+)\*")]
    private static partial Regex Bold();
}
