using SecurityReleaseChatOps.Forms;

namespace SecurityReleaseChatOps.Comms;

/// <summary>A message that somebody is writing to one audience.</summary>
/// <param name="Message">Id of the matrix's message; null for own words.</param>
/// <param name="Text">Plain text, as typed; null while no text was shown or typed.</param>
internal sealed record PingDraft(Audience To, string? Message, string? Text)
{
    /// <summary>The current text of its template, empty for own words; null when not rendered.</summary>
    public string? Template { get; init; }

    /// <summary>Whether the template's words are unchanged.</summary>
    public bool IsTemplate => Template is { } template && Text?.Trim() == template.Trim();

    /// <summary>Plain text: what the text still lacks; own words lack nothing.</summary>
    public IReadOnlyList<string> Lacks => Message is null ? [] : MissingFacts.In(Text);

    /// <summary>The name of the input with its text.</summary>
    public string Field => $"{PingFields.Text}:{To}:{Message ?? PingFields.Own}";

    /// <summary>The ping it becomes, not sent yet.</summary>
    public Ping Written(string id, string release, string by, Instant at) => new()
    {
        Id = id,
        Release = release,
        Message = Message,
        Audience = To,
        Text = Text?.Trim() ?? "",
        IsTemplate = IsTemplate,
        By = by,
        WrittenAt = at,
    };
}

internal static class PingFields
{
    public const string Audience = "audience";
    public const string About = "about";
    public const string Text = "text";
    public const string At = "at";

    /// <summary>The tick to send it without what is missing: the prefix of its name, which goes on with a hash of what is missing.</summary>
    public const string Without = "without";

    public const string Own = "own";
}

/// <summary>What may be sent, to whom and when. Pure.</summary>
internal static class PingRules
{
    /// <summary>Longest text, in characters: Slack's limit for an input and a section.</summary>
    public const int LongestText = 3000;

    /// <summary>Longest note on where they were told, in characters.</summary>
    public const int LongestPlace = 300;

    /// <summary>How far ahead a message can be scheduled.</summary>
    public static readonly Duration Ahead = Duration.FromDays(60);

    // A chosen time that passed this recently, while the person was writing, means now.
    private static readonly Duration Behind = Duration.FromMinutes(5);

    /// <summary>The pings of a form, all of them or none.</summary>
    /// <param name="reach">Where each audience is reached.</param>
    /// <param name="sendAt">Null sends at once.</param>
    /// <returns>Errors are keyed by the names of the inputs.</returns>
    public static Decision<IReadOnlyList<Ping>> Write(
        CommsSnapshot snapshot, IReadOnlyList<PingDraft> drafts, Func<Audience, Reach> reach, Instant? sendAt, string by, Instant now)
    {
        var errors = new Dictionary<string, string>();
        if (drafts.Count == 0)
            errors[PingFields.Audience] = "Choose at least one audience.";
        if (TimeFault(sendAt, now) is { } late)
            errors[PingFields.At] = late;
        var pings = new List<Ping>();
        var own = snapshot.Pings.Count(ping => ping.Message is null);
        foreach (var draft in drafts)
        {
            if (Fault(snapshot, draft, reach(draft.To)) is { } fault)
                errors.TryAdd(draft.Field, fault);
            var id = draft.Message is { } message ? Unused(snapshot, message) : Unused(snapshot, ref own);
            var ping = draft.Written($"{snapshot.Release.Id}/{id}", snapshot.Release.Id, by, now);
            pings.Add(sendAt > now ? ping with { SendAt = sendAt } : ping with { SentAt = now, Posted = true });
        }
        return errors.Count > 0 ? Decision<IReadOnlyList<Ping>>.Refuse(errors) : Decision<IReadOnlyList<Ping>>.New(pings);
    }

    /// <summary>Changes a scheduled ping's words or time; without a time it is sent now.</summary>
    public static Decision<IReadOnlyList<Ping>> Edit(
        CommsSnapshot snapshot, Ping ping, PingDraft draft, Func<Audience, Reach> reach, Instant? sendAt, string by, Instant now)
    {
        if (ping.SentAt is not null)
            return Decision<IReadOnlyList<Ping>>.Refuse(draft.Field, Known(snapshot, ping));
        var decided = Write(snapshot.Without(ping.Id), [draft], reach, sendAt, by, now);
        return decided.Refused ? decided : Decision<IReadOnlyList<Ping>>.New([decided.Value[0] with { Id = ping.Id }]);
    }

    /// <summary>Records that they were told outside Slack, or answered there.</summary>
    /// <param name="ping">What was sent or scheduled; null when nothing was.</param>
    /// <param name="where">A link, or words.</param>
    /// <param name="said">What they answered; null when they have not.</param>
    /// <param name="nameOf">A person's name, in plain text.</param>
    public static Decision<Ping> Elsewhere(
        CommsSnapshot snapshot, CommsMessage message, Ping? ping, string text, string? where, Answer? said, string by, Func<string, string> nameOf, Instant now)
    {
        var place = where?.Trim() ?? "";
        if (place.Length == 0)
            return Decision<Ping>.Refuse("Say where they were told: a link, or a few words");
        if (place.Length > LongestPlace)
            return Decision<Ping>.Refuse($"This has {place.Length} characters: at most {LongestPlace} fit");
        var isSent = ping is { SentAt: not null };
        if (!isSent && snapshot.Closed(message) is { Count: > 0 } closed)
            return Decision<Ping>.Refuse($"Wait until {CommsText.WaitsFor(closed)}");
        var (release, draft) = (snapshot.Release.Id, new PingDraft(message.To, message.Id, text));
        var written = draft.Written(ping?.Id ?? $"{release}/{message.Id}", release, by, ping?.WrittenAt ?? now);
        var told = isSent ? ping! : written with { SentAt = now, Elsewhere = place };
        return said is not null ? AnswerRules.Take(snapshot, told, said with { Elsewhere = place }, nameOf)
            : isSent ? Decision<Ping>.Refuse("Say what they answered")
            : Decision<Ping>.New(told);
    }

    private static string? TimeFault(Instant? sendAt, Instant now) =>
        sendAt < now - Behind ? "This moment is past. Choose a later one, or leave it empty to send now."
        : sendAt > now + Ahead ? $"This is more than {Ahead.Days} days ahead: choose an earlier moment."
        : null;

    private static string? Fault(CommsSnapshot snapshot, PingDraft draft, Reach reach)
    {
        var message = snapshot.Matrix.Find(draft.Message);
        if (draft.Message is { } id && snapshot.Newest(id) is { } known && !snapshot.IsToAskAgain(id))
            return Known(snapshot, known);
        if (snapshot.Closed(message) is { Count: > 0 } closed)
            return $"Wait until {CommsText.WaitsFor(closed)}.";
        if (message is { In: Destination.Issue })
            return "This goes into the issue on GitLab: press Told elsewhere.";
        if (reach.Problem is { } problem)
            return problem;
        var length = draft.Text?.Trim().Length ?? 0;
        return length == 0 ? "Write what they are told."
            : length > LongestText ? $"This has {length:N0} characters: at most {LongestText:N0} fit."
            : null;
    }

    /// <summary>Plain text: why a message cannot be written a second time.</summary>
    public static string Known(CommsSnapshot snapshot, Ping ping) => ping switch
    {
        { SentAt: null, SendAt: { } at } =>
            $"This goes to {snapshot.Matrix.NameOf(ping.Audience)} on {at:ddd d MMM HH:mm} UTC. Change or cancel it in /comms.",
        { SentAt: { } at } => $"This went to {snapshot.Matrix.NameOf(ping.Audience)} on {at:ddd d MMM HH:mm} UTC. To tell them more, choose your own words.",
        _ => "This was written already: /comms shows it.",
    };

    // The first asks by the message's id, those after it have a number besides.
    private static string Unused(CommsSnapshot snapshot, string message) =>
        snapshot.Pings.Count(ping => ping.Message == message) is > 0 and var before
            ? string.Create(CultureInfo.InvariantCulture, $"{message}/{before + 1}")
            : message;

    private static string Unused(CommsSnapshot snapshot, ref int own)
    {
        string id;
        do
        {
            id = $"{PingFields.Own}-{++own}";
        }
        while (snapshot.Find($"{snapshot.Release.Id}/{id}") is not null);
        return id;
    }
}
