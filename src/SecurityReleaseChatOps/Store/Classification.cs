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
