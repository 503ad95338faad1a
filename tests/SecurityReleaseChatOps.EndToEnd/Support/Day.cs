using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodaTime;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>A release's day as its people live it.</summary>
internal sealed class Day(IPlace installation, int number) : Played(installation, Day.Anna)
{
    public const string Anna = "U03", Oliver = "U04", Maria = "U05", Grace = "U11";

    private const string Amsterdam = "Europe/Amsterdam", NewYork = "America/New_York";

    private static readonly LocalDate FirstMonday = new(2031, 1, 6);

    private readonly LocalDate _monday = FirstMonday.PlusWeeks(number - 1);

    /// <summary>How many messages about the release, its prompts and its handover a complete day leaves in the channel, including replies.</summary>
    public const int Messages = 11;

    /// <summary>How many of the app's messages <see cref="PlayNow"/> leaves.</summary>
    public const int MessagesNow = 6;

    public string Release { get; } = $"R{number}";

    /// <summary>How many of the messages are about a day's release, its prompts and its handover.</summary>
    public static int CountOf(int number, IEnumerable<Shown> channel) =>
        channel.Count(m =>
            m.Key is { } key && Regex.IsMatch(key, $@"^(release|prompt|handover)/R{number}(\D|$)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    private string Note => $"Package build {number} is red, see the pipeline";

    private string Status => $"All CVEs of {Release} requested <!channel> *bold*";

    /// <summary>Plays the complete day on the workspace's clock.</summary>
    public async Task Play()
    {
        await At(_monday, 9, 0, Amsterdam);
        await Roster("09:00-17:00", "09:00-17:00");
        await StartRelease(_monday.PlusDays(2).ToDateOnly());
        await Collect();

        await At(_monday, 16, 31, Amsterdam);
        await See(Prompt(Anna));
        await Snooze();
        await At(_monday, 17, 8, Amsterdam);
        await See(m => Reply(m) && m.Text.Contains("you snoozed this"));
        await At(_monday, 17, 45, Amsterdam);
        await See(m => Reply(m) && m.Text.Contains("a reminder"));
        await HandOver();

        await At(_monday, 16, 32, NewYork);
        await See(Prompt(Maria));
        await NothingToHandOver();

        await At(_monday.PlusDays(1), 10, 2, NewYork);
        await See(m => Reply(m) && m.Text.Contains("this handover waits for you"));
        await Accept();
        await End();
    }

    /// <summary>Plays the part that needs no moved clock: Anna's workday ends soon, in real time.</summary>
    public async Task PlayNow()
    {
        var now = TimeProvider.System.GetUtcNow();
        await Roster(Hours(now.AddHours(-7), now.AddMinutes(29)) + " Mon-Sun Etc/UTC", Hours(now.AddHours(4), now.AddHours(12)) + " Mon-Sun Etc/UTC");
        await StartRelease(DateOnly.FromDateTime(now.AddDays(1).UtcDateTime));
        await Collect();
        await See(Prompt(Anna));
        await Snooze();
        await HandOver();
        await Accept();
        await End();

        static string Hours(DateTimeOffset from, DateTimeOffset to) => string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}-{to:HH:mm}");
    }

    private Task At(LocalDate day, int hour, int minute, string zone) =>
        At((day + new LocalTime(hour, minute)).InZoneStrictly(DateTimeZoneProviders.Tzdb[zone]).ToDateTimeOffset());

    private async Task Roster(string annasHours, string mariasHours)
    {
        await Roster();
        await Says(Grace, "/rotation", $"add @anna EMEA {annasHours} holidays:none", "Anna de Vries");
        await Says(Grace, "/rotation", $"add @maria AMER {mariasHours} holidays:none", "María López");
    }

    private async Task StartRelease(DateOnly due)
    {
        var good = new JsonObject
        {
            ["Kind"] = "Planned", ["Versions"] = $"18.6.{number}, 18.5.{number}", ["Due date"] = due.ToString(
                "yyyy-MM-dd", CultureInfo.InvariantCulture), ["Primary"] = Anna, ["Secondary"] = Maria,
        };
        var bad = (JsonObject)good.DeepClone();
        bad["Versions"] = "eighteen";
        await Fill(Anna, "New release", () => Slack.Command(Anna, "/release", "new"), good, bad, "Versions");
        await See(Card("Preparing"));
    }

    private async Task Collect()
    {
        await Do(async () =>
        {
            if (!(await Slack.Messages(Anna)).Any(Said))
                await Slack.Say("oliver", Note);
        });
        var said = await See(Said);
        await Do(() => Slack.Shortcut(Anna, "handover.collect", said));

        bool Said(Shown m) => m.User == Oliver && m.Text.Contains(Note, StringComparison.Ordinal);
    }

    private async Task Snooze()
    {
        await Press(Anna, Prompt(Anna), "Snooze 30 min", m => m.Text.Contains("Snoozed until", StringComparison.Ordinal));
        await See(m => Prompt(Anna)(m) && m.Text.Contains("Snoozed until", StringComparison.Ordinal));
    }

    private async Task HandOver()
    {
        await Fill(Anna, "Hand over", async () =>
            await Slack.Press(Anna, await See(Prompt(Anna)), "Write handover"), new() { ["Status"] = Status, ["Next"] = "Review the blog post" });
        var handover = await See(Handover);
        handover.Text.ShouldContain("All CVEs of " + Release);
        handover.Text.ShouldContain("Review the blog post");
        handover.Text.ShouldContain(Note);
        handover.Text.ShouldNotContain("<!channel>");
        await See(m => m.Thread is null && m.Text.Contains($" handed *{Release}*", StringComparison.Ordinal));
        await See(m => Card("Preparing")(m) && m.Text.Contains("not yet accepted", StringComparison.Ordinal));
    }

    private async Task NothingToHandOver()
    {
        await Fill(Maria, "Nothing to hand over", async () =>
            await Slack.Press(Maria, await See(Prompt(Maria)), "Nothing to hand over"), new() { ["Why"] = $"All quiet on {Release}" });
        await See(m => m.Thread is not null && m.Text.Contains($"has nothing to hand over: All quiet on {Release}", StringComparison.Ordinal));
        await See(m => m.Thread is null && m.Text.Contains($" has nothing to hand over on *{Release}*", StringComparison.Ordinal));
    }

    private async Task Accept()
    {
        await Press(Maria, Handover, "Accept", m => m.Button("Accept") is null);
        await See(m =>
            m.Thread is null && m.Text.Contains($"*{Release}*", StringComparison.Ordinal) && m.Text.Contains("Accepted by ", StringComparison.Ordinal));
        await See(m => Card("Preparing")(m) && m.Text.Contains("*María López* is on it now", StringComparison.Ordinal));
        await Do(async () => (await Slack.Home(Maria))["blocks"]!.ToJsonString().ShouldContain(Release));
    }

    private async Task End()
    {
        await SayItIsPublic(Anna, Release);
        await See(Card("Published"));
        await Fill(Maria, "Close-out", () => Slack.Command(Maria, "/release", $"close {Release}"), new() { ["Reason"] = "What is left is tracked" });
        await See(Card("Closed"));
        await See(m => Reply(m) && m.Text.Contains("closed *", StringComparison.Ordinal));
    }

    private Func<Shown, bool> Card(
        string state) => m => m.Thread is null && m.Text.Contains("Primary: ", StringComparison.Ordinal)
            && m.Text.Contains($" · {Release} · ", StringComparison.Ordinal)
        && m.Text.Contains(state, StringComparison.Ordinal);

    private Func<Shown, bool> Prompt(string user) =>
        m => m.Thread is null && m.Text.Contains($"<@{user}>, your workday ends soon", StringComparison.Ordinal)
            && m.Text.Contains($"*{Release}*", StringComparison.Ordinal);

    private bool Handover(Shown m) =>
        m.Thread is null && m.Text.Contains("handover to ", StringComparison.Ordinal) && m.Text.Contains($"*{Release}*", StringComparison.Ordinal);

    private bool Reply(Shown m) => m.Thread is not null && m.Text.Contains($"*{Release}*", StringComparison.Ordinal);
}
