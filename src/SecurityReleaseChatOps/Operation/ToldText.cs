using System.Text;
using SecurityReleaseChatOps.Comms;
using SecurityReleaseChatOps.Releases;
using SecurityReleaseChatOps.Templates;

namespace SecurityReleaseChatOps.Operation;

/// <summary>Who was told what when, as Markdown, oldest first; what people typed is escaped.</summary>
internal static class ToldText
{
    // The audit's actions about a release's embargo, and about changes an audience was told of.
    private static readonly Dictionary<string, string> Marked = new()
    {
        ["lifted embargo"] = "let a message through the embargo",
        ["published"] = "published: no embargo from here on",
        ["change said"] = "was told of a change",
        ["told of the change elsewhere"] = "was told of a change elsewhere",
    };

    /// <param name="emailed">Who sent the customer email, and when; null if nobody has.</param>
    /// <param name="entries">Audit entries, oldest first.</param>
    /// <param name="name">Maps a Slack user id to a name.</param>
    public static string Markdown(CommsSnapshot snapshot, Did? emailed, IReadOnlyList<AuditEntry> entries, Func<string, string> name)
    {
        var lines = new List<(Instant At, string Line)>();
        foreach (var ping in snapshot.Pings.Where(ping => ping.SentAt is not null))
            lines.Add((ping.SentAt!.Value, Message(snapshot, ping, name)));
        foreach (var entry in entries.Where(entry => Marked.ContainsKey(entry.What)))
            lines.Add((entry.At, $"{Whom(snapshot, entry, name)} {Marked[entry.What]}"));
        if (emailed is not null)
            lines.Add((emailed.At, $"Customers: the email, sent by {Plain(name(emailed.By))}"));
        var text = new StringBuilder($"# {Plain(snapshot.Release.Title())} ({snapshot.Release.Id}): who was told what\n\nTimes are UTC.\n\n");
        foreach (var (at, line) in lines.OrderBy(line => line.At))
            text.Append(CultureInfo.InvariantCulture, $"- {at:yyyy-MM-dd HH:mm} {line}\n");
        return lines.Count > 0 ? text.ToString() : text.Append("Nobody was told anything yet.\n").ToString();
    }

    private static string Message(CommsSnapshot snapshot, Ping ping, Func<string, string> name)
    {
        var what = new StringBuilder($"{Plain(snapshot.Matrix.NameOf(ping.Audience))}: ")
            .Append(Plain(snapshot.Matrix.Find(ping.Message)?.Title ?? "a message in own words")).Append(", by ").Append(Plain(name(ping.By)));
        if (ping.Elsewhere is { } where)
            what.Append(", told elsewhere: ").Append(Plain(where));
        if (ping.Heard is { } heard)
        {
            what.Append(", in ").Append(Plain(heard.Channel)).Append("\n  - notified: ").Append(Names(heard.Notified))
                .Append("\n  - in the channel then: ").Append(heard.Present is { } present ? Names(present) : "not known");
        }
        foreach (var answer in ping.Answers)
            what.Append(CultureInfo.InvariantCulture,
                $"\n  - {answer.At:yyyy-MM-dd HH:mm} {AnswerText.Name(answer.What)}, {Plain(name(answer.Who ?? answer.By))}");
        return what.ToString();

        string Names(IReadOnlyList<string> people) =>
            people.Count == 0 ? "nobody" : string.Join(", ", people.Select(person => Plain(name(person))).Order(StringComparer.CurrentCulture));
    }

    private static string Whom(CommsSnapshot snapshot, AuditEntry entry, Func<string, string> name) =>
        entry.Subject.StartsWith("told/", StringComparison.Ordinal) && Enum.TryParse<Audience>(entry.Subject.Split('/')[^1], out var audience)
            ? Plain(snapshot.Matrix.NameOf(audience))
            : Plain(name(entry.Who));

    private static string Plain(string words) => GitLabMarkdown.Plain(words).ReplaceLineEndings(" ");
}
