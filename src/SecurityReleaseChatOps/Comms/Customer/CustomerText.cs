using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Comms;

/// <summary>What customers of a release are told by email, and in the oldest process by a tweet too; and who did what about it.</summary>
public sealed record CustomerText
{
    /// <summary>Stands in the text for the address of the post, which is known last.</summary>
    public const string LinkMark = "{link}";

    public required string Release { get; init; }

    /// <summary>Plain text, as it was typed.</summary>
    public required string Email { get; init; }

    /// <summary>Plain text; null where the process has no tweet.</summary>
    public string? Tweet { get; init; }

    /// <summary>Address of the published post; null as long as nobody gave it.</summary>
    public string? Link { get; init; }

    /// <summary>1 at first, one more with each change of the words.</summary>
    public required int Revision { get; init; }

    /// <summary>Whoever wrote or edited the words, each once: they cannot approve them.</summary>
    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>Who changed the words last, and when.</summary>
    public required Did Edited { get; init; }

    /// <summary>Who said that it can go out as it is; null while it is a draft.</summary>
    public Did? Ready { get; init; }

    /// <summary>Communications' approval of these very words.</summary>
    public Did? Approved { get; init; }

    /// <summary>What Communications asked to be changed; null when nothing, or once it was edited.</summary>
    public ChangesAsked? Changes { get; init; }

    /// <summary>Who asked for the test email.</summary>
    public Did? Tested { get; init; }

    /// <summary>Whether a test email, or the sending, was asked for before, with other words or another link: asking again is no repetition.</summary>
    public bool TestedBefore { get; init; }

    /// <summary>What was found right about the test email.</summary>
    public IReadOnlyList<Checked> Checks { get; init; } = [];

    /// <summary>Who asked Communications to send the email to all.</summary>
    public Did? SendAsked { get; init; }

    /// <summary>Who said that it is out.</summary>
    public Did? Sent { get; init; }

    /// <summary>Whether Communications has seen it: from the first time it was ready on its message shows it as it stands.</summary>
    public bool Posted { get; init; }

    /// <summary>Whether all was found right about the test email.</summary>
    [JsonIgnore]
    public bool IsChecked => CustomerRules.AllChecks.All(check => Checks.Any(done => done.Check == check));

    /// <summary>The email with the address of the post in its place.</summary>
    [JsonIgnore]
    public string FullEmail => Full(Email);

    /// <summary>The tweet with the address of the post in its place.</summary>
    [JsonIgnore]
    public string? FullTweet => Tweet is null ? null : Full(Tweet);

    private string Full(string text) => Link is null ? text : text.Replace(LinkMark, Link, StringComparison.OrdinalIgnoreCase);
}

public sealed record ChangesAsked(string By, DateTimeOffset At, string Why);

public sealed record Checked(EmailCheck Check, string By, DateTimeOffset At);

/// <summary>What is looked at in the test email before it goes to all (row G4).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EmailCheck>))]
public enum EmailCheck
{
    Links,
    Versions,
    Mark,
}

/// <summary>How far a customer text is.</summary>
public enum CustomerState
{
    Draft,

    /// <summary>For Communications to approve.</summary>
    Waiting,

    /// <summary>Approved, or ready where nobody has to.</summary>
    Approved,

    TestSent,
    Checked,

    /// <summary>Communications is asked to send it to all.</summary>
    SendAsked,

    Sent,
}
