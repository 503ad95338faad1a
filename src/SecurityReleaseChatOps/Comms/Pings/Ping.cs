using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Comms;

/// <summary>One message to an audience about a release: written, perhaps scheduled, sent, answered. The matrix's are sent again only to ask again.</summary>
public sealed record Ping
{
    /// <summary><c>R12/legal-review</c>, asked again <c>R12/legal-review/2</c>; in own words, outside the matrix, <c>R12/own-</c> and a number.</summary>
    public required string Id { get; init; }

    public required string Release { get; init; }

    /// <summary>Id of the matrix's message; null for own words.</summary>
    public string? Message { get; init; }

    public required Audience Audience { get; init; }

    /// <summary>The text as typed: plain text, with <see cref="TextMarks"/>.</summary>
    public required string Text { get; init; }

    /// <summary>Whether nobody changed the template's words: it is rendered again when it goes out.</summary>
    public bool IsTemplate { get; init; }

    /// <summary>Slack user id.</summary>
    public required string By { get; init; }

    public required Instant WrittenAt { get; init; }

    /// <summary>When it is to go out; null for at once.</summary>
    public Instant? SendAt { get; init; }

    /// <summary>When it went out; null before.</summary>
    public Instant? SentAt { get; init; }

    /// <summary>Whether it is in the audience's channel; one that was told elsewhere is not.</summary>
    public bool Posted { get; init; }

    /// <summary>When it could not be sent automatically, such as too late: a person decides about it. Null otherwise.</summary>
    public Instant? MissedAt { get; init; }

    /// <summary>Whether it waits for its time.</summary>
    [JsonIgnore]
    public bool IsScheduled => SentAt is null && MissedAt is null;

    /// <summary>Where they were told outside Slack, as a link or in words; null when the app told them.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>The answers of its audience, oldest first.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>The answer that counts: the newest that was not taken back; null for none.</summary>
    [JsonIgnore]
    public Answer? Answered => Standing.LastOrDefault();

    /// <summary>The answers that were not taken back, oldest first.</summary>
    [JsonIgnore]
    public IEnumerable<Answer> Standing => Answers.OrderBy(answer => answer.At).Where(answer =>
        answer.What != AnswerKind.TakenBack && !Answers.Any(other => other.What == AnswerKind.TakenBack && other.By == answer.By && other.At >= answer.At));

    /// <summary>Whom it reached when it was posted; null when it was told elsewhere or sent by an earlier version.</summary>
    public Heard? Heard { get; init; }

    public Instant? RemindedAt { get; init; }

    public Instant? EscalatedAt { get; init; }
}

/// <summary>Who did something, and when.</summary>
/// <param name="By">Slack user id.</param>
public sealed record Did(string By, Instant At);

/// <summary>Whom a message reached.</summary>
/// <param name="Channel">Plain text: <c>#legal</c>.</param>
/// <param name="Notified">Slack user ids of everyone it mentioned.</param>
/// <param name="Present">Slack user ids of everyone in the channel then; null when the app does not watch its members.</param>
public sealed record Heard(string Channel, IReadOnlyList<string> Notified, IReadOnlyList<string>? Present);

/// <summary>An answer to a message by somebody of its audience.</summary>
/// <param name="By">Slack user id of whoever pressed.</param>
public sealed record Answer(AnswerKind What, string By, Instant At)
{
    /// <summary>What has to change, or why, in plain text; null when nothing was added to the answer.</summary>
    public string? Words { get; init; }

    /// <summary>The date they ask for instead; null for none.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The impact on multi-tenant, single-tenant and self-managed instances; plain text, null when not given.</summary>
    public string? Multi { get; init; }

    /// <inheritdoc cref="Multi"/>
    public string? Single { get; init; }

    /// <inheritdoc cref="Multi"/>
    public string? Self { get; init; }

    /// <summary>Where it was said, as noted by somebody of PSIRT, and by whom unless <see cref="Who"/> is set; null when they pressed themselves.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>Slack user id of whoever said it elsewhere; null when they pressed themselves, or are not in Slack.</summary>
    public string? Who { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<AnswerKind>))]
public enum AnswerKind
{
    Acknowledged,
    Yes,
    No,

    /// <summary>They ask for another date.</summary>
    Date,
    Approved,

    /// <summary>They ask for changes before they approve it.</summary>
    Changes,
    Impact,

    /// <summary>Takes back what the same person said before.</summary>
    TakenBack,
}

/// <summary>Turns a message's single acknowledgement, and where it was answered outside Slack, into its first answers.</summary>
internal sealed record AnswersOfPings() : DocumentMigration(8, "0008_answers_of_pings", "ping")
{
    protected override JsonObject Change(JsonObject document, Func<string, string, JsonObject?> other)
    {
        var answers = new JsonArray();
        if (document.Remove("acknowledgedBy", out var by) && document.Remove("acknowledgedAt", out var at))
            answers.Add(new JsonObject { ["what"] = "acknowledged", ["by"] = by, ["at"] = at });
        // Who noted it was not stored: it is attributed to the sender.
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
