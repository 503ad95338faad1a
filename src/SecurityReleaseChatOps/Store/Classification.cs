using System.Text.Json.Serialization;

namespace SecurityReleaseChatOps.Store;

/// <summary>How confidential a message is meant to be.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Confidentiality>))]
public enum Confidentiality
{
    /// <summary>The team's internal messages, which should carry no embargoed fact: their words are judged wherever they go.</summary>
    Internal,

    /// <summary>About a release that may be under embargo: until publication only its allow-list may read it, whatever its words.</summary>
    Embargoed,

    /// <summary>For everyone once the release is published: refused before that, wherever it goes.</summary>
    Public,
}

/// <summary>
/// What a message is about, stated by the code that shows it; required for every message. Together with the words it decides who may
/// read it, see <see cref="IEmbargoGuard"/>.
/// </summary>
public sealed record Classification
{
    public required Confidentiality Level { get; init; }

    /// <summary>The release it is about; null for none.</summary>
    public string? Release { get; init; }

    /// <summary>Slack user id of the admin who lifted the embargo of <see cref="Release"/> for this one message; null when nobody did.</summary>
    public string? LiftedBy { get; init; }

    /// <summary>
    /// Ids, separated by spaces, of further releases whose embargo the same admin lifted, since it carries their facts too.
    /// A text, not a list, so that equal classifications compare equal.
    /// </summary>
    public string LiftedToo { get; init; } = "";

    public static Classification Internal { get; } = new() { Level = Confidentiality.Internal };

    public static Classification Embargoed(string release) => new() { Level = Confidentiality.Embargoed, Release = release };

    public static Classification Public(string release) => new() { Level = Confidentiality.Public, Release = release };
}

/// <summary>
/// Judges every message before it is sent; implemented by the app. Called in one place for all features: when a commit is about to
/// be saved, so that people learn of a refusal at once, and again before Slack is called, since a channel may have changed.
/// </summary>
public interface IEmbargoGuard
{
    /// <returns>Why one of these must not be sent, in plain words that name no embargoed fact; null when all may.</returns>
    ValueTask<string?> Refuse(IReadOnlyList<Outgoing> outgoing, CancellationToken cancellationToken);
}

/// <summary>
/// Decides finally where a message goes and what it says; implemented by the app. Called in one place for every message of every
/// feature, before it is judged and saved.
/// </summary>
public interface IRouting
{
    /// <param name="message">As its feature wrote it.</param>
    /// <param name="commit">The commit it belongs to.</param>
    /// <returns>As it will be sent.</returns>
    ValueTask<Outgoing> Route(Outgoing message, Commit commit, CancellationToken cancellationToken);
}

/// <summary>A message about to be sent.</summary>
/// <param name="Reader">Where it goes: a channel's name or id, or the id of the one person who sees it.</param>
/// <param name="About">What it is about, as its feature stated.</param>
/// <param name="Json">The whole message as it goes to Slack.</param>
public sealed record Outgoing(string Reader, Classification About, string Json)
{
    /// <summary>Whether Slack is called next: a reader who is still unknown then may not have it.</summary>
    public bool IsLast { get; init; }
}
