using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using SecurityReleaseChatOps.Checklists;

namespace SecurityReleaseChatOps.Comms;

/// <summary>
/// One message to one audience about one release: written, perhaps waiting for its time, sent, acknowledged. A message of the
/// matrix is sent once: its id is that of the release and of the message.
/// </summary>
public sealed record Ping
{
    /// <summary><c>R12/legal-review</c>; a message in someone's own words beside the matrix: <c>R12/own-</c> and a number.</summary>
    public required string Id { get; init; }

    public required string Release { get; init; }

    /// <summary>Id of the matrix's message; null for one in someone's own words.</summary>
    public string? Message { get; init; }

    public required Audience Audience { get; init; }

    /// <summary>What is said, as it was typed: plain text, with <see cref="TextMarks"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Whether nobody changed the words of its template: it is made anew when it goes out.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Slack user id.</summary>
    public required string By { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>When it is to go out; null: at once.</summary>
    public DateTimeOffset? SendAt { get; init; }

    /// <summary>When it went out; null while it waits for its time.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Whether it stands in the audience's channel; one that was told elsewhere does not.</summary>
    public bool Posted { get; init; }

    /// <summary>When it was too late to be sent by itself: a person decides what becomes of it. Null otherwise.</summary>
    public DateTimeOffset? MissedAt { get; init; }

    /// <summary>It waits for its time.</summary>
    [JsonIgnore]
    public bool IsScheduled => SentAt is null && MissedAt is null;

    /// <summary>Where they were told outside Slack, such as a link or a word; null when the app told them.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>What its audience said, oldest first.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>The answer that counts: the newest that was not taken back; null when there is none.</summary>
    [JsonIgnore]
    public Answer? Answered => Standing.LastOrDefault();

    /// <summary>The answers that were not taken back by who gave them, oldest first.</summary>
    [JsonIgnore]
    public IEnumerable<Answer> Standing => Answers.OrderBy(answer => answer.At).Where(answer =>
        answer.What != AnswerKind.TakenBack && !Answers.Any(other => other.What == AnswerKind.TakenBack && other.By == answer.By && other.At >= answer.At));

    /// <summary>Whom it reached when it was posted; null where it was told elsewhere, or an earlier version sent it.</summary>
    public Heard? Heard { get; init; }

    public DateTimeOffset? RemindedAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }
}

/// <summary>That somebody did something.</summary>
/// <param name="By">Slack user id.</param>
public sealed record Did(string By, DateTimeOffset At);

/// <summary>Whom a message reached.</summary>
/// <param name="Channel">Plain text: <c>#legal</c>.</param>
/// <param name="Notified">Slack user ids of everyone whom it mentioned.</param>
/// <param name="Present">Slack user ids of everyone in the channel then; null where the app does not watch who is there.</param>
public sealed record Heard(string Channel, IReadOnlyList<string> Notified, IReadOnlyList<string>? Present);

/// <summary>What someone of an audience said to a message.</summary>
/// <param name="What">What they said.</param>
/// <param name="By">Slack user id of who pressed.</param>
public sealed record Answer(AnswerKind What, string By, DateTimeOffset At)
{
    /// <summary>What has to change, or why; plain text. Null when nothing was said beside the answer.</summary>
    public string? Words { get; init; }

    /// <summary>The date that they would have instead; null where none was named.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The impact on multi-tenant, single-tenant and self-managed instances; plain text, null where nothing was said.</summary>
    public string? Multi { get; init; }

    /// <inheritdoc cref="Multi"/>
    public string? Single { get; init; }

    /// <inheritdoc cref="Multi"/>
    public string? Self { get; init; }

    /// <summary>
    /// Where it was said, as someone of PSIRT took it down, and who said it unless <see cref="Who"/> tells; null when they pressed themselves.
    /// </summary>
    public string? Elsewhere { get; init; }

    /// <summary>Slack user id of who said it elsewhere; null when they pressed themselves, or are not in Slack.</summary>
    public string? Who { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<AnswerKind>))]
public enum AnswerKind
{
    Acknowledged,
    Yes,
    No,

    /// <summary>Not then, but at another date.</summary>
    Date,
    Approved,

    /// <summary>Changes are needed before it is approved.</summary>
    Changes,
    Impact,

    /// <summary>What the same person said before is taken back.</summary>
    TakenBack,
}

/// <summary>A message's one acknowledgement, and where it was answered beside Slack, become its first answer.</summary>
internal sealed record AnswersOfPings() : DocumentMigration(8, "0008_answers_of_pings", "ping")
{
    protected override JsonObject Change(JsonObject document, Func<string, string, JsonObject?> other)
    {
        var answers = new JsonArray();
        if (document.Remove("acknowledgedBy", out var by) && document.Remove("acknowledgedAt", out var at))
            answers.Add(new JsonObject { ["what"] = "acknowledged", ["by"] = by, ["at"] = at });
        // Who took it down was not kept: whoever sent it answers for it.
        if ((bool?)document["posted"] == true && document.Remove("elsewhere", out var where))
            answers.Add(
                new JsonObject
                {
                    ["what"] = "acknowledged", ["by"] = document["by"]!.DeepClone(), ["at"] = document["sentAt"]!.DeepClone(),
                    ["elsewhere"] = where
                });
        if (answers.Count > 0)
            document["answers"] = answers;
        return document;
    }
}
