using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What customers are told about a release by email, and in the oldest process also by a tweet; and who did what about it.</summary>
public sealed record CustomerText
{
    /// <summary>Placeholder in the text for the address of the post, which is known last.</summary>
    public const string LinkMark = "{link}";

    public required string Release { get; init; }

    /// <summary>Plain text, as typed.</summary>
    public required string Email { get; init; }

    /// <summary>Plain text; null when the process has no tweet.</summary>
    public string? Tweet { get; init; }

    /// <summary>Address of the published post; null until somebody gives it.</summary>
    public string? Link { get; init; }

    /// <summary>1 at first, one more after each change of the words.</summary>
    public required int Revision { get; init; }

    /// <summary>Everyone who wrote or edited the words, each once: they cannot approve them.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>Who changed the words last, and when.</summary>
    public required Did Edited { get; init; }

    /// <summary>Who said that it can go out as it is; null while it is a draft.</summary>
    public Did? Ready { get; init; }

    /// <summary>Communications' approval of exactly these words.</summary>
    public Did? Approved { get; init; }

    /// <summary>The changes that Communications asked for; null for none, and once it was edited.</summary>
    public ChangesAsked? Changes { get; init; }

    /// <summary>Who asked for the test email.</summary>
    public Did? Tested { get; init; }

    /// <summary>Whether a test email, or sending, was requested before with other words or another link: asking again is then not a repetition.</summary>
    public bool TestedBefore { get; init; }

    /// <summary>The checks of the test email that passed.</summary>
    public IReadOnlyList<Checked> Checks { get; init; } = [];

    /// <summary>Who asked Communications to send the email to all.</summary>
    public Did? SendAsked { get; init; }

    /// <summary>Who said that it is out.</summary>
    public Did? Sent { get; init; }

    /// <summary>Whether Communications has seen it: from the first time it is ready, its message shows the current text.</summary>
    public bool Posted { get; init; }

    /// <summary>Whether all checks of the test email passed.</summary>
    [JsonIgnore]
    public bool IsChecked => CustomerRules.AllChecks.All(check => Checks.Any(done => done.Check == check));

    /// <summary>The email with the address of the post filled in.</summary>
    [JsonIgnore]
    public string FullEmail => Full(Email);

    /// <summary>The tweet with the address of the post filled in.</summary>
    [JsonIgnore]
    public string? FullTweet => Tweet is null ? null : Full(Tweet);

    private string Full(string text) => Link is null ? text : text.Replace(LinkMark, Link, StringComparison.OrdinalIgnoreCase);
}

public sealed record ChangesAsked(string By, DateTimeOffset At, string Why);

public sealed record Checked(EmailCheck Check, string By, DateTimeOffset At);

/// <summary>What is checked in the test email before the email goes to all (row G4).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EmailCheck>))]
public enum EmailCheck
{
    Links,
    Versions,
    Mark,
}

/// <summary>The state of a customer text.</summary>
public enum CustomerState
{
    Draft,

    /// <summary>Waiting for approval by Communications.</summary>
    Waiting,

    /// <summary>Approved, or ready when no approval is needed.</summary>
    Approved,

    TestSent,
    Checked,

    /// <summary>Communications was asked to send it to all.</summary>
    SendAsked,

    Sent,
}
