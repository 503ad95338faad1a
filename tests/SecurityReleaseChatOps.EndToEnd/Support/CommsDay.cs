using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityReleaseChatOps.EndToEnd.Support;

/// <summary>A critical release's announcements, answered and unanswered, its customer email and its thanks.</summary>
internal sealed partial class CommsDay(Installation installation) : Played(installation, Day.Grace)
{
    private const string Chloe = "U09", Ben = "U10", Hana = "U12", David = "U13";
    private const string Legal = "legal", Support = "support-security", FieldSecurity = "field-security", Comms = "comms-team-security", Thanks = "thanks";
    private const string ToLegal =
        "Please read the disclosure", ToSupport = "Customers will ask for the packages", ToFieldSecurity = "What your customers will ask";

    private static readonly DateTimeOffset Morning = new(2031, 1, 6, 9, 0, 0, TimeSpan.Zero);

    /// <summary>Plays the complete day on the workspace's clock.</summary>
    public async Task Play()
    {
        await At(Morning);
        await Roster();
        await StartRelease();

        // Two at once now, and one at half past nine.
        await Fill(Day.Anna, "Ping", () => Slack.Command(Day.Anna, "/comms", "ping legal-review"),
            new() { ["Audience"] = new JsonArray("Legal", "Support"), ["Message"] = ToLegal }, then: new() { ["Message to Support"] = ToSupport });
        await Fill(Day.Anna, "Ping", () => Slack.Command(Day.Anna, "/comms", "ping field-security"),
            new() { ["Message"] = ToFieldSecurity, ["Send at"] = "2031-01-06T09:30:00Z" });
        await See(m => m.Text.Contains(ToSupport, StringComparison.Ordinal), Support);
        await Answer(Hana, ToLegal, Legal, "Approve", "Approved");

        await At(Morning.AddMinutes(30));
        await See(m => m.Text.Contains(ToFieldSecurity, StringComparison.Ordinal), FieldSecurity);
        await At(Morning.AddMinutes(40));
        await See(Reminds, Support);
        await Acknowledge(Ben, ToSupport, Support);
        await At(Morning.AddMinutes(67));
        await See(Reminds, FieldSecurity);
        await At(Morning.AddMinutes(95));
        await See(m => m.Text.Contains("no answer from Field Security", StringComparison.Ordinal));

        await WriteEmail();
        await Publish();
        await SendEmail();
        await At(Morning.AddMinutes(120));
        await See(Reminds, Comms);
        await At(Morning.AddMinutes(145));
        await See(m => m.Text.Contains("no answer from Communications", StringComparison.Ordinal));

        await Fill(Day.Anna, "Thanks", () => Slack.Command(Day.Anna, "/thanks"), []);
        await See(m => m.Text.Contains("everyone is safer", StringComparison.Ordinal), Thanks);
    }

    /// <summary>The final content of all channels: each message in its place, regardless of order.</summary>
    public static async Task<IReadOnlyList<string>> Read(Installation installation)
    {
        await installation.Delivered();
        (await installation.GivenUp()).ShouldBe(0);
        var all = new List<Shown>();
        foreach (var channel in await installation.Slack.Channels())
            all.AddRange((await installation.Slack.Messages(Day.Grace, channel)).Where(m => !m.Ephemeral && m.FromApp));

        all.Select(m => m.Key ?? m.Text).ShouldBeUnique();
        var keys = all.ToDictionary(m => m.Channel + m.Ts, m => m.Key, StringComparer.Ordinal);
        // A person is mentioned again only about something else, in other words.
        all.Where(m => m.Text.Contains("<!subteam", StringComparison.Ordinal) || m.Text.Contains("<@", StringComparison.Ordinal))
            .Select(m => $"{m.Channel} {Words(m, installation)}").ShouldBeUnique();
        return
        [
            .. all.Select(m =>
                Moments().Replace($"#{m.Channel} {(m.Thread is { } thread ? keys[m.Channel + thread] + " > " : "")}{m.Key}", "at") + ": "
                    + Words(m, installation)).Order(StringComparer.Ordinal),
        ];
    }

    private static string Words(Shown message, Installation installation) =>
        Clocks().Replace(message.Normal().Replace(installation.Slack.Address.ToString(), "https://workspace/", StringComparison.Ordinal), "at");

    private async Task StartRelease()
    {
        await Fill(Day.Anna, "New release", () => Slack.Command(Day.Anna, "/release", "new"), new()
        {
            ["Kind"] = "Critical", ["Versions"] = "18.6.1, 18.5.3", ["Due date"] = "2031-01-08", ["Primary"] = Day.Anna, ["Secondary"] = Day.Maria,
        });
        await See(m => m.Text.Contains("18.6.1, 18.5.3", StringComparison.Ordinal));
        await Fill(Day.Anna, "Fixes", () => Slack.Command(Day.Anna, "/release", "fixes"), new()
        {
            ["Fixes"] = "gitlab-org/gitlab#123 CVE-2031-1234 critical | Stored XSS in notes | by @kenji, Jane Doe | reported by alice",
        });
    }

    private Task Acknowledge(string user, string words, string channel) => Answer(user, words, channel, "Acknowledge", "Acknowledged");

    private async Task Answer(string user, string words, string channel, string button, string said)
    {
        await Press(user, Ping, button, m => m.Button(button) is null, channel);
        await See(m => Ping(m) && m.Text.Contains($"{said} by ", StringComparison.Ordinal), channel);

        bool Ping(Shown m) => !m.Ephemeral && m.Text.Contains(words, StringComparison.Ordinal);
    }

    private async Task WriteEmail()
    {
        await Fill(Day.Anna, "Customer email", () => Slack.Command(Day.Anna, "/comms", "email"), new() { ["Ready"] = new JsonArray("ready") });
        await Press(Chloe, Email("please read it"), "Approve", m => m.Button("Approve") is null, Comms);
        await See(Email("Approved: "), Comms);
    }

    private async Task Publish()
    {
        await Do(() => Slack.Command(Day.Anna, "/release", "merged"));
        await SayItIsPublic(Day.Anna);
        await See(Email("Next: the test email"), Comms);
    }

    private async Task SendEmail()
    {
        await Press(Chloe, Email(""), "Send the test email", m => m.Button("Send the test email") is null, Comms);
        await Acknowledge(David, "*Send the test email*", Comms);
        var card = await See(Email("0 of 3 done"), Comms);
        await Fill(Day.Anna, "Test email", () => Slack.Press(Day.Anna, card, "Check the test email"), new()
        {
            ["What is right"] = new JsonArray("The links work", "The versions are right", "The Critical mark is right"),
        });
        await See(Email("Next: ask to send it"), Comms);
        await Press(Chloe, Email(""), "Ask to send", m => m.Button("Ask to send") is null, Comms);
        await Press(Chloe, Email(""), "Sent", m => m.Button("Sent") is null, Comms);
        await See(Email(":email: Sent"), Comms);
        await See(m => m.Text.Contains("Send the email to the Security Alerts subscribers", StringComparison.Ordinal), Comms);
    }

    private static bool Reminds(Shown m) => m.Thread is not null && m.Text.Contains("please answer ", StringComparison.Ordinal);

    private static Func<Shown, bool> Email(string words) => m =>
        !m.Ephemeral && m.Thread is null && m.Text.Contains("*Customer email*", StringComparison.Ordinal) && m.Text.Contains(words, StringComparison.Ordinal);

    /// <summary>Unix time in seconds or milliseconds, part of the keys of things that may happen more than once.</summary>
    [GeneratedRegex(@"\d{13}|\d{10}", RegexOptions.None, 1000)]
    private static partial Regex Moments();

    [GeneratedRegex(@"\d\d:\d\d|\d+ min", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Clocks();
}
