using System.Globalization;
using SecurityReleaseChatOps.Access;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Slack;
using SecurityReleaseChatOps.Slack.Blocks;

namespace SecurityReleaseChatOps.Comms;

/// <summary>The plan as one person sees it.</summary>
internal sealed class PlanScreens(SlackDirectory directory, TimeProvider time)
{
    /// <param name="notice">What came of the last press, mrkdwn; null when there was none.</param>
    public Message Render(CommsFile file, string viewer, string? notice = null) =>
        PlanScreen.Render(file, directory.RoleOf(viewer) >= Role.Psirt && file.Release.State != ReleaseState.Cancelled, time.GetUtcNow(), notice);
}

/// <summary>Who is told what when, of one release: what to do next first, then by state.</summary>
internal static class PlanScreen
{
    // Slack shows 50 blocks of a message; what is beyond that comes up as the first ones are done.
    private const int WithButtons = 10;

    /// <param name="canWork">False shows it without buttons that change anything.</param>
    public static Message Render(CommsFile file, bool canWork, DateTimeOffset now, string? notice = null)
    {
        var plan = file.Plan(now);
        return new()
        {
            Text = $"Communications of {file.Release.Named()}",
            Blocks =
            [
                .. notice is null ? [] : (IEnumerable<Block>)[new SectionBlock { Text = new Markdown(notice) }],
                new SectionBlock { Text = new Markdown($"*Communications* of {file.Release.Named()}\nSeverity {file.Release.WorstSeverity.Name()} · due {file.Release.Due()}\n{Counted(plan)}") },
                .. Next(file, plan, canWork, now),
                .. Written(file, canWork),
                .. Lines(":hourglass_flowing_sand: *Not yet*", [.. plan.Where(entry => entry.State == PlanState.NotYet)], entry => Line(file, entry, now)),
                .. Lines(":white_check_mark: *Done*", [.. plan.Where(entry => entry.State == PlanState.Done)], entry => Line(file, entry, now)),
                .. Lines(":heavy_minus_sign: *Not told before the publication*", [.. plan.Where(entry => entry.State == PlanState.Passed)], entry => $"• {Mrkdwn.Escape(entry.Audience.Name)}: {Mrkdwn.Escape(entry.Message.Title)}"),
                .. Lines(":speech_balloon: *In own words*", [.. file.Pings.Where(ping => ping is { Message: null, SentAt: not null })], ping => $"• *{Mrkdwn.Escape(file.NameOf(ping.Audience))}* – {Sent(file, ping)}"),
                .. canWork ? [new DividerBlock(), new ActionsBlock { Elements = [PingButton.Several(file.Release.Id)] }] : (IEnumerable<Block>)[],
            ],
        };
    }

    /// <summary>mrkdwn: how many stand how.</summary>
    public static string Counted(IReadOnlyList<PlanEntry> plan)
    {
        (PlanState State, string Word)[] words =
        [
            (PlanState.Unanswered, "unanswered"), (PlanState.Overdue, "overdue"), (PlanState.Due, "to send"), (PlanState.Scheduled, "scheduled"),
            (PlanState.Sent, "waiting for an answer"), (PlanState.NotYet, "not yet"), (PlanState.Done, "done"), (PlanState.Passed, "not told in time"),
        ];
        return string.Join(" · ", words
            .Select(word => (word.Word, Count: plan.Count(entry => entry.State == word.State)))
            .Where(counted => counted.Count > 0)
            .Select(counted => string.Create(CultureInfo.InvariantCulture, $"*{counted.Count}* {counted.Word}")));
    }

    /// <summary>What somebody should do something about now, the most urgent first.</summary>
    public static IReadOnlyList<PlanEntry> Urgent(IReadOnlyList<PlanEntry> plan) =>
    [
        .. plan
            .Where(entry => entry.State is PlanState.Unanswered or PlanState.Overdue or PlanState.Due)
            .OrderBy(entry => entry switch { { State: PlanState.Overdue } => 0, { State: PlanState.Unanswered } => 1, { Message.Required: true } => 2, _ => 3 }),
    ];

    /// <summary>mrkdwn: one entry in two lines.</summary>
    public static string Line(CommsFile file, PlanEntry entry, DateTimeOffset now) =>
        $"{Icon(entry.State)} *{Mrkdwn.Escape(entry.Audience.Name)}*: {Mrkdwn.Escape(entry.Message.Title)}{(entry.Message.Required ? "" : " _(only if needed)_")}\n{State(file, entry, now)}";

    private static IEnumerable<Block> Next(CommsFile file, IReadOnlyList<PlanEntry> plan, bool canWork, DateTimeOffset now)
    {
        var urgent = Urgent(plan);
        if (urgent.Count == 0)
        {
            yield return new SectionBlock { Text = new Markdown(Nothing(file, plan)) };
            yield break;
        }
        var (first, others) = (urgent[0], urgent.Skip(1).ToList());
        yield return new HeaderBlock { Text = "Next" };
        yield return new SectionBlock { Text = new Markdown(Line(file, first, now)) };
        if (canWork)
            yield return new ActionsBlock { Elements = Buttons(file, first) };
        foreach (var (state, heading) in new[] { (PlanState.Overdue, ":warning: *Overdue*"), (PlanState.Unanswered, ":no_bell: *Unanswered*"), (PlanState.Due, ":incoming_envelope: *To send*") })
        {
            var group = others.Where(entry => entry.State == state).ToList();
            if (group.Count > 0)
                yield return new ContextBlock { Elements = [new Markdown(heading)] };
            foreach (var entry in group.Take(WithButtons))
                yield return new SectionBlock { Text = new Markdown(Line(file, entry, now)), Accessory = canWork ? Buttons(file, entry)[0] with { Style = null } : null };
            if (group.Count > WithButtons)
                yield return new ContextBlock { Elements = [new Markdown(string.Create(CultureInfo.InvariantCulture, $"… and {group.Count - WithButtons} more"))] };
        }
        foreach (var block in Lines(":eyes: *Sent, waiting for an answer*", [.. plan.Where(entry => entry.State == PlanState.Sent)], entry => Line(file, entry, now)))
            yield return block;
    }

    private static string Nothing(CommsFile file, IReadOnlyList<PlanEntry> plan) => plan switch
    {
        [] => $"Nobody has to be told of a release like this. `/comms ping` writes to an audience in your own words; `/release severity` and `/release fixes` decide who is told.",
        _ when plan.All(entry => entry.State is PlanState.Done or PlanState.Passed) => ":tada: Everyone is told.",
        _ when plan.FirstOrDefault(entry => entry.State == PlanState.Sent) is { } waiting =>
            $"Nothing is to be sent now. {Mrkdwn.Escape(waiting.Audience.Name)} has still to answer: {Sent(file, waiting.Ping!)}.",
        _ when plan.FirstOrDefault(entry => entry.State == PlanState.NotYet) is { } next =>
            $"Nothing is to be sent now. Next is *{Mrkdwn.Escape(next.Audience.Name)}*: {Mrkdwn.Escape(next.Message.Title)}, {Waits(next)}.",
        _ => "Nothing is to be sent now: what is scheduled goes out by itself.",
    };

    /// <summary>What is scheduled, and what was too late for it: both can be changed.</summary>
    private static IEnumerable<Block> Written(CommsFile file, bool canWork)
    {
        foreach (var ping in file.Pings.Where(ping => ping.SentAt is null).OrderBy(ping => ping.SendAt))
        {
            var state = ping.MissedAt is null
                ? $":alarm_clock: *{Mrkdwn.Escape(file.NameOf(ping.Audience))}*: {PingMessage.Title(file, ping)}\nGoes out {CommsWords.InBothZones(ping.SendAt!.Value, file)}, written by {Mrkdwn.User(ping.By)}"
                : $":warning: *{Mrkdwn.Escape(file.NameOf(ping.Audience))}*: {PingMessage.Title(file, ping)}\nWas not sent {Mrkdwn.Date(ping.SendAt!.Value)}: send it now, or cancel it";
            yield return new SectionBlock { Text = new Markdown(state) };
            if (canWork)
                yield return new ActionsBlock { Elements = [EditPing.Button(ping), CancelPing.Button(ping)] };
        }
    }

    /// <summary>What can be done about an entry that is urgent, the likeliest first.</summary>
    public static IReadOnlyList<Button> Buttons(CommsFile file, PlanEntry entry) =>
        entry.State == PlanState.Unanswered ? [ToldElsewhere.Button(file.Release.Id, entry.Message.Id, "Answered elsewhere")]
        : entry.IsElsewhere() ? [ToldElsewhere.Button(file.Release.Id, entry.Message.Id)]
        : [PingButton.For(file.Release.Id, entry.Message.Id) with { Style = ButtonStyle.Primary }, ToldElsewhere.Button(file.Release.Id, entry.Message.Id)];

    private static IEnumerable<Block> Lines<T>(string heading, IReadOnlyList<T> all, Func<T, string> line)
    {
        if (all.Count > 0)
            yield return new SectionBlock { Text = new Markdown($"{heading} ({all.Count})\n{string.Join('\n', all.Select(line))}") };
    }

    private static string Icon(PlanState state) => state switch
    {
        PlanState.NotYet => ":lock:",
        PlanState.Due => ":white_circle:",
        PlanState.Overdue => ":warning:",
        PlanState.Scheduled => ":alarm_clock:",
        PlanState.Sent => ":large_blue_circle:",
        PlanState.Unanswered => ":no_bell:",
        _ => ":white_check_mark:",
    };

    private static string State(CommsFile file, PlanEntry entry, DateTimeOffset now) => entry switch
    {
        { State: PlanState.NotYet } => Waits(entry),
        { State: PlanState.Overdue, Due: { } due } => $"overdue since {CommsWords.InBothZones(due, file)}",
        { State: PlanState.Scheduled, Ping: { SendAt: { } at } } => $"goes out {CommsWords.InBothZones(at, file)}",
        { Ping: { } ping } => Sent(file, ping),
        { Due: { } due } => due < now ? "can be sent at any time" : $"due {CommsWords.InBothZones(due, file)}",
        _ => "can be sent at any time",
    };

    private static string Waits(PlanEntry entry) => entry.Closed.Count > 0
        ? $"not before {Mrkdwn.Escape(CommsWords.WaitsFor(entry.Closed))}"
        : $"{entry.Message.Due}, which is not known yet";

    private static string Sent(CommsFile file, Ping ping)
    {
        var sent = ping.SentAt is { } at ? (ping.Posted ? $"sent {Mrkdwn.Date(at)}" : $"told elsewhere {Mrkdwn.Date(at)}: {CommsWords.Typed(ping.Elsewhere ?? "")}") : "";
        var linked = file.Addresses.GetValueOrDefault(ping.Id) is { } address ? $"{sent} {Mrkdwn.Link(address, "thread")}" : sent;
        return ping switch
        {
            { AcknowledgedBy: { } who } => $"{linked} · acknowledged by {Mrkdwn.User(who)}",
            { Posted: true, Elsewhere: { } where } => $"{linked} · answered elsewhere: {CommsWords.Typed(where)}",
            { EscalatedAt: { } escalated } when PingMessage.Awaited(file, ping) => $"{linked} · no answer, escalated {Mrkdwn.Date(escalated)}",
            { RemindedAt: { } reminded } when PingMessage.Awaited(file, ping) => $"{linked} · no answer, reminded {Mrkdwn.Date(reminded)}",
            _ when PingMessage.Awaited(file, ping) => $"{linked} · waiting for an acknowledgement",
            _ => linked,
        };
    }
}

/// <summary>What a plan's entry asks for.</summary>
internal static class PlanEntries
{
    /// <summary>Whether the app cannot tell them itself: it gives the text, and takes down where they were told.</summary>
    public static bool IsElsewhere(this PlanEntry entry) => entry.Message.In == MessagePlace.Issue || entry.Audience.Channel is null;
}
